import { sql } from 'kysely'
import type { Card, Picture } from '../../src/project.ts'
import type { StoredFile } from './projects.ts'
import type { Db } from './schema.ts'

export type StoredCard = Omit<Card, 'cover' | 'excerpt'> & {
  cover: Pick<StoredFile, 'key' | Exclude<keyof Picture, 'url'>> | null
  projectId: number
}

/** In the order asked for; what has vanished meanwhile is left out. */
export async function cardsOf(db: Db, projectIds: readonly number[]): Promise<StoredCard[]> {
  if (projectIds.length === 0) return []
  const rows = await cards(db)
    .where('projects.id', 'in', projectIds)
    .where('projects.status', '=', 'published')
    .execute()
  const byId = new Map(rows.map(row => [row.id, toCard(row)]))
  return projectIds.flatMap(id => byId.get(id) ?? [])
}

/** What they say at length, and the names of their files. */
export async function textsOf(
  db: Db,
  projectIds: readonly number[],
): Promise<{ id: number; texts: string[] }[]> {
  const rows = await db
    .selectFrom('projects')
    .select(['id', 'description', 'instructions'])
    .select(
      sql<string>`(select string_agg(path, ' · ') from project_files where project_id = projects.id)`.as(
        'paths',
      ),
    )
    .where('id', 'in', projectIds)
    .execute()
  return rows.map(({ id, description, instructions, paths }) => ({
    id,
    texts: [description, instructions, paths ?? ''],
  }))
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

const cards = (db: Db) =>
  db
    .selectFrom('projects')
    .innerJoin('accounts', 'accounts.id', 'owner_id')
    .leftJoin('project_files as cover', join =>
      join.onRef('cover.project_id', '=', 'projects.id').onRef('cover.key', '=', 'projects.cover'),
    )
    .select(['projects.id', 'slug', 'title', 'summary', 'tags', 'projects.status', 'updated'])
    .select(sql<string>`licences->>'docs'`.as('licence'))
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
  licence,
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
    licence,
    projectId: id,
  }
}
