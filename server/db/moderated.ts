import { sql } from 'kysely'
import type { Role } from '../../src/account.ts'
import type { History } from '../../src/moderation.ts'
import type { ProjectAddress, ProjectStatus } from '../../src/project.ts'
import type { Db } from './schema.ts'

/** An account as moderators work with it, suspended or not. */
export type ModeratedAccount = History['account'] & { id: number }
/** A project as moderators work with it, whoever may see it. */
export type ModeratedProject = {
  projectId: number
  id: string
  title: string
  status: ProjectStatus
  account: { id: number; username: string }
}

export async function findModerated(
  db: Db,
  username: string,
  { lock = false } = {},
): Promise<ModeratedAccount | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select(['id', 'username', 'name', 'role', 'created', 'suspended'])
    .where('username', '=', username)
    .$if(lock, query => query.forUpdate())
    .executeTakeFirst()
  if (!row) return undefined
  const { created, suspended, ...account } = row
  return { ...account, joined: created.toISOString(), suspended: suspended?.toISOString() ?? null }
}

export async function lockProject(
  db: Db,
  { owner, id }: ProjectAddress,
): Promise<ModeratedProject | undefined> {
  const row = await db
    .selectFrom('projects')
    .innerJoin('accounts', 'accounts.id', 'owner_id')
    .select(['projects.id as projectId', 'slug', 'title', 'status', 'owner_id', 'username'])
    .where('username', '=', owner)
    .where('slug', '=', id)
    .where('deleted', 'is', null)
    .forUpdate('projects')
    .executeTakeFirst()
  if (!row) return undefined
  const { projectId, slug, title, status, owner_id, username } = row
  return { projectId, id: slug, title, status, account: { id: owner_id, username } }
}

export async function markHidden(db: Db, projectId: number, why: string): Promise<void> {
  await db
    .updateTable('projects')
    .set({ status: 'hidden', hidden_why: why, hidden_from: sql`status` })
    .where('id', '=', projectId)
    .where('status', '<>', 'hidden')
    .execute()
}

/** As it was before. */
export async function markShown(db: Db, projectId: number): Promise<void> {
  await db
    .updateTable('projects')
    .set({
      status: sql<ProjectStatus>`coalesce(hidden_from, 'published')`,
      hidden_why: null,
      hidden_from: null,
    })
    .where('id', '=', projectId)
    .where('status', '=', 'hidden')
    .execute()
}

export async function markSuspended(db: Db, id: number): Promise<void> {
  await db.updateTable('accounts').set({ suspended: sql`now()` }).where('id', '=', id).execute()
}

export async function markLifted(db: Db, id: number): Promise<void> {
  await db.updateTable('accounts').set({ suspended: null }).where('id', '=', id).execute()
}

export async function updateRole(db: Db, id: number, role: Role): Promise<void> {
  await db.updateTable('accounts').set({ role }).where('id', '=', id).execute()
}
