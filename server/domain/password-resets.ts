import type { Kysely } from 'kysely'
import { findAddressee, markConfirmed, type StoredAccount, updatePassword } from '../db/accounts.ts'
import type { Db, Schema } from '../db/schema.ts'
import { deleteSessionsOf } from '../db/sessions.ts'
import { NotFound } from './errors.ts'
import { post } from './letters.ts'
import type { Limits } from './limits.ts'
import { networkOf } from './network.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import { findToken, spendToken } from './tokens.ts'

type Tools = { db: Kysely<Schema>; limits: Limits }

/** Does the same whether or not anybody goes by that name: the letter's job looks it up. */
export async function askToReset(
  { db, limits }: Tools,
  { address }: { address: string },
  typed: string,
): Promise<void> {
  const nameOrEmail = typed.trim().toLowerCase()
  await limits.count('reset by address', networkOf(address))
  await limits.count('reset by name', nameOrEmail)
  await post(db, 'reset', { nameOrEmail })
}

/** Whose password the token of a letter lets choose. */
export async function resettable(db: Db, token: string): Promise<StoredAccount> {
  const { accountId } = await findToken(db, 'reset', token)
  const account = await findAddressee(db, accountId)
  if (!account) throw new NotFound('This account is no longer there.')
  return account
}

/**
 * By the token of the letter. Ends all sessions; and the letter having been read, its address is confirmed. Answers
 * the account, for a session of whoever has read it: that way in stays open while others guess at the password.
 */
export async function resetPassword(
  db: Kysely<Schema>,
  token: string,
  password: string,
): Promise<StoredAccount> {
  checkPassword(password, await resettable(db, token))
  const hash = await hashPassword(password)
  return db.transaction().execute(async db => {
    const { accountId, email } = await spendToken(db, 'reset', token)
    await updatePassword(db, accountId, hash)
    await deleteSessionsOf(db, accountId)
    await post(db, 'passwordChanged', { accountId })
    const account = await markConfirmed(db, accountId, email)
    if (!account) throw new NotFound('This account has another e-mail address by now, or is suspended.')
    return account
  })
}
