import type { AccountDeletion } from '../../src/account.ts'
import { formatDay } from '../../src/format.ts'
import type { StoredAccount } from '../db/accounts.ts'
import { markLeaving, unmarkLeaving } from '../db/leaving.ts'
import { deleteSessionsOf } from '../db/sessions.ts'
import { deleteAllTokensOf } from '../db/tokens.ts'
import { NotFound } from './errors.ts'
import { post } from './letters.ts'
import type { Desk } from './limits.ts'
import { checkOwnPassword, type Owner } from './own-password.ts'

/** From now on nobody sees it, and it can only be taken back; on the day that is answered it ends. */
export async function deleteAccount(
  desk: Desk,
  owner: Owner,
  { password, projects }: AccountDeletion,
): Promise<{ endsOn: string }> {
  const { id: accountId } = owner.account
  await checkOwnPassword(desk, owner, password)
  return desk.db.transaction().execute(async db => {
    const { endsOn } = (await markLeaving(db, accountId, projects === 'keep')) ?? owner.account
    if (endsOn === undefined) throw new NotFound('This account is no longer there.')
    await deleteSessionsOf(db, accountId)
    await deleteAllTokensOf(db, accountId)
    await post(db, 'accountDeleted', { accountId, until: formatDay(endsOn) })
    return { endsOn }
  })
}

export async function takeAccountBack(
  { db }: Pick<Desk, 'db'>,
  account: StoredAccount,
): Promise<StoredAccount> {
  const back = await unmarkLeaving(db, account.id)
  if (!back)
    throw new NotFound(
      'There is nothing to take back: this account is not being deleted, or is past its days.',
    )
  return back
}
