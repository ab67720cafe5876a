import { sql } from 'kysely'
import type { Licences } from '../../src/licences.ts'
import type { Project, ProjectAddress, ProjectDraft, ProjectStatus, Variant } from '../../src/project.ts'
import { isTooMuchToIndex, violates } from './failures.ts'
import { filesOf } from './files.ts'
import type { Db, StoredAvatar } from './schema.ts'

/** A project as stored: its texts rendered, its owner by id; file addresses are not known here. */
export type ProjectText = Pick<
  ProjectDraft,
  'id' | 'title' | 'summary' | 'description' | 'instructions' | 'licences' | 'tags' | 'cover' | 'status'
> & { descriptionHtml: string; instructionsHtml: string; renderer: number }

export type StoredFile = Omit<Project['files'][number], 'url' | 'variants'> & { variants: Variant[] }
export type StoredProject = Omit<Project, 'files' | 'archive' | 'owner'> & {
  owner: Omit<Project['owner'], 'avatar'> & { avatar: StoredAvatar }
  projectId: number
  ownerId: number
  files: StoredFile[]
}

export async function findProject(
  db: Db,
  { owner, id }: ProjectAddress,
  { lock = false } = {},
): Promise<StoredProject | undefined> {
  const row = await projects(db)
    .where('username', '=', owner)
    .where('slug', '=', id)
    .$if(lock, query => query.forUpdate('projects'))
    .executeTakeFirst()
  return row && toProject(row, await filesOf(db, row.id))
}

export async function findPublished(db: Db, projectId: number): Promise<StoredProject | undefined> {
  const row = await projects(db)
    .where('projects.id', '=', projectId)
    .where('status', '=', 'published')
    .executeTakeFirst()
  return row && toProject(row, await filesOf(db, row.id))
}

/** As its owner has it: deleted, hidden or of an account that nobody sees. */
export async function findOwn(
  db: Db,
  projectId: number,
): Promise<{ project: StoredProject; deleted: string | null } | undefined> {
  const row = await allProjects(db).where('projects.id', '=', projectId).executeTakeFirst()
  if (!row) return undefined
  return { project: toProject(row, await filesOf(db, row.id)), deleted: row.deleted?.toISOString() ?? null }
}

const projects = (db: Db) =>
  allProjects(db).where('deleted', 'is', null).where('suspended', 'is', null).where('vanished', '=', false)

const allProjects = (db: Db) =>
  db
    .selectFrom('projects')
    .innerJoin('accounts', 'accounts.id', 'owner_id')
    .selectAll('projects')
    .select(['username', 'name', 'accounts.created as joined', 'avatar'])

type ProjectRow = {
  id: number
  owner_id: number
  slug: string
  username: string
  name: string
  joined: Date
  avatar: StoredAvatar
  licences: Licences
  description_html: string
  instructions_html: string
  created: Date
  updated: Date
  published: Date | null
  hidden_why: string | null
} & Omit<ProjectText, 'licences' | 'descriptionHtml' | 'instructionsHtml' | 'id' | 'status'> &
  Pick<Project, 'version' | 'status'>

function toProject(row: ProjectRow, files: StoredFile[]): StoredProject {
  return {
    projectId: row.id,
    ownerId: row.owner_id,
    owner: {
      username: row.username,
      name: row.name,
      joined: row.joined.toISOString(),
      avatar: row.avatar,
    },
    id: row.slug,
    title: row.title,
    summary: row.summary,
    description: row.description,
    descriptionHtml: row.description_html,
    instructions: row.instructions,
    instructionsHtml: row.instructions_html,
    licences: row.licences,
    tags: row.tags,
    cover: row.cover,
    status: row.status,
    hiddenWhy: row.hidden_why,
    version: row.version,
    created: row.created.toISOString(),
    updated: row.updated.toISOString(),
    published: row.published?.toISOString() ?? null,
    files,
  }
}

const columnsOf = (text: ProjectText) => ({
  slug: text.id,
  title: text.title,
  summary: text.summary,
  description: text.description,
  description_html: text.descriptionHtml,
  instructions: text.instructions,
  instructions_html: text.instructionsHtml,
  renderer: text.renderer,
  licences: JSON.stringify(text.licences),
  tags: text.tags,
  cover: text.cover,
  status: text.status,
})

/** Its number, or why the database refused it. */
export type Written = number | 'taken' | 'too many words'

export async function insertProject(db: Db, ownerId: number, text: ProjectText): Promise<Written> {
  return unlessRefused(async () => {
    const { id } = await db
      .insertInto('projects')
      .values({
        ...columnsOf(text),
        owner_id: ownerId,
        published: text.status === 'published' ? sql`now()` : null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })
}

export async function updateProject(db: Db, projectId: number, text: ProjectText): Promise<Written> {
  const firstPublished = sql<Date>`coalesce(published, now())`
  return unlessRefused(async () => {
    await db
      .updateTable('projects')
      .set({ ...columnsOf(text), status: unlessHidden(text), version: sql`version + 1`, updated: sql`now()` })
      .$if(text.status === 'published', query => query.set({ published: firstPublished }))
      .where('id', '=', projectId)
      .execute()
    return projectId
  })
}

/** What a moderator hid stays hidden, whatever its owner saves. */
const unlessHidden = ({ status }: ProjectText) =>
  sql<ProjectStatus>`case when status = 'hidden' then status else ${status} end`

async function unlessRefused(write: () => Promise<number>): Promise<Written> {
  try {
    return await write()
  } catch (error) {
    if (violates(error, 'projects_address')) return 'taken'
    if (isTooMuchToIndex(error)) return 'too many words'
    throw error
  }
}

export async function markDeleted(db: Db, projectId: number): Promise<void> {
  await db.updateTable('projects').set({ deleted: sql`now()` }).where('id', '=', projectId).execute()
}

export async function isIdTaken(db: Db, ownerId: number, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('projects')
    .select('id')
    .where('owner_id', '=', ownerId)
    .where('slug', '=', id)
    .where('deleted', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Which of the owner's projects has this address, or had it once. */
export async function findProjectId(db: Db, ownerId: number, slug: string): Promise<number | undefined> {
  const now = await db
    .selectFrom('projects')
    .select('id')
    .where('owner_id', '=', ownerId)
    .where('slug', '=', slug)
    .where('deleted', 'is', null)
    .executeTakeFirst()
  if (now) return now.id
  const once = await db
    .selectFrom('former_addresses')
    .innerJoin('projects', 'projects.id', 'project_id')
    .select('projects.id')
    .where('former_addresses.owner_id', '=', ownerId)
    .where('former_addresses.slug', '=', slug)
    .where('deleted', 'is', null)
    .executeTakeFirst()
  return once?.id
}

export async function keepFormerAddress(
  db: Db,
  ownerId: number,
  slug: string,
  projectId: number,
): Promise<void> {
  await db
    .insertInto('former_addresses')
    .values({ owner_id: ownerId, slug, project_id: projectId })
    .onConflict(conflict => conflict.columns(['owner_id', 'slug']).doUpdateSet({ project_id: projectId }))
    .execute()
}

/** For a project that has this address now. */
export async function forgetFormerAddress(db: Db, ownerId: number, slug: string): Promise<void> {
  await db.deleteFrom('former_addresses').where('owner_id', '=', ownerId).where('slug', '=', slug).execute()
}

/** What a project that once had this address is called now, unless one has it now. */
export async function findMovedProject(
  db: Db,
  { owner, id }: ProjectAddress,
): Promise<Pick<Project, 'id' | 'status'> | undefined> {
  const row = await db
    .selectFrom('former_addresses')
    .innerJoin('accounts', 'accounts.id', 'former_addresses.owner_id')
    .innerJoin('projects', 'projects.id', 'project_id')
    .select(['accounts.id as ownerId', 'projects.slug', 'projects.status'])
    .where('username', '=', owner)
    .where('suspended', 'is', null)
    .where('vanished', '=', false)
    .where('former_addresses.slug', '=', id)
    .where('deleted', 'is', null)
    .executeTakeFirst()
  if (!row || (await isIdTaken(db, row.ownerId, id))) return undefined
  return { id: row.slug, status: row.status }
}
