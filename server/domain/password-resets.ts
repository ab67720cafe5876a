import type { Kysely } from 'kysely'
import { findAddressee, markConfirmed, updatePassword } from '../db/accounts.ts'
import type { Schema } from '../db/schema.ts'
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

/** By the token of the letter. Ends all sessions; and the letter having been read, its address is confirmed. */
export async function resetPassword(db: Kysely<Schema>, token: string, password: string): Promise<void> {
  const found = await findToken(db, 'reset', token)
  const account = await findAddressee(db, found.accountId)
  if (!account) throw new NotFound('This account is no longer there.')
  checkPassword(password, account)
  const hash = await hashPassword(password)
  await db.transaction().execute(async db => {
    const { accountId, email } = await spendToken(db, 'reset', token)
    await updatePassword(db, accountId, hash)
    await deleteSessionsOf(db, accountId)
    await markConfirmed(db, accountId, email)
    await post(db, 'passwordChanged', { accountId })
  })
}
