import { setTimeout as pause } from 'node:timers/promises'
import {
  beginRecurrence,
  endJob,
  failJob,
  giveJobBack,
  insertJob,
  leaseSeconds,
  postponeJob,
  renewLease,
  type TakenJob,
  takeJob,
} from '../../db/jobs.ts'
import type { Bench, Job } from '../jobs.ts'

type Tools = Omit<Bench, 'signal'> & { log(message: string): void }
// oxlint-disable-next-line typescript/no-explicit-any -- each takes a payload of its own; enqueue has checked it
type List = Record<string, Job<any>>

export type Worker = {
  /** Looks at once for what is due, rather than at its next turn. */
  wake(): void
  /** Takes nothing more, and gives back what does not end by itself soon. */
  stop(): Promise<void>
}

const beat = (leaseSeconds * 1000) / 3
export const mostAttempts = 10

/** Does what is due, until it is stopped. Any number of workers may share a database. `idle` in milliseconds. */
export function startWorker(list: List, tools: Tools, { idle = 2000, patience = 5000 } = {}): Worker {
  const stopping = new AbortController()
  const { signal } = stopping
  const held = new Set<TakenJob>()
  let awake = new AbortController()

  // One after the other what takes long, so that it never keeps the rest waiting.
  const lanes = [Object.keys(list), Object.keys(list).filter(name => !list[name]?.long)]
  const loops = [
    ...lanes.map(names => repeat(idle, () => workOff(names))),
    repeat(
      Math.min(60_000, idle * 30),
      () => enqueueRecurring(list, tools),
      () => signal,
    ),
  ]

  async function repeat(rest: number, work: () => Promise<void>, call = () => awake.signal): Promise<void> {
    while (!signal.aborted) {
      const woken = AbortSignal.any([signal, call()])
      await work().catch(error => tools.log(`jobs: ${wordsOf(error)}`))
      await pause(rest, undefined, { signal: woken }).catch(() => undefined)
    }
  }

  async function workOff(names: readonly string[]): Promise<void> {
    while (!signal.aborted) {
      const job = await takeJob(tools.db, names)
      if (!job) return
      held.add(job)
      await done(list, tools, job, signal).finally(() => held.delete(job))
    }
  }

  return {
    wake() {
      awake.abort()
      awake = new AbortController()
    },
    async stop() {
      stopping.abort()
      await Promise.race([Promise.all(loops), pause(patience, undefined, { ref: false })])
      for (const job of held) await giveJobBack(tools.db, job)
    },
  }
}

async function enqueueRecurring(list: List, { db }: Tools): Promise<void> {
  for (const [name, { every }] of Object.entries(list)) {
    if (every === undefined) continue
    await db.transaction().execute(async db => {
      if (await beginRecurrence(db, name, every)) await insertJob(db, { name, payload: {}, key: 'recurring' })
    })
  }
}

async function done(list: List, tools: Tools, job: TakenJob, stopping: AbortSignal): Promise<void> {
  const { db, log } = tools
  if (job.attempts > mostAttempts)
    return giveUp(list, tools, job, 'Its workers ended before it did, every time.')
  const lost = new AbortController()
  const heartbeat = setInterval(() => void renew(tools, job, lost), beat)
  try {
    const signal = AbortSignal.any([stopping, lost.signal])
    await endJob(db, job, (await list[job.name]?.run({ ...tools, signal }, job.payload)) ?? {})
  } catch (error) {
    if (stopping.aborted) return await giveJobBack(db, job)
    log(`the job "${job.name}" failed, attempt ${job.attempts}: ${wordsOf(error)}`)
    if (job.attempts >= mostAttempts) return await giveUp(list, tools, job, wordsOf(error))
    await postponeJob(db, job, wordsOf(error), backOff(job.attempts))
  } finally {
    clearInterval(heartbeat)
  }
}

async function giveUp(list: List, { log: _, ...bench }: Tools, job: TakenJob, error: string): Promise<void> {
  await list[job.name]?.givenUp?.(bench, job.payload)
  await failJob(bench.db, job, error)
}

async function renew({ db, log }: Tools, job: TakenJob, lost: AbortController): Promise<void> {
  try {
    if (!(await renewLease(db, job))) lost.abort(new Error('another worker has taken it'))
  } catch (error) {
    log(`jobs: ${wordsOf(error)}`)
  }
}

/** Seconds: a quarter of a minute, then three times as long each time, six hours at most: a day over all. */
const backOff = (attempts: number) => Math.min(15 * 3 ** (attempts - 1), 6 * 3600)

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
