import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import { register } from './definitions.ts'
import { type FakeEcs, fakeEcs } from './fake.ts'
import { type Registry, startRegistry } from './registry.ts'
import { beginDeployment, tasksOf, tick } from './rollout.ts'
import { cluster, emptyWorld, type FakeService, type World } from './world.ts'

/** What must never be read in what a deploy writes. */
export const secrets = {
  accessKey: 'AKIASTANDINOFOURS001',
  secretKey: 'kept/Secret+Of+The+One+Who+Deploys/0000',
  sessionToken: 'session-token-kept-secret',
  registry: 'registry-password-kept-secret',
  environment: 'plain-environment-kept-secret',
}

export type Ended = {
  code: number | null
  output: string
  /** What --json wrote. */
  lines: { kind: string; message: string }[]
}

type How = { env?: Record<string, string>; onStart?: (deploy: ChildProcess) => void }

/** A service that runs its first revision, a repository with a commit, a registry, and a deploy to be run. */
export type Stage = {
  ecs: FakeEcs
  world: World
  service: FakeService
  registry: Registry
  /** Arguments as of `npm run deploy --`; the unmodified script as a process of its own. */
  deploy(args?: string[], how?: How): Promise<Ended>
  /** Writes into the work tree. */
  write(name: string, content: string): void
  commit(definition?: RegisterTaskDefinitionCommandInput): void
  /** What docker was called with. */
  dockerCalls(): string[]
  /** The definition that all running tasks of the service are of, by family and number. */
  runs(): string
  stop(): Promise<void>
}

const script = join(import.meta.dirname, '../../../scripts/deploy-ecs.ts')

export const aDefinition = (image = 'muzhack'): RegisterTaskDefinitionCommandInput => ({
  family: 'muzhack',
  memory: '512',
  containerDefinitions: [
    {
      name: 'muzhack',
      image,
      portMappings: [{ containerPort: 8000 }],
      environment: [{ name: 'DATABASE_URL', value: secrets.environment }],
      healthCheck: { command: ['CMD', 'true'] },
    },
  ],
})

export async function setStage(changes: Partial<FakeService> = {}, old = 1): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'muzhack-stage-'))
  const [repository, docker] = [join(folder, 'repository'), join(folder, 'docker')]
  mkdirSync(docker)
  repositoryIn(repository)
  const registry = await startRegistry(secrets.registry)
  const world = { ...emptyWorld(), hasImage: registry.has }
  const service = await openService(world, changes, old)
  const ecs = await fakeEcs(world)
  writeFileSync(
    join(docker, 'config.json'),
    JSON.stringify({ auths: { [registry.host]: { auth: login() } } }),
  )

  const stage: Stage = {
    ecs,
    world,
    service,
    registry,
    deploy: (args = [], how = {}) => run(stage, repository, docker, args, how),
    write: (name, content) => writeFileSync(join(repository, name), content),
    commit(definition = aDefinition()) {
      stage.write('task-definition.json', JSON.stringify(definition))
      commitAll(repository)
    },
    dockerCalls: () =>
      readFileSync(join(docker, 'log'), { encoding: 'utf8', flag: 'a+' }).split('\n').filter(Boolean),
    runs: () => runningDefinitions(stage),
    async stop() {
      await Promise.all([ecs.stop(), registry.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return stage
}

/** A repository with one commit, made once: Git is asked less. */
let template: string | undefined
function repositoryIn(folder: string) {
  if (template === undefined) {
    template = mkdtempSync(join(tmpdir(), 'muzhack-template-'))
    execFileSync('git', ['init', '--quiet', '--template=', template])
    writeFileSync(join(template, 'task-definition.json'), JSON.stringify(aDefinition()))
    commitAll(template)
  }
  cpSync(template, folder, { recursive: true })
}

function commitAll(repository: string) {
  const git = (...args: string[]) => execFileSync('git', ['-C', repository, ...identity, ...args])
  git('add', '--all')
  git('commit', '--quiet', '--allow-empty', '--message', 'A change')
}

const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
const login = () => Buffer.from(`ada:${secrets.registry}`).toString('base64')

/** A service at rest, on the newest of so many revisions. */
export async function openService(
  world: World,
  changes: Partial<FakeService>,
  old: number,
): Promise<FakeService> {
  for (let number = 1; number <= old; number++) register(world, aDefinition(`public/placeholder:${number}`))
  const taskDefinition = world.definitions.at(-1)?.arn ?? ''
  const service: FakeService = {
    name: 'web',
    status: 'ACTIVE',
    desired: 2,
    strategy: 'ROLLING',
    minimum: 100,
    maximum: 200,
    breaker: { enable: true, rollback: true },
    classic: false,
    deployments: [],
    events: [],
    lastGood: taskDefinition,
    ...changes,
  }
  world.services.push(service)
  beginDeployment(world, service, taskDefinition, '')
  for (let ticks = 0; ticks < 20; ticks++) tick(world)
  return service
}

async function run(stage: Stage, cwd: string, docker: string, args: string[], how: How): Promise<Ended> {
  const where = ['--cluster', cluster, '--service', 'web', '--poll', '10ms', '--timeout', '20s']
  const child = spawn(process.execPath, [script, ...where, ...args], {
    cwd,
    env: { ...environment(stage, docker), ...how.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  how.onStart?.(child)
  const [written, complained] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  const output = written + complained
  mustBeWithoutSecrets(output)
  mustBeWithoutSecrets(stage.dockerCalls().join('\n'))
  if (stage.ecs.violations.length > 0)
    throw new Error(`deregistered in use: ${stage.ecs.violations.join(', ')}`)
  return { code: child.exitCode, output, lines: args.includes('--json') ? readLines(written) : [] }
}

function mustBeWithoutSecrets(output: string) {
  const encoded = ['ada', 'AWS'].map(user => Buffer.from(`${user}:${secrets.registry}`).toString('base64'))
  for (const secret of [...Object.values(secrets), ...encoded])
    if (output.includes(secret)) throw new Error(`${secret} is in what was written:\n${output}`)
}

const readLines = (written: string): Ended['lines'] =>
  written
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Ended['lines'][number])

const environment = ({ ecs, registry }: Stage, docker: string) => ({
  PATH: [join(import.meta.dirname, 'bin'), dirname(process.execPath), process.env.PATH].join(delimiter),
  HOME: docker,
  DOCKER_CONFIG: docker,
  STAND_IN_REGISTRY: registry.host,
  AWS_ENDPOINT_URL_ECS: ecs.url,
  AWS_ENDPOINT_URL_ECR: registry.url,
  DEPLOY_IMAGES: `muzhack=${registry.host}/muzhack`,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: secrets.accessKey,
  AWS_SECRET_ACCESS_KEY: secrets.secretKey,
  AWS_SESSION_TOKEN: secrets.sessionToken,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
})

function runningDefinitions({ world, service }: Stage): string {
  const running = service.deployments.flatMap(deployment => tasksOf(world, deployment))
  const names = new Set(running.map(({ definition }) => definition.split('/').at(-1)))
  return [...names].join(', ')
}
