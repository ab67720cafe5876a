import type { StoredAccount } from '../db/accounts.ts'
import { record } from '../db/audit-log.ts'
import { markLifted, markSuspended } from '../db/moderated.ts'
import { deleteSessionsOf } from '../db/sessions.ts'
import { NotFound, Taken } from './errors.ts'
import { post } from './letters.ts'
import type { Desk } from './limits.ts'
import { accountCalled, checkMaySuspend, checkModerator } from './moderators.ts'

/** Ends all their sessions; until it is lifted nobody sees them or what they published. */
export async function suspend(
  { db, limits }: Desk,
  moderator: StoredAccount,
  username: string,
  why: string,
): Promise<void> {
  checkModerator(moderator)
  await limits.count('moderating by account', moderator.username)
  await db.transaction().execute(async db => {
    const account = await accountCalled(db, username, { lock: true })
    checkMaySuspend(moderator, account)
    if (account.suspended) throw new Taken('why', `${account.username} is suspended already.`)
    await markSuspended(db, account.id)
    await deleteSessionsOf(db, account.id)
    await record(db, { by: moderator, action: 'suspend', account, words: why })
    await post(db, 'suspended', { accountId: account.id, why })
  })
}

export async function liftSuspension(
  { db, limits }: Desk,
  moderator: StoredAccount,
  username: string,
): Promise<void> {
  checkModerator(moderator)
  await limits.count('moderating by account', moderator.username)
  await db.transaction().execute(async db => {
    const account = await accountCalled(db, username, { lock: true })
    checkMaySuspend(moderator, account)
    if (!account.suspended) throw new NotFound(`${account.username} is not suspended.`)
    await markLifted(db, account.id)
    await record(db, { by: moderator, action: 'lift suspension', account })
    await post(db, 'lifted', { accountId: account.id })
  })
}
