import { sql } from 'kysely'
import type { Licences } from '../../src/licences.ts'
import type { FileKind } from '../../src/upload.ts'
import type { Db } from './schema.ts'

/** All that a project is found by. */
export type Indexable = {
  title: string
  summary: string
  description: string
  instructions: string
  tags: string[]
  licences: Licences
  username: string
  name: string
  kinds: FileKind[]
  paths: string[]
}

/** `head` and `words` are tsvectors in PostgreSQL's notation. */
export type Entry = { name: string; head: string; words: string; indexer: number }

export async function findIndexable(db: Db, projectId: number): Promise<Indexable | undefined> {
  const row = await db
    .selectFrom('project_search')
    .innerJoin('projects', 'projects.id', 'project_id')
    .innerJoin('accounts', 'accounts.id', 'projects.owner_id')
    .select(['title', 'summary', 'description', 'instructions', 'projects.tags', 'licences'])
    .select(['username', 'accounts.name'])
    .where('project_id', '=', projectId)
    .forUpdate('project_search')
    .executeTakeFirst()
  if (!row) return undefined
  const files = await db
    .selectFrom('project_files')
    .select(['kind', 'path'])
    .where('project_id', '=', projectId)
    .execute()
  return { ...row, kinds: files.map(({ kind }) => kind), paths: files.map(({ path }) => path) }
}

export async function keepIndexed(
  db: Db,
  projectId: number,
  { words, head, ...columns }: Entry,
): Promise<void> {
  await db
    .updateTable('project_search')
    .set({ ...columns, head: sql`${head}::tsvector` })
    .where('project_id', '=', projectId)
    .execute()
  await sql`insert into project_words (project_id, words) values (${projectId}, ${words}::tsvector)
    on conflict (project_id) do update set words = excluded.words`.execute(db)
}

export async function listStale(db: Db, indexer: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('project_search')
    .select('project_id')
    .where('indexer', '<', indexer)
    .limit(limit)
    .execute()
  return rows.map(({ project_id }) => project_id)
}

/** What searches find has changed: nothing that the triggers of pages watch. */
export async function tellLists(db: Db): Promise<void> {
  await sql`select tell_pages('lists')`.execute(db)
}

/** In their order, so that two who do so at once never wait for each other. */
export async function keepWords(db: Db, words: readonly string[]): Promise<void> {
  if (words.length === 0) return
  await sql`insert into search_words (word) select distinct word from unnest(${words}::text[]) as word order by word
    on conflict do nothing`.execute(db)
}

/** Rows looked at for `countWords`: enough for estimates. */
const sample = 100_000

/** Counts in how many heads each word stands, in a sample of a big site. */
export async function countWords(db: Db): Promise<number> {
  const { projects, fraction } = await sizeOf(db)
  const { numAffectedRows = 0n } = await sql`
    insert into search_words as old (word, projects)
      select word, ceil(ndoc / ${fraction}::float8)::int from ts_stat(${`select head from project_search
        tablesample system (${fraction * 100}) repeatable (1) where visible`}) where word !~ '^(tag|by):'
        order by word
      on conflict (word) do update set projects = excluded.projects where old.projects <> excluded.projects`.execute(
    db,
  )
  await sql`insert into search_words (word, projects) values ('', ${projects})
    on conflict (word) do update set projects = excluded.projects`.execute(db)
  return Number(numAffectedRows)
}

async function sizeOf(db: Db): Promise<{ projects: number; fraction: number }> {
  const { rows } = await sql<{ projects: number }>`
    select reltuples::int as projects from pg_class where oid = 'project_search'::regclass`.execute(db)
  const projects = Math.max(rows[0]?.projects ?? 0, 0)
  return { projects, fraction: Math.min(1, sample / Math.max(projects, 1)) }
}
