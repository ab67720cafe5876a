import type { PasswordChange } from '../../src/account.ts'
import { findPasswordHash, type StoredAccount, updatePassword } from '../db/accounts.ts'
import { deleteTokensOf } from '../db/tokens.ts'
import { Invalid } from './errors.ts'
import { post } from './letters.ts'
import type { Desk } from './limits.ts'
import { networkOf } from './network.ts'
import { checkPassword, hashPassword, passwordMatches } from './passwords.ts'
import { endOtherSessions } from './sessions.ts'

/** Who asks: their account, and their network address, for limits. */
export type Owner = { account: StoredAccount; address: string }

/**
 * Whoever finds a browser that is logged in must not be able to guess: counted with the attempts to log in. `field` is
 * where the password was typed.
 */
export async function checkOwnPassword(
  { db, limits }: Desk,
  { account: { id, username }, address }: Owner,
  typed: string,
  field = 'password',
): Promise<void> {
  const network = networkOf(address)
  const caller = `${username} from ${network}`
  await limits.count('log-in by address', network)
  await limits.count('log-in by name and address', caller)
  await limits.count('log-in by account', username)
  const hash = await findPasswordHash(db, id)
  if (!(await passwordMatches(typed, hash))) throw new Invalid({ [field]: 'This is not your password.' })
  await limits.forget('log-in by name and address', caller)
}

/** Ends all sessions but the one with this id. */
export async function changePassword(
  desk: Desk,
  owner: Owner & { sessionId: string },
  { old, password }: PasswordChange,
): Promise<void> {
  const { account } = owner
  await checkOwnPassword(desk, owner, old, 'old')
  checkPassword(password, account)
  const hash = await hashPassword(password)
  await desk.db.transaction().execute(async db => {
    await updatePassword(db, account.id, hash)
    await endOtherSessions(db, account, owner.sessionId)
    await deleteTokensOf(db, account.id, 'reset')
    await post(db, 'passwordChanged', { accountId: account.id })
  })
}
