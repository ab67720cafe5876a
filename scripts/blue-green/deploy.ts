import { run } from '../deploy/run.ts'
import type { Say } from '../deploy/say.ts'
import { exit, Stop } from '../deploy/stop.ts'
import { startAround } from './around.ts'
import { bring, type Progress, watchAndRetire } from './bring.ts'
import { type Colour, other } from './colours.ts'
import { containerOf } from './containers.ts'
import type { Host } from './host.ts'
import { type Image, imageNamed, obtain, removeUnused } from './image.ts'
import { findLive } from './live.ts'
import { takeLock } from './lock.ts'
import type { Options } from './options.ts'
import { proxyIn } from './proxy.ts'
import { retire } from './retire.ts'
import { readSettings, writeSettings } from './settings.ts'

type Run = { options: Options; folder: string; say: Say; progress: Progress }

/** Builds what is checked out, or takes the image that is named, and brings it live. */
export async function deploy(wanted: Run): Promise<void> {
  const host = await openHost(wanted)
  const image = await obtain(wanted.options, wanted.say)
  const { profiles, storeImage } = host.settings
  // Once: whoever deploys the site does not mean to restart the store.
  if (profiles.includes('store') && !storeImage) await writeSettings(host.folder, { STORE_IMAGE: image.name })
  await startAround(host)
  await bringLive(wanted, { host, live: await findLive(host), image, isRollback: false })
}

/** Brings live again what was live before. */
export async function rollback(wanted: Run): Promise<void> {
  const host = await openHost(wanted)
  await startAround(host)
  const live = await findLive(host)
  const { rollingBack, image: images, behind } = host.settings
  // One that was killed after its switch is finished, not undone.
  const name = rollingBack === live ? images[live] : behind[live]
  if (!name) throw new Stop(exit.refused, `Nothing was live before ${live}. Nothing was touched.`)
  const image = await imageNamed(name)
  if (!image)
    throw new Stop(exit.refused, `${name} is not here any more: check its commit out, and deploy that.`)
  await bringLive(wanted, { host, live, image, isRollback: true })
}

async function openHost({ folder, say }: Run): Promise<Host> {
  await readSettings(folder)
  await run('docker', ['version', '--format', '{{.Server.Version}}'])
  const lock = await takeLock(folder)
  say('step', '1. No other run is under way', { step: 1 })
  return { folder, settings: await readSettings(folder), proxy: proxyIn(folder), lock, say }
}

type Aim = { host: Host; live: Colour; image: Image; isRollback: boolean }

async function bringLive({ options, say, progress }: Run, aim: Aim): Promise<void> {
  const { host, live, image } = aim
  const current = await containerOf(host, live)
  say(
    'step',
    `2. ${current ? `${live} is live, with ${host.settings.image[live]}` : 'Nothing is live yet'}`,
    { step: 2, live },
  )
  const isLive = current?.isRunning && current.image === image.id && !options.force
  const course = { ...aim, times: options, progress }
  await (isLive ? finish(course) : bring(course))
  await tidy(host)
  say('done', `${image.revision} is live`, { image: image.name })
}

/** It is live already: what is left is what a run that was killed has not come to. */
async function finish(course: Parameters<typeof bring>[0]) {
  const { host, live, times, progress } = course
  const before = other(live)
  if (!(await containerOf(host, before))?.isRunning) return
  const { behind, image } = host.settings
  // What runs beside it may be one that was never looked at, and nothing to go back to.
  if (behind[live] !== image[before]) return retire(host, before, times.drain)
  progress.phase = 'switched'
  await watchAndRetire({ ...course, live: before })
}

async function tidy({ folder, say }: Host) {
  const { image, behind, rollingBack, storeImage } = await readSettings(folder)
  if (rollingBack) await writeSettings(folder, { ROLLING_BACK: '' })
  const kept = [...Object.values(image), ...Object.values(behind), storeImage]
  await removeUnused(kept).catch((error: Error) =>
    say('warning', `Old images are still here: ${error.message}`),
  )
}
