import { createHash, randomBytes } from 'node:crypto'
import type { StoredAccount } from '../db/accounts.ts'
import type { Db } from '../db/schema.ts'
import { deleteSession, findSession, insertSession } from '../db/sessions.ts'

export const sessionDays = 30
const day = 86_400_000

/** Begins a session and answers its id, which only the person's cookie holds: the database keeps a hash. */
export async function beginSession(db: Db, account: StoredAccount, userAgent: string): Promise<string> {
  const id = randomBytes(32).toString('base64url')
  const expires = new Date(Date.now() + sessionDays * day)
  await insertSession(db, {
    idHash: hashOf(id),
    accountId: account.id,
    expires,
    userAgent: userAgent.slice(0, 300),
  })
  return id
}

export const accountOfSession = (db: Db, id: string) => findSession(db, hashOf(id))

export const endSession = (db: Db, id: string) => deleteSession(db, hashOf(id))

const hashOf = (id: string) => createHash('sha256').update(id).digest()
