import { sql } from 'kysely'
import { accountColumns, type StoredAccount, toAccount } from './accounts.ts'
import type { Db } from './schema.ts'

type NewSession = { idHash: Buffer; accountId: number; expires: Date; userAgent: string }
export type StoredSession = { idHash: Buffer; number: number; userAgent: string; begun: string; seen: string }

export async function insertSession(
  db: Db,
  { idHash, accountId, expires, userAgent }: NewSession,
): Promise<void> {
  await db
    .insertInto('sessions')
    .values({ id_hash: idHash, account_id: accountId, expires, user_agent: userAgent })
    .execute()
}

/** The account of a session that has not expired, unless it is suspended, and when the session was seen last. */
export async function findSession(
  db: Db,
  idHash: Buffer,
): Promise<{ account: StoredAccount; seen: Date } | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select([...accountColumns, 'seen'])
    .where('id_hash', '=', idHash)
    .where('expires', '>', sql<Date>`now()`)
    .where('suspended', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const { seen, ...account } = row
  return { account: toAccount(account), seen }
}

/** Answers whether this call was the one to write it, where several come at once. */
export async function keepSeen(db: Db, idHash: Buffer, before: Date, expires: Date): Promise<boolean> {
  const kept = await db
    .updateTable('sessions')
    .set({ seen: sql`now()`, expires })
    .where('id_hash', '=', idHash)
    .where('seen', '<', before)
    .executeTakeFirst()
  return kept.numUpdatedRows > 0n
}

/** The one used last comes first. */
export async function listSessions(db: Db, accountId: number): Promise<StoredSession[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(['id_hash as idHash', 'number', 'user_agent as userAgent', 'created', 'seen'])
    .where('account_id', '=', accountId)
    .where('expires', '>', sql<Date>`now()`)
    .orderBy('seen', 'desc')
    .orderBy('number', 'desc')
    .limit(200)
    .execute()
  return rows.map(({ created, seen, ...session }) => ({
    ...session,
    begun: created.toISOString(),
    seen: seen.toISOString(),
  }))
}

export async function deleteSession(db: Db, idHash: Buffer): Promise<void> {
  await db.deleteFrom('sessions').where('id_hash', '=', idHash).execute()
}

/** Whether there was one. */
export async function deleteSessionCalled(db: Db, accountId: number, number: number): Promise<boolean> {
  const deleted = await db
    .deleteFrom('sessions')
    .where('account_id', '=', accountId)
    .where('number', '=', number)
    .executeTakeFirst()
  return deleted.numDeletedRows > 0n
}

export async function deleteSessionsOf(db: Db, accountId: number): Promise<void> {
  await db.deleteFrom('sessions').where('account_id', '=', accountId).execute()
}

export async function deleteOtherSessions(db: Db, accountId: number, idHash: Buffer): Promise<void> {
  await db.deleteFrom('sessions').where('account_id', '=', accountId).where('id_hash', '<>', idHash).execute()
}

export async function deleteExpiredSessions(db: Db): Promise<void> {
  await db.deleteFrom('sessions').where('expires', '<', sql<Date>`now()`).execute()
}
