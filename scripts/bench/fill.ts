import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../../server/db/db.ts'
import { rendererVersion } from '../../server/domain/markdown.ts'
import { countVocabulary, entryOf, vocabularyOf } from '../../server/domain/search/indexer.ts'
import { type BelievableProject, believable, type Member } from './believable.ts'

type Db = Database['db']

const batch = 2000
const triggered = ['projects', 'project_files', 'project_search', 'archives', 'accounts']

/** Fills an empty database with so many projects, and a tenth as many members. */
export async function fill(db: Db, projects: number, tell: (words: string) => void): Promise<void> {
  const data = believable(projects)
  const begun = Date.now()
  const seconds = () => `${Math.round((Date.now() - begun) / 1000)} s`
  await withoutIndexes(db, async () => {
    const members = Array.from({ length: data.members }, (_, index) => data.member(index))
    for (let i = 0; i < members.length; i += batch) await insertMembers(db, members.slice(i, i + batch))
    tell(`${members.length} members, ${seconds()}`)
    const words = new Set<string>()
    let inserting = Promise.resolve()
    for (let done = 0; done < projects; ) {
      const some = Array.from({ length: Math.min(batch, projects - done) }, (_, index) => {
        const owner = data.ownerOf()
        return data.project(done + index, members[owner] as Member, owner)
      })
      const rows = rowsOf(some, done)
      await inserting
      inserting = insertProjects(db, rows)
      // The database works while the next are thought of, once it has been told.
      await pause(5)
      for (const word of some.flatMap(vocabularyOf)) words.add(word)
      done += some.length
      if (done % 100_000 === 0) tell(`${done} projects, ${seconds()}`)
    }
    await inserting
    await insertFiles(db)
    await sql`insert into search_words (word) select unnest(${[...words]}::text[]) on conflict do nothing`.execute(
      db,
    )
    await sql`insert into project_tags select tag, published, project_id from project_search, unnest(tags) as tag`.execute(
      db,
    )
    await sql`insert into tags select tag, count(*) from project_tags group by tag`.execute(db)
    tell(`tags, ${seconds()}`)
  })
  tell(`indexes, ${seconds()}`)
  await sql`vacuum analyze`.execute(db)
  await countVocabulary({ db })
  tell(`ready, ${seconds()}`)
}

/** They are made faster over all rows than row by row; and triggers have nothing to add to what is written here. */
async function withoutIndexes(db: Db, work: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'public' and tablename in ('projects', 'project_search', 'project_words', 'project_tags', 'project_files', 'search_words')
      and indexname not like '%_pkey' and indexdef not like 'CREATE UNIQUE%'`.execute(db)
  for (const { name } of rows) await sql`drop index ${sql.ref(name)}`.execute(db)
  for (const table of triggered) await sql`alter table ${sql.table(table)} disable trigger user`.execute(db)
  await work()
  for (const table of triggered) await sql`alter table ${sql.table(table)} enable trigger user`.execute(db)
  for (const { definition } of rows) await sql.raw(definition).execute(db)
}

async function insertMembers(db: Db, members: readonly Member[]): Promise<void> {
  await sql`insert into accounts (username, email, name, password_hash, confirmed)
    select username, username || '@bench.test', name, '', now()
    from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as member (username text, name text)`.execute(
    db,
  )
}

const rowsOf = (projects: readonly BelievableProject[], done: number) =>
  JSON.stringify(
    projects.map((project, index) => ({ ...project, ...entryOf(project), id: done + index + 1 })),
  )

async function insertProjects(db: Db, rows: string): Promise<void> {
  const records = sql`jsonb_to_recordset(${rows}::jsonb) as row (
    id bigint, owner bigint, slug text, published float8, title text, summary text, description text, instructions text,
    tags text[], licences jsonb, name text, head tsvector, words tsvector, indexer int)`
  const time = sql`to_timestamp(published / 1000)`
  await sql`insert into projects (owner_id, slug, title, summary, description, instructions, description_html,
      instructions_html, renderer, licences, tags, cover, status, created, updated, published)
    select owner + 1, slug, title, summary, description, instructions, '<p>' || description || '</p>',
      '<p>' || instructions || '</p>', ${rendererVersion}, licences, tags,
      'u/bench/' || row.id || '/front.jpg', 'published', ${time}, ${time}, ${time}
    from ${records} order by row.id`.execute(db)
  await sql`insert into project_search (project_id, owner_id, visible, published, updated, tags, name, head, indexer)
    select id, owner + 1, true, ${time}, ${time}, tags, name, head, indexer from ${records}`.execute(db)
  await sql`insert into project_words (project_id, words) select id, words from ${records}`.execute(db)
}

/** A picture and an archive each: of objects that nobody has uploaded. */
async function insertFiles(db: Db): Promise<void> {
  await sql`insert into project_files (project_id, position, kind, path, key, size, type, width, height, colour, variants)
    select id, 0, 'picture', 'front.jpg', cover, 400000, 'image/jpeg', 2000, 1500, '#a08060',
      jsonb_build_array(jsonb_build_object('key', cover || '-480.webp', 'width', 480))
    from projects`.execute(db)
  await sql`insert into archives (project_id, version, key, state, bytes, size, sent, milliseconds)
    select id, version, 'u/bench/archives/' || id || '.zip', 'made', 1000, 1000, 1000, 10 from projects`.execute(
    db,
  )
}
