import type { Kysely } from 'kysely'
import { difference } from 'ramda'
import { daysToFetch } from '../../src/export.ts'
import { deleteArchives, listOutdated } from '../db/archives.ts'
import { deleteExports, listExpired } from '../db/exports.ts'
import { unfinishedOf } from '../db/multiparts.ts'
import type { Db, Schema } from '../db/schema.ts'
import {
  type Condemned,
  days,
  deleteTaken,
  endDeletedProjects,
  listCondemned,
  noteReleased,
  takeCondemned,
} from '../db/sweeps.ts'
import { type Files, NotRemoved } from '../files/files.ts'
import type { Bench } from './jobs.ts'

/** What went, or would go: how many of each sort, their bytes, and how many of them the store would not remove. */
export type Sweep = { projects: number; bytes: number; refused: number } & Record<Condemned['why'], number>
export type Broom = Pick<Bench, 'db' | 'files' | 'signal'>
type Tell = (condemned: Condemned) => void

const batch = 1000

/**
 * Removes projects deleted long enough ago, and the objects that nothing refers to. May be killed anywhere, and run
 * beside others: first an upload is taken, so that nobody can claim it, then its object goes, then its row.
 */
export async function sweep({ db, files, signal }: Broom, tell: Tell = () => undefined): Promise<Sweep> {
  await noteAllReleased(db, signal)
  const swept = report(await endAllDeleted(db, signal))
  const remove = (some: Condemned[], forget: (keys: string[]) => Promise<void>) =>
    removeFrom(files, some, forget, tell)

  const take = (after: string) => inTransaction(db, db => takeCondemned(db, after, batch))
  await each(swept, take, signal, async taken => {
    for (const upload of await unfinishedOf(db, keysOf(taken))) await files.multipart.abort(upload)
    return remove(taken, keys => deleteTaken(db, keys))
  })
  await each(swept, outdated(db), signal, some => remove(some, keys => deleteArchives(db, keys)))
  await each(swept, expired(db), signal, some => remove(some, keys => deleteExports(db, keys)))
  return swept
}

/** Tells what `sweep` would remove now, and leaves everything as it is. */
export async function rehearseSweep(
  { db, signal }: { db: Kysely<Schema>; signal: AbortSignal },
  tell: Tell,
): Promise<Sweep> {
  const rehearsal = await db.startTransaction().execute()
  const told = async (some: Condemned[]) => {
    some.forEach(tell)
    return 0
  }
  try {
    await noteAllReleased(rehearsal, signal)
    const swept = report(await endAllDeleted(rehearsal, signal))
    await each(swept, after => listCondemned(rehearsal, after, batch), signal, told)
    await each(swept, outdated(rehearsal), signal, told)
    await each(swept, expired(rehearsal), signal, told)
    return swept
  } finally {
    await rehearsal.rollback().execute()
  }
}

/** Nothing makes an archive that was superseded current again, so that it need not be taken first. */
const outdated =
  (db: Db) =>
  async (after: string): Promise<Condemned[]> =>
    (await listOutdated(db, days.released, after, batch)).map(some => ({ ...some, why: 'superseded' }))

const expired =
  (db: Db) =>
  async (after: string): Promise<Condemned[]> =>
    (await listExpired(db, daysToFetch, after, batch)).map(some => ({ ...some, why: 'expired' }))

async function noteAllReleased(db: Db, signal: AbortSignal): Promise<void> {
  let after: string | undefined = ''
  while (after !== undefined) {
    signal.throwIfAborted()
    const begin: string = after
    after = await inTransaction(db, db => noteReleased(db, begin, batch))
  }
}

async function endAllDeleted(db: Db, signal: AbortSignal): Promise<number> {
  for (let ended = 0; ; ) {
    signal.throwIfAborted()
    const some = await inTransaction(db, db => endDeletedProjects(db, 20))
    if (some.length === 0) return ended
    ended += some.length
  }
}

/** Answers how many the store would not remove: the next sweep takes them up again. */
async function removeFrom(
  files: Files,
  some: Condemned[],
  forget: (keys: string[]) => Promise<void>,
  tell: Tell,
): Promise<number> {
  const kept = await keptBy(files, keysOf(some))
  await forget(difference(keysOf(some), kept))
  some.filter(({ key }) => !kept.includes(key)).forEach(tell)
  return kept.length
}

async function keptBy(files: Files, keys: readonly string[]): Promise<string[]> {
  try {
    await files.remove(keys)
    return []
  } catch (error) {
    if (!(error instanceof NotRemoved)) throw error
    return error.failed.map(({ key }) => key)
  }
}

const keysOf = (some: readonly Condemned[]) => some.map(({ key }) => key)

const report = (projects: number): Sweep => ({
  projects,
  bytes: 0,
  refused: 0,
  abandoned: 0,
  released: 0,
  ownerless: 0,
  superseded: 0,
  expired: 0,
})

/** Works through what `next` answers, each time after the last key of the time before, and counts it. */
async function each(
  swept: Sweep,
  next: (after: string) => Promise<Condemned[]>,
  signal: AbortSignal,
  work: (some: Condemned[]) => Promise<number>,
): Promise<void> {
  for (let after = ''; ; ) {
    signal.throwIfAborted()
    const some = await next(after)
    swept.refused += await work(some)
    for (const { size, why } of some) {
      swept.bytes += size
      swept[why]++
    }
    const last = some.at(-1)
    if (!last) return
    after = last.key
  }
}

const inTransaction = <Result>(db: Db, work: (db: Db) => Promise<Result>): Promise<Result> =>
  db.isTransaction ? work(db) : db.transaction().execute(work)
