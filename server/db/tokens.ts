import { sql } from 'kysely'
import type { Db, TokenPurpose } from './schema.ts'

type Token = { hash: Buffer; purpose: TokenPurpose; accountId: number; email: string; expires: Date }

export async function insertToken(db: Db, { accountId, ...token }: Token): Promise<void> {
  await db
    .insertInto('tokens')
    .values({ ...token, account_id: accountId })
    .execute()
}

export async function selectToken(
  db: Db,
  purpose: TokenPurpose,
  hash: Buffer,
): Promise<Pick<Token, 'accountId' | 'email'> | undefined> {
  return db
    .selectFrom('tokens')
    .select(['account_id as accountId', 'email'])
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('expires', '>', sql<Date>`now()`)
    .executeTakeFirst()
}

/** To be called in a transaction. It is good for once, and no other of its account and purpose is good after it. */
export async function takeToken(
  db: Db,
  purpose: TokenPurpose,
  hash: Buffer,
): Promise<Pick<Token, 'accountId' | 'email'> | undefined> {
  const token = await db
    .deleteFrom('tokens')
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('expires', '>', sql<Date>`now()`)
    .returning(['account_id as accountId', 'email'])
    .executeTakeFirst()
  if (token) await deleteTokensOf(db, token.accountId, purpose)
  return token
}

export async function deleteTokensOf(db: Db, accountId: number, purpose: TokenPurpose): Promise<void> {
  await db.deleteFrom('tokens').where('account_id', '=', accountId).where('purpose', '=', purpose).execute()
}

/** Whatever they are for. */
export async function deleteAllTokensOf(db: Db, accountId: number): Promise<void> {
  await db.deleteFrom('tokens').where('account_id', '=', accountId).execute()
}

export async function deleteExpiredTokens(db: Db): Promise<void> {
  await db.deleteFrom('tokens').where('expires', '<', sql<Date>`now()`).execute()
}
