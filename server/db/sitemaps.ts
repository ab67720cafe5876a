import { type RawBuilder, sql } from 'kysely'
import type { Db } from './schema.ts'

/** What anyone may read, by the number that it is found by. */
export type Located = { number: number; username: string; updated: Date }
export type LocatedProject = Located & { slug: string }

/** From the first number on, itself left out, to the last. */
export type Numbers = { after: number; upTo: number }

const isShown = sql<boolean>`suspended is null and not vanished`
const isPublished = sql<boolean>`status = 'published' and deleted is null`

export async function listLocatedProjects(
  db: Db,
  { after, upTo }: Numbers,
  limit: number,
): Promise<LocatedProject[]> {
  return db
    .selectFrom('projects')
    .innerJoin('accounts', 'accounts.id', 'owner_id')
    .select(['projects.id as number', 'username', 'slug', 'updated'])
    .where('projects.id', '>', after)
    .where('projects.id', '<=', upTo)
    .where(isPublished)
    .where(isShown)
    .orderBy('projects.id')
    .limit(limit)
    .execute()
}

/** Makers who have published something. */
export async function listLocatedMakers(db: Db, { after, upTo }: Numbers, limit: number): Promise<Located[]> {
  return db
    .selectFrom('accounts')
    .innerJoinLateral(
      query =>
        query
          .selectFrom('projects')
          .select(({ fn }) => fn.max('updated').as('updated'))
          .whereRef('owner_id', '=', 'accounts.id')
          .where(isPublished)
          .as('work'),
      join => join.on('work.updated', 'is not', null),
    )
    .select(['id as number', 'username', 'work.updated'])
    .where('id', '>', after)
    .where('id', '<=', upTo)
    .where(isShown)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Which ranges of so many numbers, from 1, hold a project that anyone may read. Looks at one of each only. */
export const filledProjectRanges = (db: Db, size: number): Promise<number[]> =>
  filledRanges(
    db,
    size,
    sql`projects`,
    sql`select from projects join accounts on accounts.id = owner_id
      where projects.id > (range - 1) * ${size}::bigint and projects.id <= range * ${size}::bigint
        and ${isPublished} and ${isShown}`,
  )

export const filledMakerRanges = (db: Db, size: number): Promise<number[]> =>
  filledRanges(
    db,
    size,
    sql`accounts`,
    sql`select from accounts where accounts.id > (range - 1) * ${size}::bigint
        and accounts.id <= range * ${size}::bigint and ${isShown}
        and exists (select from projects where owner_id = accounts.id and ${isPublished})`,
  )

async function filledRanges(
  db: Db,
  size: number,
  table: RawBuilder<unknown>,
  inRange: RawBuilder<unknown>,
): Promise<number[]> {
  const { rows } = await sql<{ range: number }>`select range
    from generate_series(1, (select coalesce(max(id), 0) from ${table}) / ${size}::bigint + 1) as range
    where exists (${inRange}) order by range`.execute(db)
  return rows.map(({ range }) => range)
}
