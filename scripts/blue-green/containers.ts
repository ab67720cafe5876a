import Joi from 'joi'
import { follow, run } from '../deploy/run.ts'
import type { Host } from './host.ts'

export type Container = {
  id: string
  /** The image's own id. */
  image: string
  isRunning: boolean
  /** How often the engine had to start it again. */
  restarts: number
  /** `healthy`, `unhealthy`, `starting`; `none` where nothing is checked. */
  health: string
}

type Service = 'blue' | 'green' | 'haproxy' | 'postgres' | 'store'

/** Makes the container of a service as the settings want it, if it is not so already, and starts it. */
export const start = (host: Host, service: Service) =>
  compose(host, ['up', '--detach', '--no-deps', '--no-build', service])

/** Starts these where they do not run, and changes none. */
export const startAsTheyAre = (host: Host, services: Service[]) =>
  compose(host, ['up', '--detach', '--no-deps', '--no-build', '--no-recreate', ...services])

export const stop = (host: Host, service: Service) => compose(host, ['stop', service])

/** Version 2 is a part of docker, version 1 a program of its own. */
async function compose({ lock }: Host, args: string[]): Promise<void> {
  const two = await run('docker', ['compose', 'version']).then(
    () => true,
    () => false,
  )
  const [program, first] = two ? ['docker', ['compose']] : ['docker-compose', []]
  await follow(program, [...first, ...args], lock.descriptor)
}

/** Undefined where there is none. */
export async function containerOf(
  { settings }: Pick<Host, 'settings'>,
  service: Service,
): Promise<Container | undefined> {
  const labels = { project: settings.project, service, oneoff: 'False' }
  const filters = Object.entries(labels).flatMap(([name, value]) => [
    '--filter',
    `label=com.docker.compose.${name}=${value}`,
  ])
  const found = await run('docker', ['ps', '--all', '--quiet', '--no-trunc', ...filters])
  const [id] = found.split('\n')
  if (!id) return undefined
  const told = Joi.attempt(JSON.parse(await run('docker', ['inspect', '--format', wanted, id])), inspected)
  const { image, restarts, isRunning, health } = told
  return { id, image, isRunning, restarts, health: health?.Status ?? 'none' }
}

/** These and no more: the rest has the secrets of its environment in it. */
const wanted =
  '{"image":{{json .Image}},"restarts":{{json .RestartCount}},"isRunning":{{json .State.Running}},"health":{{json .State.Health}}}'

type Inspected = {
  image: string
  restarts: number
  isRunning: boolean
  health: { Status: string } | null
}

const inspected = Joi.object<Inspected, true>({
  image: Joi.string().required(),
  restarts: Joi.number().required(),
  isRunning: Joi.boolean().required(),
  health: Joi.object({ Status: Joi.string().required() }).unknown().required().allow(null),
})

/** The last it has written. */
export async function lastWords({ id }: Container): Promise<string> {
  const words = await run('sh', ['-c', 'docker logs --tail 15 "$1" 2>&1', 'sh', id]).catch(() => '')
  return words ? `\nThe last it wrote:\n${words.replace(/^(.{0,300}).*/gm, '  $1')}` : ''
}
