import { setTimeout as pause } from 'node:timers/promises'
import type { Colour } from './colours.ts'
import type { Host } from './host.ts'

const fewest = 3
const share = 0.02

/** Watches what visitors get of a colour for a while; answers how many requests, or fails with what is wrong. */
export async function bake({ proxy }: Host, colour: Colour, time: number): Promise<number> {
  const before = await proxy.look(colour)
  const deadline = Date.now() + time
  for (let looksDown = 0; ; ) {
    await pause(Math.min(250, time))
    const now = await proxy.look(colour)
    const requests = now.requests - before.requests
    const errors = now.errors - before.errors
    if (errors > Math.max(fewest, requests * share))
      throw new Error(`${errors} of ${requests} requests to ${colour} failed.`)
    looksDown = now.isUp ? 0 : looksDown + 1
    if (looksDown > 1) throw new Error(`HAProxy finds ${colour} no longer ready.`)
    if (Date.now() >= deadline) return requests
  }
}
