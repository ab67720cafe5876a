import { sql } from 'kysely'
import type { Database } from '../../server/db/db.ts'
import type { Db } from '../../server/db/schema.ts'

/** Changes rows without a word, which no code of the site can: a page that shows it has been made anew. */
export const silently = (db: Database['db'], change: (db: Db) => Promise<unknown>) =>
  db.transaction().execute(async db => {
    await sql`set local session_replication_role = replica`.execute(db)
    await change(db)
  })
