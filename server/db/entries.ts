import { sql } from 'kysely'
import type { Card, Project, ProjectAddress } from '../../src/project.ts'
import type { StoredFile } from './projects.ts'
import type { Db } from './schema.ts'

/** A published project as feeds tell of it; `descriptionHtml` is null where it is too long for one. */
export type StoredEntry = Pick<Card, 'owner' | 'id' | 'title' | 'summary' | 'tags' | 'updated'> &
  Pick<Project, 'licences'> & {
    projectId: number
    published: string
    descriptionHtml: string | null
    cover: Omit<StoredFile, 'kind' | 'path' | 'caption' | 'sha256'> | null
  }

/** In characters of HTML: twenty longer ones make a feed that few readers fetch. */
const longest = 50_000

/** The published ones among these, in no order. */
export async function listEntries(db: Db, addresses: readonly ProjectAddress[]): Promise<StoredEntry[]> {
  if (addresses.length === 0) return []
  const rows = await db
    .selectFrom('projects')
    .innerJoin('accounts', 'accounts.id', 'owner_id')
    .leftJoin('project_files as cover', join =>
      join.onRef('cover.project_id', '=', 'projects.id').onRef('cover.key', '=', 'projects.cover'),
    )
    .select(['projects.id', 'slug', 'title', 'summary', 'tags', 'licences', 'username', 'name'])
    .select(['published', 'updated', 'cover.key', 'cover.type', 'cover.size', 'cover.alt', 'cover.width'])
    .select(['cover.height', 'cover.focus', 'cover.colour', 'cover.variants'])
    .select(
      sql<string | null>`case when length(description_html) <= ${longest} then description_html end`.as(
        'html',
      ),
    )
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('username', 'slug'),
        'in',
        addresses.map(({ owner, id }) => tuple(owner, id)),
      ),
    )
    .where('projects.status', '=', 'published')
    .where('deleted', 'is', null)
    .where('suspended', 'is', null)
    .where('vanished', '=', false)
    .execute()
  return rows.map(({ id, slug, username, name, html, published, updated, licences, ...row }) => {
    const { title, summary, tags, key, type, size, alt, variants, ...look } = row
    return {
      projectId: id,
      owner: { username, name },
      id: slug,
      title,
      summary,
      tags,
      licences,
      published: (published ?? updated).toISOString(),
      updated: updated.toISOString(),
      descriptionHtml: html,
      cover:
        key === null
          ? null
          : { ...look, key, type: type ?? '', size: size ?? 0, alt: alt ?? '', variants: variants ?? [] },
    }
  })
}
