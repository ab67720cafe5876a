import { createHash, randomBytes } from 'node:crypto'
import { deviceOf } from '../../src/device.ts'
import type { Session } from '../../src/session.ts'
import type { StoredAccount } from '../db/accounts.ts'
import type { Db } from '../db/schema.ts'
import {
  deleteOtherSessions,
  deleteSession,
  deleteSessionCalled,
  findSession,
  insertSession,
  keepSeen,
  listSessions,
} from '../db/sessions.ts'
import { NotFound } from './errors.ts'

export const sessionDays = 30
const day = 86_400_000
const fiveMinutes = 300_000

/** Begins a session and answers its id, which only the person's cookie holds: the database keeps a hash. */
export async function beginSession(db: Db, account: StoredAccount, userAgent: string): Promise<string> {
  const id = randomBytes(32).toString('base64url')
  await insertSession(db, {
    idHash: hashOf(id),
    accountId: account.id,
    expires: expiry(),
    userAgent: userAgent.slice(0, 300),
  })
  return id
}

/** Whose session it is. `isRenewed` where its days begin anew: once in five minutes, lest each request writes. */
export async function useSession(
  db: Db,
  id: string,
): Promise<{ account: StoredAccount; isRenewed: boolean } | undefined> {
  const idHash = hashOf(id)
  const found = await findSession(db, idHash)
  if (!found) return undefined
  const before = new Date(Date.now() - fiveMinutes)
  const isRenewed = found.seen < before && (await keepSeen(db, idHash, before, expiry()))
  return { account: found.account, isRenewed }
}

export const endSession = (db: Db, id: string) => deleteSession(db, hashOf(id))

/** Where this person is logged in; `id` is that of the session that asks. */
export async function sessionsOf(db: Db, { id: accountId }: StoredAccount, id: string): Promise<Session[]> {
  const mine = hashOf(id)
  return (await listSessions(db, accountId)).map(({ idHash, userAgent, ...session }) => ({
    ...session,
    device: deviceOf(userAgent),
    isThis: mine.equals(idHash),
  }))
}

export async function endSessionCalled(db: Db, { id }: StoredAccount, number: number): Promise<void> {
  if (!(await deleteSessionCalled(db, id, number))) throw new NotFound('This session has ended already.')
}

export const endOtherSessions = (db: Db, { id: accountId }: Pick<StoredAccount, 'id'>, id: string) =>
  deleteOtherSessions(db, accountId, hashOf(id))

const expiry = () => new Date(Date.now() + sessionDays * day)

const hashOf = (id: string) => createHash('sha256').update(id).digest()
