import type { Say } from '../deploy/say.ts'
import { type Colour, colours } from './colours.ts'
import { type Container, containerOf } from './containers.ts'
import type { Host } from './host.ts'
import { proxyIn } from './proxy.ts'
import { readSettings } from './settings.ts'

/** Tells what is live and what stands by; looks only. */
export async function status(folder: string, say: Say): Promise<void> {
  const settings = await readSettings(folder)
  const host: Host = { folder, settings, proxy: proxyIn(folder), lock: { descriptor: undefined }, say }
  const [memory, onDisk] = [await host.proxy.live().catch(() => undefined), await host.proxy.liveOnDisk()]
  const live = memory ?? onDisk
  if (!memory) say('warning', 'HAProxy does not answer: visitors get nothing. docker compose up -d haproxy')
  else if (memory !== onDisk)
    say('warning', `After its next start HAProxy would send visitors to ${onDisk}. The next run mends that.`)
  for (const colour of colours) await tell(host, colour, { live, memory })
  const back = live && settings.behind[live]
  say('status', back ? `A rollback would bring ${back} live` : 'There is nothing to roll back to', {
    rollback: back ?? null,
  })
}

async function tell(
  { settings, proxy, say }: Host,
  colour: Colour,
  { live, memory }: { live: Colour | undefined; memory: Colour | undefined },
) {
  const container = await containerOf({ settings }, colour)
  const seen = memory && (await proxy.look(colour))
  const isLive = colour === live
  const image = settings.image[colour] ?? 'no image yet'
  say(
    'status',
    `${colour} ${isLive ? 'is live' : 'stands by'}: ${image}, ${stateOf(container)}${seen ? `, ${seen.sessions} requests under way` : ''}`,
    {
      colour,
      live: isLive,
      image: settings.image[colour] ?? null,
      state: stateOf(container),
      ...seen,
    },
  )
}

function stateOf(container: Container | undefined): string {
  if (!container) return 'never started'
  return container.isRunning ? `running, ${container.health}` : 'stopped'
}
