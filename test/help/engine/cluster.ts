import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import { type FakeEcs, fakeEcs } from '../ecs/fake.ts'
import { openService } from '../ecs/stage.ts'
import { emptyWorld, type FakeTask } from '../ecs/world.ts'
import type { Around } from './around.ts'
import type { Bench } from './bench.ts'
import { type Container, startContainer } from './containers.ts'
import { docker } from './docker.ts'

/**
 * The stand-in of ECS, whose tasks are containers: the engine pulls what their definition names and runs it. Parameters
 * of SSM and addresses of this machine come from what stands around the site.
 */
export type Cluster = {
  ecs: FakeEcs
  running(): Container[]
  /** Is told of a container that is about to be stopped. */
  onStopping(container: Container): Promise<void>
  /** How the containers ended that were stopped so far. */
  exitCodes(): Promise<number[]>
  stop(): Promise<void>
}

/** With one service, of one task, whose first revision is nothing that could run. */
export async function startCluster(bench: Bench, around: Around): Promise<Cluster> {
  const pulled = new Set<string>()
  const containers = new Map<FakeTask, Container>()
  const ended = new Map<FakeTask, Promise<number>>()
  const world = {
    ...emptyWorld(),
    hasImage: (image: string) => image.startsWith('public/') || pulled.has(image),
  }
  await openService(world, { desired: 1 }, 1)
  const ecs = await fakeEcs(world)
  ecs.after = async () => {
    for (const task of world.tasks) await follow(task)
  }
  const cluster: Cluster = {
    ecs,
    running: () => [...containers].filter(([task]) => !ended.has(task)).map(([, container]) => container),
    onStopping: async () => undefined,
    exitCodes: () => Promise.all(ended.values()),
    async stop() {
      for (const container of containers.values()) await container.remove()
      await ecs.stop()
    },
  }
  return cluster

  async function follow(task: FakeTask) {
    const definition = containerOf(task)
    if (!definition?.image || definition.image.startsWith('public/')) return
    if (task.status === 'PENDING' && !pulled.has(definition.image)) await pull(definition.image)
    const container = containers.get(task)
    if (task.status === 'RUNNING' && !container)
      containers.set(task, await startContainer(bench, definition.image, asDefined(definition, around)))
    if (task.status === 'STOPPED' && container && !ended.has(task)) {
      await cluster.onStopping(container)
      ended.set(task, container.stop())
    }
  }

  function containerOf({ definition }: FakeTask) {
    const revision = world.definitions.find(({ arn }) => arn === definition)
    return revision?.definition.containerDefinitions?.[0]
  }

  async function pull(image: string) {
    await docker(bench.engine, 'pull', '--quiet', image).then(
      () => pulled.add(image),
      () => undefined,
    )
  }
}

/** What the store of this machine takes beside, which on AWS the task's role and Amazon S3 itself give. */
const roleHere = ['S3_ENDPOINT', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']

/** A task has a network of its own and always port 8000; here containers share one. What is not defined is not set. */
function asDefined(definition: ContainerDefinition, { env: here }: Around) {
  const { environment = [], secrets = [], user = '', stopTimeout, healthCheck } = definition
  const missing = secrets.find(({ name = '' }) => !here[name])
  if (missing) throw new Error(`nobody keeps ${missing.valueFrom} here`)
  const written = environment.map(({ name = '', value = '' }) => [name, here[name] ?? value] as const)
  const kept = [...secrets.map(({ name = '' }) => name), ...roleHere].map(
    name => [name, here[name] ?? ''] as const,
  )
  const { PORT: _, ...env } = Object.fromEntries([...written, ...kept])
  const check = healthCheck?.command?.slice(1).join(' ') ?? ''
  return { env, more: ['--user', user, '--stop-timeout', `${stopTimeout}`, '--health-cmd', check] }
}
