import { sql } from 'kysely'
import type { TagCount } from '../../src/tag.ts'
import type { Db } from './schema.ts'

export async function findTag(db: Db, tag: string): Promise<TagCount | undefined> {
  return db
    .selectFrom('tags')
    .select(['tag', 'projects'])
    .where('tag', '=', tag)
    .where('projects', '>', 0)
    .executeTakeFirst()
}

/** The most used first, from after one of them on. */
export async function listTags(db: Db, after: TagCount | undefined, limit: number): Promise<TagCount[]> {
  return db
    .selectFrom('tags')
    .select(['tag', 'projects'])
    .where('projects', '>', 0)
    .$if(after !== undefined, query =>
      query.where(sql<boolean>`(-projects, tag) > (${-(after?.projects ?? 0)}::int, ${after?.tag ?? ''})`),
    )
    .orderBy(sql`-projects`)
    .orderBy('tag')
    .limit(limit)
    .execute()
}

/** So many that begin alike are looked at. */
const mostAlike = 2000

/** The most used of those that begin with this. */
export async function listTagsFrom(db: Db, begin: string, limit: number): Promise<TagCount[]> {
  const { rows } = await sql<TagCount>`
    select tag, projects from (
      select tag, projects from tags where tag >= ${begin} and tag < ${begin} || U&'\\FFFF' and projects > 0
      limit ${mostAlike}
    ) as alike order by projects desc, tag limit ${limit}`.execute(db)
  return rows
}
