import { sql } from 'kysely'
import type { Db } from './schema.ts'

/** An upload that comes in parts: `uploadId` is the store's id of it, sizes are in bytes. */
export type Multipart = {
  id: string
  key: string
  uploadId: string
  size: number
  partSize: number
  isComplete: boolean
}

export async function insertMultipart(
  db: Db,
  { id, key, uploadId, partSize }: Omit<Multipart, 'size' | 'isComplete'>,
): Promise<void> {
  await db.insertInto('multiparts').values({ id, key, upload_id: uploadId, part_size: partSize }).execute()
}

/** Of those that were begun for this account, and are not being removed. */
export async function findMultipart(db: Db, accountId: number, id: string): Promise<Multipart | undefined> {
  const row = await db
    .selectFrom('multiparts')
    .innerJoin('uploads', 'uploads.key', 'multiparts.key')
    .select(['id', 'multiparts.key', 'upload_id', 'size', 'part_size', 'completed'])
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('swept', 'is', null)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      key: row.key,
      uploadId: row.upload_id,
      size: row.size,
      partSize: row.part_size,
      isComplete: row.completed !== null,
    }
  )
}

/** From now on its object has the usual day to be referred to. */
export async function markCompleted(db: Db, id: string): Promise<void> {
  await db.transaction().execute(async db => {
    const { key } = await db
      .updateTable('multiparts')
      .set({ completed: sql`now()` })
      .where('id', '=', id)
      .returning('key')
      .executeTakeFirstOrThrow()
    await db.updateTable('uploads').set({ signed: sql`now()` }).where('key', '=', key).execute()
  })
}

/** The store's ids of what was begun under these keys and not completed, by key. */
export async function unfinishedOf(db: Db, keys: readonly string[]): Promise<{ key: string; id: string }[]> {
  return db
    .selectFrom('multiparts')
    .select(['key', 'upload_id as id'])
    .where(sql<boolean>`key = any(${keys}::text[])`)
    .where('completed', 'is', null)
    .execute()
}
