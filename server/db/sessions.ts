import { sql } from 'kysely'
import { accountColumns, type StoredAccount, toAccount } from './accounts.ts'
import type { Db } from './schema.ts'

type NewSession = { idHash: Buffer; accountId: number; expires: Date; userAgent: string }

export async function insertSession(
  db: Db,
  { idHash, accountId, expires, userAgent }: NewSession,
): Promise<void> {
  await db
    .insertInto('sessions')
    .values({ id_hash: idHash, account_id: accountId, expires, user_agent: userAgent })
    .execute()
}

/** The account of a session that has not expired, unless it is suspended. */
export async function findSession(db: Db, idHash: Buffer): Promise<StoredAccount | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select(accountColumns)
    .where('id_hash', '=', idHash)
    .where('expires', '>', sql<Date>`now()`)
    .where('suspended', 'is', null)
    .executeTakeFirst()
  return row && toAccount(row)
}

export async function deleteSession(db: Db, idHash: Buffer): Promise<void> {
  await db.deleteFrom('sessions').where('id_hash', '=', idHash).execute()
}

export async function deleteSessionsOf(db: Db, accountId: number): Promise<void> {
  await db.deleteFrom('sessions').where('account_id', '=', accountId).execute()
}

export async function deleteExpiredSessions(db: Db): Promise<void> {
  await db.deleteFrom('sessions').where('expires', '<', sql<Date>`now()`).execute()
}
