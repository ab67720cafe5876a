import type { Kysely } from 'kysely'
import type { Role } from '../../src/account.ts'
import { record } from '../db/audit-log.ts'
import { updateRole } from '../db/moderated.ts'
import type { Schema } from '../db/schema.ts'
import { accountCalled } from './moderators.ts'

/** From the command line, by whoever runs the site. Answers the role they had. */
export async function changeRole(db: Kysely<Schema>, username: string, role: Role): Promise<Role> {
  return db.transaction().execute(async db => {
    const account = await accountCalled(db, username, { lock: true })
    if (account.role === role) return role
    await updateRole(db, account.id, role)
    await record(db, { by: null, action: 'change role', account, words: `${account.role} → ${role}` })
    return account.role
  })
}
