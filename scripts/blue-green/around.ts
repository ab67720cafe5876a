import { setTimeout as pause } from 'node:timers/promises'
import { exit, Stop } from '../deploy/stop.ts'
import { containerOf, lastWords, startAsTheyAre } from './containers.ts'
import type { Host } from './host.ts'

const patience = 90_000

/** Starts what stands around the colours where it does not run, HAProxy first of all, and waits until it serves. */
export async function startAround(host: Host): Promise<void> {
  const { profiles } = host.settings
  if (!(await host.proxy.liveOnDisk())) await host.proxy.setLiveOnDisk('blue')
  const others = (['postgres', 'store'] as const).filter(name => profiles.includes(name))
  await startAsTheyAre(host, ['haproxy', ...others])
  const deadline = Date.now() + patience
  for (const service of others) while (!(await serves(host, service))) await wait(host, service, deadline)
  while (!(await answers(host))) await wait(host, 'haproxy', deadline)
}

async function serves(host: Host, service: 'postgres' | 'store'): Promise<boolean> {
  const container = await containerOf(host, service)
  return container?.isRunning === true && ['healthy', 'none'].includes(container.health)
}

const answers = ({ proxy }: Host) =>
  proxy.live().then(
    () => true,
    () => false,
  )

async function wait(host: Host, service: 'haproxy' | 'postgres' | 'store', deadline: number): Promise<void> {
  const container = await containerOf(host, service)
  const isLate = Date.now() > deadline || (container?.restarts ?? 0) > 2
  if (isLate)
    throw new Stop(exit.refused, `${service} does not serve.${container ? await lastWords(container) : ''}`)
  await pause(300)
}
