import { sql } from 'kysely'
import { type DeletedProject, restorableDays } from '../../src/deleted-project.ts'
import type { Project } from '../../src/project.ts'
import { violates } from './failures.ts'
import type { Db } from './schema.ts'
import { daysAgo } from './sweeps.ts'

/** What its owner can still restore, the last deleted first. */
export async function listDeleted(db: Db, ownerId: number): Promise<DeletedProject[]> {
  const rows = await restorable(db, ownerId)
    .leftJoin('project_files', 'project_id', 'projects.id')
    .select(['projects.id as number', 'slug as id', 'title', 'status'])
    .select(sql<Date>`deleted`.as('deleted'))
    .select(sql<Date>`deleted + ${sql.lit(restorableDays)} * interval '1 day'`.as('until'))
    .select(sql<number>`count(project_id)::integer`.as('files'))
    .select(sql<number>`coalesce(sum(size), 0)::bigint`.as('size'))
    .groupBy('projects.id')
    .orderBy('deleted', 'desc')
    .limit(200)
    .execute()
  return rows.map(row => ({
    ...row,
    deleted: row.deleted.toISOString(),
    until: row.until.toISOString(),
  }))
}

/** To be called in a transaction: until it ends no sweep takes the project, and no other restores it. */
export async function lockDeleted(
  db: Db,
  ownerId: number,
  number: number,
): Promise<Pick<Project, 'id' | 'title' | 'status'> | undefined> {
  return restorable(db, ownerId)
    .select(['slug as id', 'title', 'status'])
    .where('projects.id', '=', number)
    .forUpdate()
    .executeTakeFirst()
}

const restorable = (db: Db, ownerId: number) =>
  db.selectFrom('projects').where('owner_id', '=', ownerId).where('deleted', '>', daysAgo(restorableDays))

/** Which addresses of the owner's projects begin like this. */
export async function idsLike(db: Db, ownerId: number, beginning: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('projects')
    .select('slug')
    .where('owner_id', '=', ownerId)
    .where('deleted', 'is', null)
    .where(sql<boolean>`starts_with(slug, ${beginning})`)
    .execute()
  return new Set(rows.map(({ slug }) => slug))
}

/** Whether it is back: not where another project has taken the address at this moment. */
export async function unmarkDeleted(db: Db, number: number, id: string): Promise<boolean> {
  try {
    await db.updateTable('projects').set({ deleted: null, slug: id }).where('id', '=', number).execute()
    return true
  } catch (error) {
    if (violates(error, 'projects_address')) return false
    throw error
  }
}
