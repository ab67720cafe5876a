import { sql } from 'kysely'
import type { Autosave, AutosaveCard, AutosaveChange, AutosaveKept } from '../../src/autosave.ts'
import type { Db } from './schema.ts'

/** An autosave as stored: of its files only what its maker sent. */
export type StoredAutosave = Omit<Autosave, 'content'> & {
  accountId: number
  projectId: number | null
  content: AutosaveChange['content']
}

/** What is kept, and for whom. */
export type Keeping = Pick<StoredAutosave, 'id' | 'accountId' | 'projectId' | 'baseVersion' | 'content'>

/**
 * Until the transaction ends, no other keeps or forgets anything of this account. Comes before locking a project.
 */
export async function lockAutosavesOf(db: Db, accountId: number): Promise<void> {
  await db.selectFrom('accounts').select('id').where('id', '=', accountId).forNoKeyUpdate().execute()
}

/** An autosave with this id, whoever's it is. */
export async function findAutosave(db: Db, id: string): Promise<StoredAutosave | undefined> {
  const row = await autosaves(db).where('autosaves.id', '=', id).executeTakeFirst()
  return row && toAutosave(row)
}

export async function findAutosaveOf(
  db: Db,
  accountId: number,
  projectId: number,
): Promise<StoredAutosave | undefined> {
  const row = await autosaves(db)
    .where('autosaves.account_id', '=', accountId)
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  return row && toAutosave(row)
}

const autosaves = (db: Db) =>
  db
    .selectFrom('autosaves')
    .leftJoin('projects', join => join.onRef('projects.id', '=', 'project_id').on('deleted', 'is', null))
    .select(['autosaves.id', 'account_id', 'project_id', 'base_version', 'revision', 'content'])
    .select(['autosaves.updated', 'slug', 'title', 'version'])

type Row = Awaited<ReturnType<ReturnType<typeof autosaves>['execute']>>[number]

function toAutosave(row: Row): StoredAutosave {
  return {
    id: row.id,
    accountId: row.account_id,
    revision: row.revision,
    projectId: row.project_id,
    project: toProject(row),
    baseVersion: row.base_version,
    content: row.content,
    updated: row.updated.toISOString(),
  }
}

const toProject = ({ slug, title, version }: Pick<Row, 'slug' | 'title' | 'version'>) =>
  slug === null || title === null || version === null ? null : { id: slug, title, version }

/** An account's autosaves, newest first; those of deleted projects are left out. */
export async function listAutosaves(db: Db, accountId: number): Promise<AutosaveCard[]> {
  const rows = await db
    .selectFrom('autosaves')
    .leftJoin('projects', join => join.onRef('projects.id', '=', 'project_id').on('deleted', 'is', null))
    .select(['autosaves.id', 'revision', 'autosaves.updated', 'slug', 'projects.title', 'version'])
    .select([typed('title').as('typedTitle'), typed('summary').as('typedSummary')])
    .select([beginning.as('beginning'), sql<number>`jsonb_array_length(content->'files')`.as('files')])
    .where('account_id', '=', accountId)
    .where(where => where.or([where('project_id', 'is', null), where('projects.id', 'is not', null)]))
    .orderBy('autosaves.updated', 'desc')
    .limit(200)
    .execute()
  return rows.map(row => ({
    id: row.id,
    revision: row.revision,
    project: toProject(row),
    title: row.typedTitle,
    summary: row.typedSummary,
    beginning: row.beginning,
    files: row.files,
    updated: row.updated.toISOString(),
  }))
}

/** Of the texts: enough to know it by. */
const beginning = sql<string>`left(ltrim(concat_ws(' ', content->>'description', content->>'instructions')), 200)`

const typed = (name: 'title' | 'summary') => sql<string>`content->>${sql.lit(name)}`

/** Keeps it as the first revision after this one; answers when. */
export async function insertAutosave(db: Db, keeping: Keeping, revision: number): Promise<string> {
  const { updated } = await db
    .insertInto('autosaves')
    .values({ ...columnsOf(keeping), id: keeping.id, account_id: keeping.accountId, revision: revision + 1 })
    .returning('updated')
    .executeTakeFirstOrThrow()
  return updated.toISOString()
}

/** Keeps it in place of what is kept under its id; answers when. */
export async function updateAutosave(db: Db, keeping: Keeping): Promise<string> {
  const { updated } = await db
    .updateTable('autosaves')
    .set({ ...columnsOf(keeping), revision: sql`revision + 1`, updated: sql`now()` })
    .where('id', '=', keeping.id)
    .returning('updated')
    .executeTakeFirstOrThrow()
  return updated.toISOString()
}

const columnsOf = ({ projectId, baseVersion, content }: Keeping) => ({
  project_id: projectId,
  base_version: baseVersion,
  content: JSON.stringify(content),
})

/** Whether it was there, with this revision. */
export async function deleteAutosave(
  db: Db,
  accountId: number,
  { id, revision }: AutosaveKept,
): Promise<boolean> {
  const deleted = await db
    .deleteFrom('autosaves')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst()
  return deleted !== undefined
}

/** Of projects never saved, the oldest past so many. */
export async function deleteOldAutosaves(db: Db, accountId: number, most: number): Promise<void> {
  const neverSaved = db
    .selectFrom('autosaves')
    .select('id')
    .where('account_id', '=', accountId)
    .where('project_id', 'is', null)
  await db
    .deleteFrom('autosaves')
    .where('id', 'in', neverSaved.orderBy('updated', 'desc').offset(most))
    .execute()
}
