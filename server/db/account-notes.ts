import type { AccountNote } from '../../src/moderation.ts'
import type { Db } from './schema.ts'

export async function insertNote(
  db: Db,
  { accountId, author, words }: { accountId: number; author: string; words: string },
): Promise<void> {
  await db.insertInto('account_notes').values({ account_id: accountId, author, words }).execute()
}

/** The newest first. */
export async function listNotes(db: Db, accountId: number, limit: number): Promise<AccountNote[]> {
  const rows = await db
    .selectFrom('account_notes')
    .select(['id as number', 'created', 'author as by', 'words'])
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ created, ...note }) => ({ ...note, at: created.toISOString() }))
}
