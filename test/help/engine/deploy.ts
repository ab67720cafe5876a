import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { cluster as clusterName } from '../ecs/world.ts'
import type { Bench } from './bench.ts'
import type { Cluster } from './cluster.ts'
import { dockerProgram, engineEnvironment } from './docker.ts'

/** A copy of the repository, and the unmodified script that deploys what is committed there. */
export type Deployer = {
  /** Commits a change, and answers its short name. */
  commit(line: string): string
  deploy(...args: string[]): Promise<{ code: number | null; output: string }>
  remove(): void
}

const script = join(import.meta.dirname, '../../../scripts/deploy-ecs.ts')

export function deployerOf(bench: Bench, cluster: Cluster): Deployer {
  const folder = mkdtempSync(join(tmpdir(), 'muzhack-deploy-'))
  const [repository, programs] = [join(folder, 'repository'), join(folder, 'programs')]
  cpSync(bench.repository, repository, { recursive: true })
  mkdirSync(programs)
  symlinkSync(dockerProgram, join(programs, 'docker'))
  const git = (...args: string[]) =>
    String(execFileSync('git', ['-C', repository, ...identity, ...args])).trim()
  return {
    commit(line) {
      appendFileSync(join(repository, 'README.md'), line)
      git('commit', '--quiet', '--all', '--message', line)
      return git('rev-parse', '--short=12', 'HEAD')
    },
    async deploy(...args) {
      const where = ['--cluster', clusterName, '--service', 'web', '--poll', '100ms', '--timeout', '10m']
      const child = spawn(process.execPath, [script, ...where, ...args, '--', ...bench.buildArguments], {
        cwd: repository,
        env: environment(bench, cluster, programs),
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const [written, complained] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'close'),
      ])
      return { code: child.exitCode, output: written + complained }
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}

const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']

const environment = ({ engine, registry }: Bench, { ecs }: Cluster, programs: string) => ({
  ...process.env,
  ...engineEnvironment(engine),
  PATH: [programs, process.env.PATH].join(delimiter),
  DEPLOY_IMAGES: `muzhack=${registry}/muzhack`,
  AWS_ENDPOINT_URL_ECS: ecs.url,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIASTANDINOFOURS001',
  AWS_SECRET_ACCESS_KEY: 'kept/Secret+Of+The+One+Who+Deploys/0000',
})
