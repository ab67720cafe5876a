import { isModerator, maySuspend } from '../../src/moderation.ts'
import type { StoredAccount } from '../db/accounts.ts'
import { findModerated, type ModeratedAccount } from '../db/moderated.ts'
import type { Db } from '../db/schema.ts'
import { NotAllowed, NotFound } from './errors.ts'

export function checkModerator(account: StoredAccount): void {
  if (!isModerator(account))
    throw new NotAllowed('This is for moderators. To tell them of something, report it.')
}

export function checkMaySuspend(asking: StoredAccount, account: ModeratedAccount): void {
  if (maySuspend(asking, account)) return
  if (asking.username === account.username) throw new NotAllowed('Nobody can suspend themselves.')
  throw new NotAllowed(
    account.role === 'admin' ? 'Admins cannot be suspended.' : 'Only admins can suspend moderators.',
  )
}

/** Suspended or not. */
export async function accountCalled(
  db: Db,
  username: string,
  options?: { lock: boolean },
): Promise<ModeratedAccount> {
  const account = await findModerated(db, username.toLowerCase(), options)
  if (!account) throw new NotFound(`There is nobody called ${username} here.`)
  return account
}
