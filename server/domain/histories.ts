import type { History } from '../../src/moderation.ts'
import { insertNote, listNotes } from '../db/account-notes.ts'
import type { StoredAccount } from '../db/accounts.ts'
import { listEntries, record } from '../db/audit-log.ts'
import type { Db } from '../db/schema.ts'
import type { Desk } from './limits.ts'
import { accountCalled, checkModerator } from './moderators.ts'

const most = 200

export async function historyOf(db: Db, moderator: StoredAccount, username: string): Promise<History> {
  checkModerator(moderator)
  const { id, ...account } = await accountCalled(db, username)
  return { account, entries: await listEntries(db, id, most), notes: await listNotes(db, id, most) }
}

/** The log tells that it was written, not what: what is said of people ends with their accounts. */
export async function writeNote(
  { db, limits }: Desk,
  moderator: StoredAccount,
  username: string,
  words: string,
): Promise<void> {
  checkModerator(moderator)
  await limits.count('moderating by account', moderator.username)
  await db.transaction().execute(async db => {
    const account = await accountCalled(db, username)
    await insertNote(db, { accountId: account.id, author: moderator.username, words })
    await record(db, { by: moderator, action: 'write note', account })
  })
}
