import { sql } from 'kysely'
import type { Db } from './schema.ts'

export type Upload = { key: string; type: string; size: number }

/** Until the transaction ends, no other signs anything for this account. */
export async function lockUploadsOf(db: Db, accountId: number): Promise<void> {
  await db.selectFrom('accounts').select('id').where('id', '=', accountId).forNoKeyUpdate().execute()
}

/** Bytes an account holds in the store, and of these what was uploaded for this project. */
export async function bytesOf(
  db: Db,
  accountId: number,
  project: string,
): Promise<{ account: number; project: number }> {
  return db
    .selectFrom('uploads')
    .select(sql<number>`coalesce(sum(size), 0)::bigint`.as('account'))
    .select(sql<number>`coalesce(sum(size) filter (where project = ${project}), 0)::bigint`.as('project'))
    .where('account_id', '=', accountId)
    .where('swept', 'is', null)
    .where(isHeld)
    .executeTakeFirstOrThrow()
}

/** Signed lately enough to arrive yet, and be referred to: a day ago, or a week where it comes in parts. */
export const mayArrive = sql<boolean>`signed > now() - case
  when exists (select from multiparts where multiparts.key = uploads.key and completed is null)
  then interval '7 days' else interval '1 day' end`

const isHeld = sql<boolean>`case when claimed is null then ${mayArrive} else released is null end`

export async function insertUpload(db: Db, accountId: number, { key, type, size }: Upload): Promise<void> {
  await db.insertInto('uploads').values({ key, account_id: accountId, type, size }).execute()
}

/** What was signed and will not come. */
export async function deleteUpload(db: Db, key: string): Promise<void> {
  await db.deleteFrom('uploads').where('key', '=', key).where('claimed', 'is', null).execute()
}

/** Those of these keys that were signed for this account, and are not being removed. */
export async function findUploads(db: Db, accountId: number, keys: readonly string[]): Promise<Upload[]> {
  if (keys.length === 0) return []
  return db
    .selectFrom('uploads')
    .select(['key', 'type', 'size'])
    .where('account_id', '=', accountId)
    .where('key', 'in', keys)
    .where('swept', 'is', null)
    .execute()
}

/**
 * Keeps the objects for a project, autosave or profile that refers to them: until the transaction ends no sweep takes them, and
 * afterwards none as long as that is so. Answers the keys of those that a sweep has taken already.
 */
export async function claimUploads(db: Db, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const held = await db
    .selectFrom('uploads')
    .select('key')
    .where(isOneOf(keys))
    .where('swept', 'is', null)
    .orderBy('key')
    .forNoKeyUpdate()
    .execute()
  await db
    .updateTable('uploads')
    .set({ claimed: sql`coalesce(claimed, now())`, released: null })
    .where(isOneOf(held.map(({ key }) => key)))
    .where(({ or, eb }) => or([eb('claimed', 'is', null), eb('released', 'is not', null)]))
    .execute()
  const kept = new Set(held.map(({ key }) => key))
  return keys.filter(key => !kept.has(key))
}

/** From now on these are not referred to, unless something else does. `days` ago, if given. */
export async function releaseUploads(db: Db, keys: readonly string[], days = 0): Promise<void> {
  if (keys.length === 0) return
  await db
    .updateTable('uploads')
    .set({ released: sql`now() - ${days} * interval '1 day'` })
    .where(isOneOf(keys))
    .where('claimed', 'is not', null)
    .where(({ not }) => not(isReferredTo))
    .execute()
}

/** One parameter, however many keys. */
export const isOneOf = (keys: readonly string[]) => sql<boolean>`uploads.key = any(${keys}::text[])`

/** Whether a project, deleted or not, or a profile has it: it was seen in the store. A cover is always one of the files. */
export const isInUse = sql<boolean>`(
  exists (select from project_files where project_files.key = uploads.key)
  or exists (
    select from project_files where variants @> jsonb_build_array(jsonb_build_object('key', uploads.key))
  )
  or exists (
    select from accounts where avatar @> jsonb_build_array(jsonb_build_object('key', uploads.key))
  )
)`

/** The same, or an autosave, whose files may be on their way. */
export const isReferredTo = sql<boolean>`(
  ${isInUse} or exists (select from autosaves where file_keys ? uploads.key)
)`
