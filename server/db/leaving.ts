import { sql } from 'kysely'
import { daysToReturn } from '../../src/account.ts'
import { accountColumns, type StoredAccount, toAccount } from './accounts.ts'
import type { Db } from './schema.ts'
import { daysAgo } from './sweeps.ts'

/** Nothing where it is leaving already. */
export async function markLeaving(
  db: Db,
  id: number,
  keepsProjects: boolean,
): Promise<StoredAccount | undefined> {
  const row = await db
    .updateTable('accounts')
    .set({ leaving: sql`now()`, keeps_projects: keepsProjects })
    .where('id', '=', id)
    .where('leaving', 'is', null)
    .returning(accountColumns)
    .executeTakeFirst()
  return row && toAccount(row)
}

/** Nothing where there is nothing to take back, or no longer. */
export async function unmarkLeaving(db: Db, id: number): Promise<StoredAccount | undefined> {
  const row = await db
    .updateTable('accounts')
    .set({ leaving: null })
    .where('id', '=', id)
    .where('leaving', '>', daysAgo(daysToReturn))
    .returning(accountColumns)
    .executeTakeFirst()
  return row && toAccount(row)
}
