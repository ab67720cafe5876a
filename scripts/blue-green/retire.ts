import { setTimeout as pause } from 'node:timers/promises'
import type { Colour } from './colours.ts'
import { containerOf, stop } from './containers.ts'
import type { Host } from './host.ts'
import { mustBeIdle } from './live.ts'

/** Stops a colour that is not live, once its last requests are answered; it stays there for a rollback. */
export async function retire(host: Host, colour: Colour, patience: number): Promise<void> {
  const container = await containerOf(host, colour)
  if (!container?.isRunning) return
  const deadline = Date.now() + patience
  while ((await host.proxy.look(colour)).sessions > 0 && Date.now() < deadline) await pause(100)
  await mustBeIdle(host, colour)
  await stop(host, colour)
}
