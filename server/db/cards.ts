import { sql } from 'kysely'
import type { Card, Picture } from '../../src/project.ts'
import type { StoredFile } from './projects.ts'
import type { Db } from './schema.ts'

/** Where a list goes on: after the card published then, in microseconds since 1970, with this id. */
export type Place = { time: number; id: number }
export type StoredCard = Omit<Card, 'cover'> & {
  cover: Pick<StoredFile, 'key' | Exclude<keyof Picture, 'url'>> | null
  place: Place
}

export type Listing = {
  words?: string | undefined
  tags?: string[]
  ownerId?: number
  after?: Place | undefined
}

/** Published projects, newest first. `words` is a tsquery. */
export async function listPublished(
  db: Db,
  { words, tags = [], ownerId, after }: Listing,
  limit: number,
): Promise<StoredCard[]> {
  const rows = await cards(db)
    .where('projects.status', '=', 'published')
    .$if(ownerId !== undefined, query => query.where('owner_id', '=', ownerId ?? 0))
    .$if(words !== undefined, query => query.where(sql<boolean>`search @@ ${words}::tsquery`))
    .$if(tags.length > 0, query => query.where(sql<boolean>`tags @> ${tags}::text[]`))
    .$if(after !== undefined, query =>
      query.where(sql<boolean>`(published, projects.id) < (${timeOf(after?.time)}, ${after?.id}::bigint)`),
    )
    .orderBy('published', 'desc')
    .orderBy('projects.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toCard)
}

export async function listDrafts(db: Db, ownerId: number): Promise<StoredCard[]> {
  const rows = await cards(db)
    .where('owner_id', '=', ownerId)
    .where('projects.status', '<>', 'published')
    .orderBy('updated', 'desc')
    .limit(200)
    .execute()
  return rows.map(toCard)
}

const timeOf = (time = 0) =>
  sql<Date>`(timestamptz 'epoch' + ${time}::double precision * interval '1 microsecond')`

const cards = (db: Db) =>
  db
    .selectFrom('projects')
    .innerJoin('accounts', 'accounts.id', 'owner_id')
    .leftJoin('project_files as cover', join =>
      join.onRef('cover.project_id', '=', 'projects.id').onRef('cover.key', '=', 'projects.cover'),
    )
    .select(['projects.id', 'slug', 'title', 'summary', 'tags', 'projects.status', 'updated'])
    .select(sql<number>`(extract(epoch from coalesce(published, updated)) * 1000000)::bigint`.as('time'))
    .select(['username', 'name', 'cover.key', 'cover.alt', 'cover.width', 'cover.height'])
    .select(['cover.focus', 'cover.colour', 'cover.variants'])
    .where('deleted', 'is', null)
    .where('suspended', 'is', null)
    .where('vanished', '=', false)

type CardRow = Awaited<ReturnType<ReturnType<typeof cards>['execute']>>[number]

function toCard({
  id,
  slug,
  title,
  summary,
  tags,
  status,
  updated,
  time,
  username,
  name,
  ...cover
}: CardRow): StoredCard {
  const { key, alt, variants, ...look } = cover
  return {
    owner: { username, name },
    id: slug,
    title,
    summary,
    tags,
    status,
    updated: updated.toISOString(),
    cover: key === null ? null : { ...look, key, alt: alt ?? '', variants: variants ?? [] },
    place: { time, id },
  }
}
