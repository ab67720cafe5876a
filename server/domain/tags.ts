import { normaliseTag } from '../../src/project.ts'
import type { TagCount, TagCounts } from '../../src/tag.ts'
import type { Db } from '../db/schema.ts'
import { findTag, listTags, listTagsFrom } from '../db/tags.ts'
import { Invalid, NotFound } from './errors.ts'

/** `after` is the `next` of an earlier page. */
type Question = { begin: string; after?: string | undefined; limit: number }

/** The most used tags page by page; of those that begin like this, one page. */
export async function tagsFor(db: Db, { begin, after, limit }: Question): Promise<TagCounts> {
  const beginning = normaliseTag(begin)
  if (beginning !== '') return { tags: await listTagsFrom(db, beginning, limit), next: null }
  const found = await listTags(db, after === undefined ? undefined : placeOf(after), limit + 1)
  const tags = found.slice(0, limit)
  const last = found.length > limit ? tags.at(-1) : undefined
  return { tags, next: last ? `${last.projects}-${last.tag}` : null }
}

export async function tagCalled(db: Db, tag: string): Promise<TagCount> {
  const found = await findTag(db, normaliseTag(tag))
  if (!found) throw new NotFound(`No project has the tag ${tag}.`)
  return found
}

function placeOf(token: string): TagCount {
  const [, projects, tag] = /^(\d{1,9})-(.+)$/.exec(token) ?? []
  if (projects === undefined || tag === undefined)
    throw new Invalid({ after: 'This page of the list does not exist.' })
  return { tag, projects: Number(projects) }
}
