import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { beginRecurrence, insertJob, takeJob } from '../server/db/jobs.ts'
import { enqueue } from '../server/domain/jobs/queue.ts'
import { mostAttempts, startWorker, type Worker } from '../server/domain/jobs/worker.ts'
import { type Job, jobs } from '../server/domain/jobs.ts'
import { muzhack } from './help/muzhack.ts'

const site = muzhack()

const working: Worker[] = []
const logged: string[] = []
const log = (message: string) => logged.push(message)

// oxlint-disable-next-line typescript/no-explicit-any -- each job of these tests takes a payload of its own
function work(list: Record<string, Job<any>>, patience = 5000): Worker {
  const worker = startWorker(list, { ...site, log }, { idle: 20, patience })
  working.push(worker)
  return worker
}

afterEach(async () => {
  for (const worker of working.splice(0)) await worker.stop()
  await site.db.deleteFrom('jobs').execute()
  await site.db.deleteFrom('recurrences').execute()
  logged.length = 0
})

const only = () => site.db.selectFrom('jobs').selectAll().executeTakeFirstOrThrow()
const states = async () => (await site.db.selectFrom('jobs').select('state').execute()).map(job => job.state)
const timePasses = (ms: number) =>
  site.db
    .updateTable('jobs')
    .set({ due: sql`due - ${ms} * interval '1 millisecond'` })
    .execute()

/** A job that keeps what it was told. */
function recorder() {
  const told: unknown[] = []
  const run = async (_: unknown, payload: unknown) => ({ told: told.push(payload) })
  return { told, run }
}

describe('a job', () => {
  it('is done with what it was told, and leaves its report', async () => {
    const letters = recorder()
    await insertJob(site.db, { name: 'letter', payload: { to: 'ada' } })
    work({ letter: letters })
    await expect.poll(states).toEqual(['done'])
    expect(letters.told).toEqual([{ to: 'ada' }])
    expect(await only()).toMatchObject({ report: { told: 1 }, attempts: 1, error: null, lease: null })
  })

  it('is not there when the transaction that enqueued it fails', async () => {
    const failing = site.db.transaction().execute(async db => {
      await enqueue(db, 'tidy up', {})
      throw new Error('the cause went wrong')
    })
    await expect(failing).rejects.toThrow()
    expect(await states()).toEqual([])
  })

  it('waits for its time', async () => {
    const letters = recorder()
    await insertJob(site.db, { name: 'letter', payload: {}, at: new Date(Date.now() + 3_600_000) })
    work({ letter: letters })
    await pause(100)
    expect(letters.told).toEqual([])
    await timePasses(3_600_000)
    await expect.poll(states).toEqual(['done'])
  })

  it('is done once by many workers', async () => {
    const letters = recorder()
    const numbers = Array.from({ length: 40 }, (_, i) => ({ i }))
    await Promise.all(numbers.map(payload => insertJob(site.db, { name: 'letter', payload })))
    work({ letter: letters })
    work({ letter: letters })
    work({ letter: letters })
    await expect.poll(async () => new Set(await states())).toEqual(new Set(['done']))
    expect(letters.told).toHaveLength(40)
    expect(letters.told).toEqual(expect.arrayContaining(numbers))
  })

  it('is left to workers that know it', async () => {
    await insertJob(site.db, { name: 'of a later revision', payload: {} })
    work({ letter: recorder() })
    await pause(100)
    expect(await states()).toEqual(['waiting'])
  })
})

describe('jobs with the same key', () => {
  it('are one until it begins', async () => {
    await insertJob(site.db, { name: 'letter', payload: {}, key: 'ada' })
    await insertJob(site.db, { name: 'letter', payload: {}, key: 'ada' })
    await insertJob(site.db, { name: 'letter', payload: {}, key: 'bea' })
    expect(await states()).toHaveLength(2)
  })

  it('are told what the last of them was', async () => {
    await insertJob(site.db, { name: 'letter', payload: { version: 1 }, key: 'ada' })
    await insertJob(site.db, { name: 'letter', payload: { version: 2 }, key: 'ada' })
    const letters = recorder()
    work({ letter: letters })
    await expect.poll(states).toEqual(['done'])
    expect(letters.told).toEqual([{ version: 2 }])
  })

  it('are two once the first has begun, even where that fails later', async () => {
    await insertJob(site.db, { name: 'letter', payload: {}, key: 'ada' })
    await takeJob(site.db, ['letter'])
    await insertJob(site.db, { name: 'letter', payload: {}, key: 'ada' })
    await timePasses(3_600_000)
    const letters = recorder()
    work({ letter: letters })
    await expect.poll(states).toEqual(['done', 'done'])
    expect(letters.told).toHaveLength(2)
  })
})

describe('a job that fails', () => {
  it('is tried again, later each time', async () => {
    let tries = 0
    const flaky = {
      run: async () => {
        if (++tries < 3) throw new Error('the post office is closed')
        return { tries }
      },
    }
    await insertJob(site.db, { name: 'letter', payload: {} })
    work({ letter: flaky })
    await expect.poll(async () => (await only()).error).toBe('the post office is closed')
    const { due } = await only()
    expect(due.getTime() - Date.now()).toBeGreaterThan(10_000)
    await timePasses(15_000)
    await expect.poll(async () => (await only()).attempts).toBe(2)
    await expect.poll(states).toEqual(['waiting'])
    expect((await only()).due.getTime() - Date.now()).toBeGreaterThan(40_000)
    await timePasses(45_000)
    await expect.poll(states).toEqual(['done'])
    expect(logged).toHaveLength(2)
  })

  it('stays, with its error, once it has been tried often enough', async () => {
    await insertJob(site.db, { name: 'letter', payload: {} })
    await site.db
      .updateTable('jobs')
      .set({ attempts: mostAttempts - 1 })
      .execute()
    const givenUp: unknown[] = []
    work({
      letter: {
        run: () => Promise.reject(new Error('no such address')),
        givenUp: async (_, payload) => void givenUp.push(payload),
      },
    })
    await expect.poll(states).toEqual(['failed'])
    expect(givenUp).toEqual([{}])
    await jobs['tidy up'].run({ ...site, signal: new AbortController().signal }, {})
    expect(await only()).toMatchObject({ error: 'no such address', attempts: mostAttempts })
  })
})

describe('jobs that take long', () => {
  it('are done one at a time by a process, and keep nothing else waiting', async () => {
    const ends = Promise.withResolvers<object>()
    const letters = recorder()
    for (const name of ['crate', 'crate', 'letter']) await insertJob(site.db, { name, payload: {} })
    work({ crate: { long: true, run: () => ends.promise }, letter: letters })
    await expect.poll(async () => (await states()).toSorted()).toEqual(['done', 'running', 'waiting'])
    expect(letters.told).toEqual([{}])
    ends.resolve({})
    await expect.poll(states).toEqual(['done', 'done', 'done'])
  })
})

describe('a worker', () => {
  it('that was killed loses its job to another, after its lease', async () => {
    await insertJob(site.db, { name: 'letter', payload: {} })
    await takeJob(site.db, ['letter'])
    const letters = recorder()
    work({ letter: letters })
    await pause(100)
    expect(letters.told).toEqual([])
    await timePasses(60_000)
    await expect.poll(states).toEqual(['done'])
    expect(await only()).toMatchObject({ attempts: 2 })
  })

  it('that comes back too late changes nothing', async () => {
    const { promise, resolve } = Promise.withResolvers<object>()
    let runs = 0
    // Whichever worker takes it first is slow: the other lane of that one may be the next.
    const letter = { run: async () => (runs++ === 0 ? promise : { by: 'the quick one' }) }
    await insertJob(site.db, { name: 'letter', payload: {} })
    work({ letter })
    await expect.poll(states).toEqual(['running'])
    await timePasses(60_000)
    work({ letter })
    await expect.poll(states).toEqual(['done'])
    resolve({ by: 'the slow one' })
    await pause(50)
    expect((await only()).report).toEqual({ by: 'the quick one' })
  })

  it('told to stop ends what it has begun', async () => {
    const { promise, resolve } = Promise.withResolvers<object>()
    await insertJob(site.db, { name: 'letter', payload: {} })
    const worker = work({ letter: { run: () => promise } })
    await expect.poll(states).toEqual(['running'])
    const stopped = worker.stop()
    resolve({ ended: true })
    await stopped
    expect(await states()).toEqual(['done'])
  })

  it('told to stop gives back what heeds its signal', async () => {
    await insertJob(site.db, { name: 'letter', payload: {} })
    const worker = work({ letter: { run: ({ signal }) => pause(60_000, {}, { signal }) } })
    await expect.poll(states).toEqual(['running'])
    await worker.stop()
    expect(await only()).toMatchObject({ state: 'waiting', attempts: 0, error: null })
  })

  it('told to stop gives back what goes on too long', async () => {
    const { promise, resolve } = Promise.withResolvers<object>()
    await insertJob(site.db, { name: 'letter', payload: {} })
    const worker = work({ letter: { run: () => promise } }, 50)
    await expect.poll(states).toEqual(['running'])
    await worker.stop()
    expect(await only()).toMatchObject({ state: 'waiting', attempts: 0 })
    expect((await takeJob(site.db, ['letter']))?.name).toBe('letter')
    resolve({})
  })
})

describe('a recurring job', () => {
  it('comes round once an interval, over all instances', async () => {
    const rounds = recorder()
    const list = { round: { ...rounds, every: 3_600_000 } }
    work(list)
    work(list)
    work(list)
    await expect.poll(() => rounds.told).toEqual([{}])
    await pause(100)
    expect(rounds.told).toHaveLength(1)

    await site.db
      .updateTable('recurrences')
      .set({ enqueued: new Date(Date.now() - 3_600_000) })
      .execute()
    await expect.poll(() => rounds.told).toEqual([{}, {}])
  })

  it('is not enqueued by anybody else within the interval', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => beginRecurrence(site.db, 'round', 60_000)))
    expect(all.filter(Boolean)).toHaveLength(1)
  })
})

describe('tidying up', () => {
  it('removes sessions that have expired, old attempts and jobs done a week ago', async () => {
    await site.maker('ada')
    const lastWeek = new Date(Date.now() - 8 * 86_400_000)
    await site.db.updateTable('sessions').set({ expires: lastWeek }).execute()
    await site.db.insertInto('attempts').values({ key: 'old', window_start: lastWeek, count: 1 }).execute()
    // Its sign-up has enqueued a letter.
    await site.db.updateTable('jobs').set({ state: 'done', ended: lastWeek }).execute()
    work({ 'tidy up': jobs['tidy up'] })
    await expect.poll(async () => (await only()).report).toEqual({ jobs: 1 })
    expect(await site.db.selectFrom('sessions').selectAll().execute()).toEqual([])
    expect(await site.db.selectFrom('attempts').selectAll().execute()).toEqual([])
  })
})
