import type { Kysely } from 'kysely'
import { difference } from 'ramda'
import { unfinishedOf } from '../db/multiparts.ts'
import type { Db, Schema } from '../db/schema.ts'
import {
  type Condemned,
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
type Tell = (condemned: Condemned) => void

const batch = 1000

/**
 * Removes projects deleted long enough ago, and the objects that nothing refers to. May be killed anywhere, and run
 * beside others: first an upload is taken, so that nobody can claim it, then its object goes, then its row.
 */
export async function sweep({ db, files, signal }: Bench, tell: Tell = () => undefined): Promise<Sweep> {
  await noteAllReleased(db, signal)
  const projects = await endAllDeleted(db, signal)
  const take = (after: string) => inTransaction(db, db => takeCondemned(db, after, batch))
  return report(projects, take, signal, async taken => {
    const keys = taken.map(({ key }) => key)
    for (const upload of await unfinishedOf(db, keys)) await files.multipart.abort(upload)
    const kept = await removeFrom(files, keys)
    await deleteTaken(db, difference(keys, kept))
    taken.filter(({ key }) => !kept.includes(key)).forEach(tell)
    return kept.length
  })
}

/** Tells what `sweep` would remove now, and leaves everything as it is. */
export async function rehearseSweep(
  { db, signal }: { db: Kysely<Schema>; signal: AbortSignal },
  tell: Tell,
): Promise<Sweep> {
  const rehearsal = await db.startTransaction().execute()
  try {
    await noteAllReleased(rehearsal, signal)
    const projects = await endAllDeleted(rehearsal, signal)
    const list = (after: string) => listCondemned(rehearsal, after, batch)
    return await report(projects, list, signal, async found => {
      found.forEach(tell)
      return 0
    })
  } finally {
    await rehearsal.rollback().execute()
  }
}

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

/** Answers which the store would not remove: the next sweep takes them up again. */
async function removeFrom(files: Files, keys: readonly string[]): Promise<string[]> {
  try {
    await files.remove(keys)
    return []
  } catch (error) {
    if (!(error instanceof NotRemoved)) throw error
    return error.failed.map(({ key }) => key)
  }
}

/** Works through what `next` answers, each time after the last key of the time before. */
async function report(
  projects: number,
  next: (after: string) => Promise<Condemned[]>,
  signal: AbortSignal,
  work: (some: Condemned[]) => Promise<number>,
): Promise<Sweep> {
  const swept = { projects, bytes: 0, refused: 0, abandoned: 0, released: 0, ownerless: 0 }
  for (let after = ''; ; ) {
    signal.throwIfAborted()
    const some = await next(after)
    swept.refused += await work(some)
    for (const { size, why } of some) {
      swept.bytes += size
      swept[why]++
    }
    const last = some.at(-1)
    if (!last) return swept
    after = last.key
  }
}

const inTransaction = <Result>(db: Db, work: (db: Db) => Promise<Result>): Promise<Result> =>
  db.isTransaction ? work(db) : db.transaction().execute(work)
