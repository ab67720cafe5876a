import { sql } from 'kysely'
import type { Db, Schema } from './schema.ts'
import { daysAgo } from './sweeps.ts'

/** `parts` as of an archive; without `accountId` nobody waits for it any more. */
export type StoredExport = {
  id: number
  accountId: number | null
  key: string
  state: Schema['exports']['state']['__select__']
  parts: (string | null)[]
  size: number | null
  asked: string
  made: Date | null
}

/** Undefined where one is being made already. */
export async function insertExport(
  db: Db,
  { accountId, key }: { accountId: number; key: string },
): Promise<StoredExport | undefined> {
  const row = await db
    .insertInto('exports')
    .values({ account_id: accountId, key })
    .onConflict(conflict => conflict.column('account_id').where('state', '=', 'waiting').doNothing())
    .returning(columns)
    .executeTakeFirst()
  return row && toExport(row)
}

export async function findExport(db: Db, id: number): Promise<StoredExport | undefined> {
  const row = await db.selectFrom('exports').select(columns).where('id', '=', id).executeTakeFirst()
  return row && toExport(row)
}

/** Those that are no older than so many days, the newest first. */
export async function listExports(db: Db, accountId: number, days: number): Promise<StoredExport[]> {
  const rows = await db
    .selectFrom('exports')
    .select(columns)
    .where('account_id', '=', accountId)
    .where(sql<boolean>`(coalesce(made, asked) > ${daysAgo(days)} or state = 'waiting')`)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(toExport)
}

const columns = ['id', 'account_id', 'key', 'state', 'parts', 'size', 'asked', 'made'] as const
type Row = Pick<StoredExport, 'id' | 'key' | 'state' | 'parts' | 'size' | 'made'> & {
  account_id: number | null
  asked: Date
}

const toExport = ({ account_id, asked, ...row }: Row): StoredExport => ({
  ...row,
  accountId: account_id,
  asked: asked.toISOString(),
})

// Each of these answers whether its owner still waits for it.

/** That the part with this number (from 1) is about to be sent. */
export async function keepPart(db: Db, id: number, number: number, digest: string): Promise<boolean> {
  const kept = await sql`update exports set parts[${sql.lit(number)}] = ${digest}
    where id = ${id} and ${isWaiting}`.execute(db)
  return (kept.numAffectedRows ?? 0n) > 0n
}

/** When, where it was kept. */
export async function keepMade(db: Db, id: number, size: number): Promise<Date | undefined> {
  const row = await db
    .updateTable('exports')
    .set({ size, state: 'made', parts: [], made: sql`now()` })
    .where('id', '=', id)
    .where(isWaiting)
    .returning('made')
    .executeTakeFirst()
  return row?.made ?? undefined
}

export async function keepFailed(db: Db, id: number): Promise<void> {
  await db
    .updateTable('exports')
    .set({ state: 'failed', parts: [] })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}

const isWaiting = sql<boolean>`(state = 'waiting' and account_id is not null)`

/**
 * So many days old, or with a newer one made, or of an account that is gone; after this key, in the order of keys. Sizes
 * in bytes.
 */
export async function listExpired(
  db: Db,
  days: number,
  after: string,
  limit: number,
): Promise<{ key: string; size: number }[]> {
  return db
    .selectFrom('exports')
    .select(['key', sql<number>`coalesce(size, 0)`.as('size')])
    .where('key', '>', after)
    .where(
      sql<boolean>`(
        account_id is null
        or state <> 'waiting' and coalesce(made, asked) <= ${daysAgo(days)}
        or state <> 'waiting' and exists (
          select from exports newer
          where newer.account_id = exports.account_id and newer.id > exports.id and newer.state = 'made'
        )
      )`,
    )
    .orderBy('key')
    .limit(limit)
    .execute()
}

/** Their objects are gone. */
export async function deleteExports(db: Db, keys: readonly string[]): Promise<void> {
  await db.deleteFrom('exports').where(sql<boolean>`key = any(${keys}::text[])`).execute()
}
