import { sql } from 'kysely'
import { restorableDays } from '../../src/deleted-project.ts'
import { keysOf } from '../../src/project.ts'
import type { Db } from './schema.ts'
import { isOneOf, isReferredTo, mayArrive, releaseUploads } from './uploads.ts'

/**
 * What is to go, its size in bytes, and why: never claimed, referred to no more, of an account that is gone, the
 * archive of what a project was before, or an export that has had its days.
 */
export type Condemned = {
  key: string
  size: number
  why: 'abandoned' | 'released' | 'ownerless' | 'superseded' | 'expired'
}

export const days = { deleted: restorableDays, released: 7 }

/**
 * To be called in a transaction. Notes since when nothing refers to an upload, or that something does again, for so many after this key. Answers the
 * last of them.
 */
export async function noteReleased(db: Db, after: string, limit: number): Promise<string | undefined> {
  const some = await db
    .selectFrom('uploads')
    .select('key')
    .where('key', '>', after)
    .orderBy('key')
    .limit(limit)
    .execute()
  const last = some.at(-1)?.key
  if (last === undefined) return undefined
  const changed = await db
    .selectFrom('uploads')
    .select('key')
    .where('key', '>', after)
    .where('key', '<=', last)
    .where('claimed', 'is not', null)
    .where(isNotedWrongly)
    .forNoKeyUpdate()
    .skipLocked()
    .execute()
  await db
    .updateTable('uploads')
    .set({ released: sql`case when released is null then now() end` })
    .where(isOneOf(changed.map(({ key }) => key)))
    .execute()
  return last
}

const isNotedWrongly = sql<boolean>`(released is null) <> ${isReferredTo}`

/** To be called in a transaction. Ends so many of the projects that were deleted long enough ago; answers their ids. Their objects are next. */
export async function endDeletedProjects(db: Db, limit: number): Promise<number[]> {
  const projects = await db
    .selectFrom('projects')
    .select('id')
    .where('deleted', '<=', daysAgo(days.deleted))
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  const ids = projects.map(({ id }) => id)
  if (ids.length > 0) await endProjects(db, ids)
  return ids
}

/** To be called in a transaction that holds these. Their objects go at the next sweep, but what others refer to. */
export async function endProjects(db: Db, ids: readonly number[]): Promise<void> {
  const files = await db
    .selectFrom('project_files')
    .select(['key', 'variants'])
    .where('project_id', 'in', ids)
    .execute()
  await db.deleteFrom('projects').where('id', 'in', ids).execute()
  await releaseUploads(db, keysOf(files), days.released)
}

/** Those to go after this key, in the order of keys. */
export async function listCondemned(db: Db, after: string, limit: number): Promise<Condemned[]> {
  return condemned(db, after, limit).execute()
}

/** To be called in a transaction. Takes so many after this key: from now on nobody can claim them. */
export async function takeCondemned(db: Db, after: string, limit: number): Promise<Condemned[]> {
  const taken = await condemned(db, after, limit).forUpdate().skipLocked().execute()
  await db
    .updateTable('uploads')
    .set({ swept: sql`now()` })
    .where(isOneOf(taken.map(({ key }) => key)))
    .execute()
  return taken
}

function condemned(db: Db, after: string, limit: number) {
  const why = sql<Condemned['why']>`case
    when account_id is null then 'ownerless' when claimed is null then 'abandoned' else 'released' end`
  return db
    .selectFrom('uploads')
    .select(['key', 'size', why.as('why')])
    .where('key', '>', after)
    .where(({ or, and, eb, not }) =>
      or([
        // Taken by a sweep that was killed.
        eb('swept', 'is not', null),
        and([
          not(isReferredTo),
          or([
            eb('account_id', 'is', null),
            and([eb('claimed', 'is', null), not(mayArrive)]),
            eb('released', '<=', daysAgo(days.released)),
          ]),
        ]),
      ]),
    )
    .orderBy('key')
    .limit(limit)
}

export const daysAgo = (days: number) => sql<Date>`now() - ${sql.lit(days)} * interval '1 day'`

/** Their objects are gone. */
export async function deleteTaken(db: Db, keys: readonly string[]): Promise<void> {
  await db.deleteFrom('uploads').where(isOneOf(keys)).where('swept', 'is not', null).execute()
}

export async function knownOf(db: Db, keys: readonly string[]): Promise<Set<string>> {
  const known = await db
    .selectFrom('uploads')
    .select('key')
    .where(isOneOf(keys))
    .union(db.selectFrom('archives').select('key').where(sql<boolean>`archives.key = any(${keys}::text[])`))
    .union(db.selectFrom('exports').select('key').where(sql<boolean>`exports.key = any(${keys}::text[])`))
    .execute()
  return new Set(known.map(({ key }) => key))
}
