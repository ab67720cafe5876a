import { sql } from 'kysely'
import type { Db, Schema } from './schema.ts'

/** `parts` holds a digest of each part that was sent, or about to be; `size` is there once it is made. */
export type StoredArchive = {
  id: number
  key: string
  state: Schema['archives']['state']['__select__']
  bytes: number
  parts: (string | null)[]
  size: number | null
  superseded: Date | null
}

export async function findArchive(
  db: Db,
  { projectId, version }: { projectId: number; version: number },
): Promise<StoredArchive | undefined> {
  return db
    .selectFrom('archives')
    .select(['id', 'key', 'state', 'bytes', 'parts', 'size', 'superseded'])
    .where('project_id', '=', projectId)
    .where('version', '=', version)
    .executeTakeFirst()
}

/** One that is there stays. */
export async function insertArchive(
  db: Db,
  archive: { projectId: number; version: number; key: string; bytes: number },
): Promise<void> {
  const { projectId, ...columns } = archive
  await db
    .insertInto('archives')
    .values({ ...columns, project_id: projectId })
    .onConflict(conflict => conflict.columns(['project_id', 'version']).doNothing())
    .execute()
}

/** To be called once another version has been saved. */
export async function supersedeArchives(db: Db, projectId: number): Promise<void> {
  await db
    .updateTable('archives')
    .set({ superseded: sql`now()` })
    .where('project_id', '=', projectId)
    .where('superseded', 'is', null)
    .execute()
}

/** What a save by an older revision of the server left unsaid. */
export async function supersedeOutdated(db: Db): Promise<void> {
  await db
    .updateTable('archives')
    .from('projects')
    .set({ superseded: sql`now()` })
    .whereRef('projects.id', '=', 'archives.project_id')
    .whereRef('projects.version', '<>', 'archives.version')
    .where('superseded', 'is', null)
    .execute()
}

/** Published projects whose version has no archive, the newest first. */
export async function listUnarchived(db: Db, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('projects')
    .innerJoin('accounts', 'accounts.id', 'owner_id')
    .leftJoin('archives', join =>
      join
        .onRef('archives.project_id', '=', 'projects.id')
        .onRef('archives.version', '=', 'projects.version'),
    )
    .select('projects.id')
    .where('status', '=', 'published')
    .where('deleted', 'is', null)
    .where('suspended', 'is', null)
    .where('vanished', '=', false)
    .where('archives.id', 'is', null)
    .orderBy('published', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export async function countWaiting(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('archives')
    .select(sql<number>`count(*)`.as('count'))
    .where(isWaiting)
    .executeTakeFirstOrThrow()
  return count
}

// Each of these answers whether somebody still waits for it: another save, or the end of its project, may come between.

/** That the part with this number (from 1) is about to be sent. */
export async function keepPart(db: Db, id: number, number: number, digest: string): Promise<boolean> {
  const kept = await sql`update archives set parts[${sql.lit(number)}] = ${digest}
    where id = ${id} and ${isWaiting}`.execute(db)
  return (kept.numAffectedRows ?? 0n) > 0n
}

export async function keepMade(
  db: Db,
  id: number,
  made: { size: number; sent: number; milliseconds: number },
): Promise<boolean> {
  const kept = await db
    .updateTable('archives')
    .set({ ...made, state: 'made', parts: [] })
    .where('id', '=', id)
    .where(isWaiting)
    .executeTakeFirst()
  return kept.numUpdatedRows > 0n
}

export async function keepFailed(db: Db, id: number): Promise<void> {
  await db
    .updateTable('archives')
    .set({ state: 'failed', parts: [] })
    .where('id', '=', id)
    .where(isWaiting)
    .execute()
}

/** Nobody may have it for now. */
export async function forgetArchive(db: Db, id: number): Promise<void> {
  await db.deleteFrom('archives').where('id', '=', id).where(isWaiting).execute()
}

const isWaiting = sql<boolean>`(state = 'waiting' and superseded is null and project_id is not null)`

/** Those of these keys at which an archive or an export is being made. */
export async function beingMadeAt(db: Db, keys: readonly string[]): Promise<Set<string>> {
  const isOne = sql<boolean>`key = any(${keys}::text[])`
  const exports = db.selectFrom('exports').select('key').where(isOne).where('state', '=', 'waiting')
  const found = await db
    .selectFrom('archives')
    .select('key')
    .where(isOne)
    .where(isWaiting)
    .union(exports.where('account_id', 'is not', null))
    .execute()
  return new Set(found.map(({ key }) => key))
}

/** What there is to know of how long an archive will take: times in seconds, `speed` in bytes a second. */
export type Outlook = { archives: number; bytes: number; wait: number; speed: number | null }

/** Of this one and all that were ordered before it, `partSize` bytes of which are done with each part. */
export async function outlookOf(db: Db, id: number, partSize: number): Promise<Outlook> {
  const left = sql<number>`coalesce(sum(greatest(bytes - ${partSize}::bigint * cardinality(parts), 0)), 0)::bigint`
  const recent = db
    .selectFrom('archives')
    .select(['sent', 'milliseconds'])
    .where('state', '=', 'made')
    .where('sent', '>=', partSize)
    .orderBy('id', 'desc')
    .limit(20)
  return db
    .selectFrom('archives')
    .select([sql<number>`count(*)`.as('archives'), left.as('bytes')])
    .select(sql<number>`${waitOf(id)}`.as('wait'))
    .select(
      sql<number | null>`(
      select sum(sent)::float8 * 1000 / greatest(sum(milliseconds), 1)::float8 from ${recent} as recent
    )`.as('speed'),
    )
    .where('id', '<=', id)
    .where(isWaiting)
    .executeTakeFirstOrThrow()
}

/** Where it failed it is tried again later. */
const waitOf = (id: number) => sql`coalesce((
  select greatest(max(extract(epoch from jobs.due - now())), 0)::float8
  from jobs join archives this on this.id = ${id}
  where jobs.name = 'archive' and jobs.state = 'waiting'
    and jobs.payload = jsonb_build_object('projectId', this.project_id, 'version', this.version)
), 0)`

/** Superseded so many days ago, or without a project; after this key, in the order of keys. Sizes in bytes. */
export async function listOutdated(
  db: Db,
  days: number,
  after: string,
  limit: number,
): Promise<{ key: string; size: number }[]> {
  return db
    .selectFrom('archives')
    .select(['key', sql<number>`coalesce(size, 0)`.as('size')])
    .where('key', '>', after)
    .where(({ or, eb }) =>
      or([
        eb('superseded', '<=', sql<Date>`now() - ${sql.lit(days)} * interval '1 day'`),
        eb('project_id', 'is', null),
      ]),
    )
    .orderBy('key')
    .limit(limit)
    .execute()
}

/** Their objects are gone. */
export async function deleteArchives(db: Db, keys: readonly string[]): Promise<void> {
  await db.deleteFrom('archives').where(sql<boolean>`key = any(${keys}::text[])`).execute()
}
