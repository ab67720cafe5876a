import { createHash, randomBytes } from 'node:crypto'
import type { StoredAccount } from '../db/accounts.ts'
import type { Db, TokenPurpose } from '../db/schema.ts'
import { insertToken, selectToken, takeToken } from '../db/tokens.ts'
import { NotFound } from './errors.ts'

const hour = 3_600_000
/** For how many ms. */
export const lasting: Record<TokenPurpose, number> = {
  confirm: 7 * 24 * hour,
  reset: hour,
  change: 24 * hour,
}

/** A secret of 256 bits for a letter to `email`; the database keeps a hash. */
export async function makeToken(
  db: Db,
  purpose: TokenPurpose,
  { id, email }: Pick<StoredAccount, 'id' | 'email'>,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const expires = new Date(Date.now() + lasting[purpose])
  await insertToken(db, { hash: hashOf(token), purpose, accountId: id, email, expires })
  return token
}

/** Whom the token was sent to, while it is good. */
export async function findToken(db: Db, purpose: TokenPurpose, token: string) {
  return (await selectToken(db, purpose, hashOf(token))) ?? spent()
}

/** To be called in a transaction. Whom the token was sent to; it is spent. */
export async function spendToken(db: Db, purpose: TokenPurpose, token: string) {
  return (await takeToken(db, purpose, hashOf(token))) ?? spent()
}

function spent(): never {
  throw new NotFound('This link has been used already, or is too old. You can have another one sent.')
}

const hashOf = (token: string) => createHash('sha256').update(token).digest()
