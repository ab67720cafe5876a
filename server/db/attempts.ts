import { sql } from 'kysely'
import type { Db } from './schema.ts'

/** Counts one more attempt in the window that began at `start`; answers how many there are now. */
export async function countAttempt(db: Db, key: string, start: Date): Promise<number> {
  const { count } = await db
    .insertInto('attempts')
    .values({ key, window_start: start, count: 1 })
    .onConflict(conflict =>
      conflict.columns(['key', 'window_start']).doUpdateSet({ count: sql`attempts.count + 1` }),
    )
    .returning('count')
    .executeTakeFirstOrThrow()
  return count
}

export async function attemptsSince(db: Db, key: string, start: Date): Promise<number> {
  const row = await db
    .selectFrom('attempts')
    .select('count')
    .where('key', '=', key)
    .where('window_start', '=', start)
    .executeTakeFirst()
  return row?.count ?? 0
}

export async function forgetAttempts(db: Db, key: string): Promise<void> {
  await db.deleteFrom('attempts').where('key', '=', key).execute()
}

export async function deleteAttemptsBefore(db: Db, start: Date): Promise<void> {
  await db.deleteFrom('attempts').where('window_start', '<', start).execute()
}
