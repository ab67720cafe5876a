import { sql } from 'kysely'
import type { Db } from './schema.ts'

export type Upload = { key: string; type: string; size: number }

export async function insertUpload(db: Db, accountId: number, { key, type, size }: Upload): Promise<void> {
  await db.insertInto('uploads').values({ key, account_id: accountId, type, size }).execute()
}

/** Those of these keys that were signed for this account. */
export async function findUploads(db: Db, accountId: number, keys: readonly string[]): Promise<Upload[]> {
  if (keys.length === 0) return []
  return db
    .selectFrom('uploads')
    .select(['key', 'type', 'size'])
    .where('account_id', '=', accountId)
    .where('key', 'in', keys)
    .execute()
}

export async function claimUploads(db: Db, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await db
    .updateTable('uploads')
    .set({ claimed: sql`now()` })
    .where('key', 'in', keys)
    .where('claimed', 'is', null)
    .execute()
}

/** Bytes an account holds in the store: everything claimed, and what was signed within the last day. */
export async function bytesOf(db: Db, accountId: number): Promise<number> {
  const { bytes } = await db
    .selectFrom('uploads')
    .select(sql<number>`coalesce(sum(size), 0)::bigint`.as('bytes'))
    .where('account_id', '=', accountId)
    .where(sql<boolean>`(claimed is not null or signed > now() - interval '1 day')`)
    .executeTakeFirstOrThrow()
  return bytes
}
