import { sql } from 'kysely'
import { accountColumns, type StoredAccount, toAccount } from './accounts.ts'
import type { Db } from './schema.ts'

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

/** Nothing where there is nothing to take back. */
export async function unmarkLeaving(db: Db, id: number): Promise<StoredAccount | undefined> {
  const row = await db
    .updateTable('accounts')
    .set({ leaving: null })
    .where('id', '=', id)
    .where('leaving', 'is not', null)
    .where('ended', 'is', null)
    .returning(accountColumns)
    .executeTakeFirst()
  return row && toAccount(row)
}
