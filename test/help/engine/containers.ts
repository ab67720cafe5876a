import { setTimeout as pause } from 'node:timers/promises'
import { paths } from '../../../src/paths.ts'
import { freePort } from '../free-port.ts'
import type { Bench } from './bench.ts'
import { docker } from './docker.ts'

export type Container = {
  id: string
  port: number
  /** What only this container answers at. */
  url: string
  /** Runs a command in it. */
  run(...command: string[]): Promise<string>
  inspect(format: string): Promise<string>
  /** As ECS and Docker do it: SIGTERM, and after 30 s SIGKILL. Answers the exit code. */
  stop(): Promise<number>
  logs(): Promise<string>
  remove(): Promise<void>
}

/** As tight as the task definition wants it, on the network of the machine. */
const tight = [
  '--init',
  '--read-only',
  '--network=host',
  '--cap-drop=ALL',
  '--security-opt=no-new-privileges',
  '--health-interval=1s',
]

type Options = { env?: Record<string, string>; port?: number | undefined; more?: string[] }

/** Starts the site of an image, and waits until it is ready. */
export async function startContainer(
  bench: Pick<Bench, 'engine'>,
  image: string,
  { env = {}, port: wanted, more = [] }: Options = {},
): Promise<Container> {
  const port = wanted ?? (await freePort())
  const variables = Object.entries({ PORT: `${port}`, ...env }).flatMap(pair => ['--env', pair.join('=')])
  const id = await docker(bench.engine, 'run', '--detach', ...tight, ...variables, ...more, image)
  const container = containerCalled(bench, id, port)
  await becomesReady(container)
  return container
}

function containerCalled({ engine }: Pick<Bench, 'engine'>, id: string, port: number): Container {
  const inspect = (format: string) => docker(engine, 'inspect', '--format', format, id)
  return {
    id,
    port,
    url: `http://localhost:${port}`,
    run: (...command) => docker(engine, 'exec', id, ...command),
    inspect,
    async stop() {
      await docker(engine, 'stop', '--time', '30', id)
      return Number(await inspect('{{.State.ExitCode}}'))
    },
    logs: () => docker(engine, 'logs', id),
    async remove() {
      await docker(engine, 'rm', '--force', id)
    },
  }
}

async function becomesReady(container: Container) {
  const isReady = async () => (await fetch(container.url + paths.ready)).ok
  while (!(await isReady().catch(() => false))) {
    if ((await container.inspect('{{.State.Running}}')) !== 'true')
      throw new Error(`the container has ended: ${await container.logs()}`)
    await pause(200)
  }
}
