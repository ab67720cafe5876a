import type { Kysely } from 'kysely'
import { markConfirmed, type StoredAccount } from '../db/accounts.ts'
import type { Schema } from '../db/schema.ts'
import { Invalid, NotAllowed, NotFound } from './errors.ts'
import { post } from './letters.ts'
import type { Limits } from './limits.ts'
import { spendToken } from './tokens.ts'

type Tools = { db: Kysely<Schema>; limits: Limits }

/** By the token of the letter that went to the address, whoever has it. */
export async function confirm({ db }: Pick<Tools, 'db'>, token: string): Promise<StoredAccount> {
  return db.transaction().execute(async db => {
    const { accountId, email } = await spendToken(db, 'confirm', token)
    const account = await markConfirmed(db, accountId, email)
    if (!account) throw new NotFound('Your account has another e-mail address by now.')
    return account
  })
}

/** Another letter, where the first got lost. */
export async function askToConfirm({ db, limits }: Tools, account: StoredAccount): Promise<void> {
  if (account.isConfirmed) throw new Invalid({ email: 'Your e-mail address is confirmed already.' })
  await limits.count('letters by account', account.username)
  await post(db, 'confirm', { accountId: account.id })
}

/** Anybody may write; what all can see needs an address that answers. */
export function checkConfirmed({ isConfirmed, email }: StoredAccount): void {
  if (!isConfirmed)
    throw new NotAllowed(
      `To publish, confirm your e-mail address first: open the link in our letter to ${email}. Settings can send another. What you wrote can be kept as a draft.`,
    )
}
