import type { Colour } from './colours.ts'
import type { Host } from './host.ts'

/** What HAProxy has in memory; the file, which is for its next start, is mended where it says something else. */
export async function findLive({ proxy, say }: Host): Promise<Colour> {
  const live = await proxy.live()
  const onDisk = await proxy.liveOnDisk()
  if (live !== onDisk) {
    say('warning', `HAProxy sends visitors to ${live}, and its file said ${onDisk ?? 'nothing'}: mended.`)
    await proxy.setLiveOnDisk(live)
  }
  return live
}

/** From now on visitors get this colour: first in memory, then, once that is so, for the next start. */
export async function switchTo({ proxy }: Host, colour: Colour): Promise<void> {
  await proxy.setLive(colour)
  if ((await proxy.live()) !== colour) throw new Error(`HAProxy did not take ${colour}.`)
  await proxy.setLiveOnDisk(colour)
}

/** Before anything is done to a colour that could stop it. */
export async function mustBeIdle({ proxy }: Host, colour: Colour): Promise<void> {
  const [memory, onDisk] = [await proxy.live(), await proxy.liveOnDisk()]
  if (memory === colour || onDisk === colour)
    throw new Error(`${colour} is live, or would be after a restart: it is left alone.`)
}
