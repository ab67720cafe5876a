import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'

/** Where the engine listens, and a folder with no settings but its own. */
export type Engine = { host: string; config: string }

const execute = promisify(execFile)

/** Debian's, of the same age as its engine, before another that may come first on the PATH. */
export const dockerProgram = existsSync('/usr/bin/docker') ? '/usr/bin/docker' : 'docker'

export const engineEnvironment = ({ host, config }: Engine) => ({
  DOCKER_HOST: host,
  DOCKER_CONFIG: config,
  DOCKER_BUILDKIT: '0',
})

const options = (engine: Engine) => ({
  env: { ...process.env, ...engineEnvironment(engine) },
  maxBuffer: 64 * 1024 * 1024,
})

export async function docker(engine: Engine, ...args: string[]): Promise<string> {
  const { stdout } = await execute(dockerProgram, args, options(engine))
  return stdout.trim()
}

/** Builds what Git has of the newest commit, and answers what Docker said of it. */
export async function buildFromGit(engine: Engine, repository: string, ...args: string[]): Promise<string> {
  const archive = spawn('git', ['-C', repository, 'archive', 'HEAD'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const building = spawn(dockerProgram, ['build', ...args, '-'], options(engine))
  archive.stdout.pipe(building.stdin)
  const [said, complained, [code]] = await Promise.all([
    text(building.stdout),
    text(building.stderr),
    once(building, 'close'),
  ])
  if (code !== 0) throw new Error(`docker build ends with ${code}: ${said.slice(-4000)}${complained}`)
  return said
}
