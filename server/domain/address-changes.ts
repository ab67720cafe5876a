import type { AddressChange } from '../../src/account.ts'
import { findAddressee, isEmailTaken, type StoredAccount, updateEmail } from '../db/accounts.ts'
import type { Db } from '../db/schema.ts'
import { deleteAllTokensOf } from '../db/tokens.ts'
import { checkEmail, emailTaken } from './accounts.ts'
import { Invalid, NotFound } from './errors.ts'
import { post } from './letters.ts'
import type { Desk } from './limits.ts'
import { checkOwnPassword, type Owner } from './own-password.ts'
import { spendToken } from './tokens.ts'

/** Nothing changes until the letter to the new address has been answered. */
export async function askToChangeAddress(
  desk: Desk,
  owner: Owner,
  { email, password }: AddressChange,
): Promise<void> {
  const { account } = owner
  checkEmail(email)
  if (email.toLowerCase() === account.email.toLowerCase())
    throw new Invalid({ email: 'This is your e-mail address already.' })
  await checkOwnPassword(desk, owner, password)
  await desk.limits.count('letters by account', account.username)
  if (await isEmailTaken(desk.db, email)) throw emailTaken()
  await post(desk.db, 'confirmChange', { accountId: account.id, email })
}

/** By the token of that letter, whoever has it. What was sent to the former address is good for nothing more. */
export async function changeAddress({ db }: Pick<Desk, 'db'>, token: string): Promise<{ username: string }> {
  return db.transaction().execute(async db => {
    const { accountId, email } = await spendToken(db, 'change', token)
    const account = await findAddressee(db, accountId)
    if (!account) throw new NotFound('This account is no longer there.')
    if ((await updateEmail(db, accountId, email)) === 'taken') throw emailTaken()
    await deleteAllTokensOf(db, accountId)
    await tellBoth(db, account, email)
    return { username: account.username }
  })
}

async function tellBoth(db: Db, { id: accountId, email: former }: StoredAccount, email: string) {
  await post(db, 'addressChanged', { accountId, to: former, email })
  await post(db, 'addressChanged', { accountId, to: email, email })
}
