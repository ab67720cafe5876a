import { type RawBuilder, sql } from 'kysely'
import type { Sort } from '../../src/search.ts'
import type { Db } from './schema.ts'

/** A project in a list: by its score first, then by time (microseconds since 1970), then by number. */
export type Found = { score: number; time: number; id: number }
/** Where a list by time goes on: after this. */
export type Moment = Pick<Found, 'time' | 'id'>

/**
 * All are tsqueries: `query` is what must match; `index` and `texts` are parts of it, or whole words for what it has of
 * them, that indexes answer fast; `exact` ranks. Scores are 0 unless sorted by relevance.
 */
export type Wanted = { query: string; index: string; texts: string; exact: string; sort: Sort }

/** No more are ranked at once. */
export const mostRanked = 3000
/** So many that match are taken from a walk through a list, and ranked. */
export const block = 60
/** So many of a list are looked through for them. */
const longestWalk = 6000
const mostInTexts = 120
const mostAlike = 300

/** Those whose title, tags, maker and summary say all of it; `tooMany` where only some of them were looked at. */
export async function listByHead(
  db: Db,
  wanted: Wanted,
  after: Found | undefined,
  limit: number,
): Promise<{ found: Found[]; tooMany: boolean }> {
  const { rows } = await sql<(Found | { id: null }) & { hits: number }>`
    with hits as materialized (
      select head, published, updated, project_id from project_search
      where visible and head @@ ${wanted.index}::tsquery limit ${mostRanked + 1}
    ), ranked as materialized (
      select ${foundBy(wanted, 'head')} from hits where ${matches('head', wanted.query)}
    ), best as (
      select score, time, id from ranked where ${isAfter(after)} ${bestFirst} limit ${limit}
    )
    select score, time, id, (select count(*)::int from hits) as hits
      from (select) as always left join best on true ${bestFirst}`.execute(db)
  const found = rows.flatMap(row => (row.id === null ? [] : toFound(row)))
  return { found, tooMany: (rows[0]?.hits ?? 0) > mostRanked }
}

/** The next block of what matches in the list by time, best first. */
export async function walkByHead(db: Db, wanted: Wanted, from: Moment | undefined): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with hits as materialized (
      select ${foundBy(wanted, 'head')} from (${walk(wanted, from)}) as walk
      where head @@ ${wanted.query}::tsquery limit ${block}
    )
    select score, time, id from hits ${bestFirst}`.execute(db)
  return rows
}

/** Where a walk ends that found less than a block; undefined at the end of the list. */
export async function endOfWalk(
  db: Db,
  { sort }: Pick<Wanted, 'sort'>,
  from: Moment | undefined,
): Promise<Moment | undefined> {
  const { rows } = await sql<Moment>`
    select ${micros(sort)} as time, project_id as id from project_search where visible and ${isBefore(sort, from)}
      order by ${columnOf(sort)} desc, project_id desc offset ${longestWalk - 1} limit 1`.execute(db)
  return rows[0]
}

/** Those that say all of it only with what stands in their texts and file names: some, where they are many. */
export async function listByTexts(
  db: Db,
  wanted: Wanted,
  after: Found | undefined,
  limit: number,
): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with hits as materialized (
      select project_id, words from project_words where words @@ ${wanted.texts}::tsquery limit ${mostInTexts}
    ), ranked as materialized (
      select ${foundBy(wanted, 'words')} from hits join project_search using (project_id)
      where visible and ${matches('words', wanted.query)} and not ${matches('head', wanted.query)}
    )
    select score, time, id from ranked where ${isAfter(after)} ${bestFirst} limit ${limit}`.execute(db)
  return rows
}

/** Those in whose title, tags or maker each of these stands within a word; `filter` is a tsquery. */
export async function listAlike(
  db: Db,
  { query, sort }: Wanted,
  { within, filter }: { within: readonly string[]; filter: string | undefined },
  after: Found | undefined,
  limit: number,
): Promise<Found[]> {
  const names = sql.join(
    within.map(word => sql`name like ${`%${word}%`}`),
    sql` and `,
  )
  return db.transaction().execute(async db => {
    // Where many seem to match, PostgreSQL would read the whole table until it has found enough.
    await sql`set local enable_seqscan = off`.execute(db)
    const { rows } = await sql<Found>`
    with alike as materialized (
      select * from project_search
      where visible and ${names} and ${filter === undefined ? sql`true` : matches('head', filter)} limit ${mostAlike}
    ), hits as materialized (
      select 0 as score, ${micros(sort)} as time, project_id as id from alike
      join project_words using (project_id) where not ${matches('words', query)}
    )
    select score, time, id from hits where ${isAfter(after)} ${bestFirst} limit ${limit}`.execute(db)
    return rows
  })
}

/** All there is, or all of one maker, by time. */
export async function listByTime(
  db: Db,
  { sort, ownerId }: Pick<Wanted, 'sort'> & { ownerId?: number | undefined },
  after: Moment | undefined,
  limit: number,
): Promise<Found[]> {
  const owner = ownerId === undefined ? sql`true` : sql`owner_id = ${ownerId}::bigint`
  const { rows } = await sql<Found>`
    select 0 as score, ${micros(sort)} as time, project_id as id from project_search
    where visible and ${owner} and ${isBefore(sort, after)}
    order by ${columnOf(sort)} desc, project_id desc limit ${limit}`.execute(db)
  return rows
}

/** All under one tag, the newest first. */
export async function listByTag(
  db: Db,
  tag: string,
  after: Moment | undefined,
  limit: number,
): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select 0 as score, ${micros('newest')} as time, project_id as id from project_tags
    where tag = ${tag} and ${isBefore('newest', after)}
    order by published desc, project_id desc limit ${limit}`.execute(db)
  return rows
}

/** Of each word in how many heads about it stands, and one that begins with it; of each tag how many projects have it. */
export type Counts = { all: number; words: { whole: number; begun: number }[]; tags: number[] }

export async function countsOf(
  db: Db,
  { words, tags }: { words: readonly string[]; tags: readonly string[] },
): Promise<Counts> {
  const { rows } = await sql<{ all: number; whole: number[]; begun: number[]; tags: number[] }>`
    select
      coalesce((select projects from search_words where word = ''), 0) as "all",
      array(select coalesce((select projects from search_words where search_words.word = asked.word), 0)
        from unnest(${words}::text[]) with ordinality as asked (word, n) order by n) as whole,
      array(select (select coalesce(sum(projects), 0)::int from search_words
        where search_words.word >= asked.word and search_words.word < asked.word || U&'\\FFFF')
        from unnest(${words}::text[]) with ordinality as asked (word, n) order by n) as begun,
      array(select coalesce((select projects from tags where tags.tag = asked.tag), 0)
        from unnest(${tags}::text[]) with ordinality as asked (tag, n) order by n) as tags`.execute(db)
  const { all = 0, whole = [], begun = [], tags: ofTags = [] } = rows[0] ?? {}
  return { all, words: whole.map((count, at) => ({ whole: count, begun: begun[at] ?? 0 })), tags: ofTags }
}

/** Read row by row, so that no index is asked for what it is slow to answer. */
const matches = (column: 'head' | 'words', query: string) =>
  sql`ts_match_vq(${sql.ref(column)}, ${query}::tsquery)`

const toFound = ({ score, time, id }: Found): Found => ({ score, time, id })

const bestFirst = sql`order by score desc, time desc, id desc`

/** In millionths, so that it is the same number wherever it is read. */
function foundBy({ query, exact, sort }: Wanted, column: 'head' | 'words'): RawBuilder<unknown> {
  const rank = (query: string) => sql`ts_rank(${sql.ref(column)}, ${query}::tsquery)`
  const score = sort === 'relevance' ? sql`((${rank(query)} + 2 * ${rank(exact)}) * 1000000)::int` : sql`0`
  return sql`${score} as score, ${micros(sort)} as time, project_id as id`
}

/** Read only as far as somebody asks. */
const walk = ({ sort }: Wanted, from: Moment | undefined) =>
  sql`select project_id, published, updated, head from project_search where visible and ${isBefore(sort, from)}
    order by ${columnOf(sort)} desc, project_id desc limit ${longestWalk}`

const isAfter = (after: Found | undefined) =>
  after
    ? sql`(score, time, id) < (${after.score}::int, ${after.time}::bigint, ${after.id}::bigint)`
    : sql`true`

const isBefore = (sort: Sort, moment: Moment | undefined) =>
  moment
    ? sql`(${columnOf(sort)}, project_id) < (${timestamp(moment.time)}, ${moment.id}::bigint)`
    : sql`true`

const columnOf = (sort: Sort) => sql.ref(sort === 'updated' ? 'updated' : 'published')
const micros = (sort: Sort) => sql`(extract(epoch from ${columnOf(sort)}) * 1000000)::bigint`
const timestamp = (time: number) =>
  sql`(timestamptz 'epoch' + ${time}::double precision * interval '1 microsecond')`
