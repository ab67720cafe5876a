import { exit, Stop } from '../deploy/stop.ts'
import { bake } from './bake.ts'
import { becomesReady, urlOf } from './check.ts'
import { type Colour, other } from './colours.ts'
import { containerOf, lastWords, start } from './containers.ts'
import type { Host } from './host.ts'
import type { Image } from './image.ts'
import { mustBeIdle, switchTo } from './live.ts'
import { retire } from './retire.ts'
import { writeSettings } from './settings.ts'
import { smokeTest } from './smoke.ts'

export type Times = {
  /** Milliseconds until a colour must be ready, that it is watched, and for its last requests. */
  timeout: number
  bake: number
  drain: number
}

/** Where a run is, for whoever interrupts it. */
export type Progress = { phase: 'before' | 'idle' | 'switched' }

type Run = {
  host: Host
  live: Colour
  image: Image
  isRollback: boolean
  times: Times
  progress: Progress
}

/** Brings an image live in the colour that is not, and takes it back where visitors would notice. */
export async function bring(run: Run): Promise<void> {
  const { host, live, image, times, progress } = run
  const next = other(live)
  progress.phase = 'idle'
  await prepare(run, next)
  await orStop(run, next, async () => {
    await becomesReady(host, { colour: next, image, patience: times.timeout })
    const pages = await smokeTest(urlOf(host, next))
    host.say('step', `4. ${next} is healthy, ready, ${image.revision}, and ${pages} addresses are right`, {
      step: 4,
    })
  })
  progress.phase = 'switched'
  await switchTo(host, next)
  host.say('step', `5. Visitors get ${next}`, { step: 5, live: next })
  await watchAndRetire(run)
}

/** Step 3: the idle colour, and nothing else, gets the image. */
async function prepare({ host, live, image, isRollback, times }: Run, next: Colour) {
  await mustBeIdle(host, next)
  // A run that was killed may have come as far as this.
  const isStarted = (await containerOf(host, next))?.image === image.id
  if (!isStarted) await retire(host, next, times.drain)
  const { image: images, behind: earlier } = host.settings
  const behind = images[live] === image.name ? earlier[live] : images[live]
  await writeSettings(host.folder, {
    [next === 'blue' ? 'BLUE_IMAGE' : 'GREEN_IMAGE']: image.name,
    ROLLING_BACK: isRollback ? next : '',
    ...(behind && { [next === 'blue' ? 'BEHIND_BLUE' : 'BEHIND_GREEN']: behind }),
  })
  await mustBeIdle(host, next)
  await start(host, next)
  host.say('step', `3. ${next} is started with ${image.name}`, { step: 3, image: image.name })
}

/** Steps 6 and 7, which a run that was killed may have left. */
export async function watchAndRetire(run: Run): Promise<void> {
  const { host, live, times } = run
  const next = other(live)
  await orStop(run, next, async () => {
    const requests = await bake(host, next, times.bake)
    host.say('step', `6. ${requests} requests in ${times.bake / 1000} s, and ${next} holds`, {
      step: 6,
      requests,
    })
  })
  await retire(host, live, times.drain)
  host.say('step', `7. ${live} is stopped, and kept for a rollback`, { step: 7 })
}

/** Where a look at the new colour shows something wrong, visitors get what they had, and the new one is stopped. */
async function orStop(run: Run, next: Colour, look: () => Promise<void>): Promise<void> {
  try {
    await look()
  } catch (error) {
    throw await standDown(run, next, wordsOf(error))
  }
}

/** Answers with what there is to tell; what fails on the way back does not hide why there was one. */
async function standDown(run: Run, next: Colour, reason: string): Promise<Stop> {
  const { host, live, progress } = run
  try {
    if (progress.phase === 'switched') {
      if (!(await serves(host, live)))
        return new Stop(exit.failed, `${reason}\n${next} stays live all the same: ${live} is not ready.`)
      await switchTo(host, live)
      progress.phase = 'idle'
    }
    const container = await containerOf(host, next)
    const words = container ? await lastWords(container) : ''
    await retire(host, next, 5000)
    const after = `Visitors get what they had before; ${next} is stopped.`
    return new Stop(exit.rolledBack, `${reason}\n${after}${words}`)
  } catch (error) {
    const isBack = progress.phase === 'idle'
    const where = isBack ? 'Visitors get what they had before.' : `Visitors may still get ${next}.`
    const exitCode = isBack ? exit.rolledBack : exit.failed
    return new Stop(exitCode, `${reason}\nOn the way back: ${wordsOf(error)}\n${where}`)
  }
}

async function serves(host: Host, colour: Colour): Promise<boolean> {
  const container = await containerOf(host, colour)
  return container?.isRunning === true && (await host.proxy.look(colour)).isUp
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
