import type { Search, Sort } from '../../../src/search.ts'
import type { Db } from '../../db/schema.ts'
import {
  block,
  endOfWalk,
  type Found,
  listAlike,
  listByHead,
  listByTag,
  listByTexts,
  listByTime,
  type Moment,
  type Wanted,
  walkByHead,
} from '../../db/search.ts'
import { exactQueryOf, filterQueryOf, queryOf } from './query.ts'

/**
 * How results come, one step after the other: from the list of all or of a tag; else the best of all whose head
 * matches, or, where these are too many to rank, block by block of the list by time; then what matches with its texts;
 * then what has the words within longer ones.
 */
export const stepNames = ['list', 'tag', 'heads', 'walk', 'texts', 'alike'] as const
export type StepName = (typeof stepNames)[number]

/** Where results go on: in the block of a walk that begins after `from`, after the one found last. */
export type Cursor = { step: StepName; from?: Moment | undefined; after?: Found | undefined }

export type Asked = { search: Search; sort: Sort }
/** Some more, and where the next ones are; null at the end of all. */
type Some = { found: Found[]; step: StepName; from?: Moment | undefined; next: Cursor | null }
type Step = (db: Db, asked: Asked, cursor: Cursor, limit: number) => Promise<Some>

export const steps: Record<StepName, Step> = {
  async list(db, { sort }, { step, after }, limit) {
    return { step, found: await listByTime(db, { sort }, after, limit), next: null }
  },

  async tag(db, { search }, { step, after }, limit) {
    return { step, found: await listByTag(db, search.tags[0] ?? '', after, limit), next: null }
  },

  async heads(db, asked, { step, after }, limit) {
    const { found, tooMany } = await listByHead(db, wantedOf(asked), after, limit)
    return tooMany ? { step, found: [], next: { step: 'walk' } } : { step, found, next: { step: 'texts' } }
  },

  async walk(db, asked, { step, from, after }, _) {
    const wanted = wantedOf(asked)
    const hits = await walkByHead(db, wanted, from)
    const end = hits.length === block ? oldestOf(hits) : await endOfWalk(db, wanted, from)
    const found = after ? hits.slice(hits.findIndex(({ id }) => id === after.id) + 1) : hits
    return { step, from, found, next: end ? { step: 'walk', from: end } : null }
  },

  async texts(db, asked, { step, after }, limit) {
    const found = await listByTexts(db, wantedOf(asked), after, limit)
    return { step, found, next: withinOf(asked.search) ? { step: 'alike' } : null }
  },

  async alike(db, asked, { step, after }, limit) {
    const within = withinOf(asked.search)
    if (!within) return { step, found: [], next: null }
    const filter = filterQueryOf(asked.search)
    return { step, found: await listAlike(db, wantedOf(asked), { within, filter }, after, limit), next: null }
  },
}

const wantedOf = ({ search, sort }: Asked): Wanted => ({
  query: queryOf(search) ?? '',
  exact: exactQueryOf(search),
  sort,
})

const oldestOf = (hits: readonly Found[]): Moment | undefined =>
  hits.reduce((oldest, hit) => (isOlder(hit, oldest) ? hit : oldest))

const isOlder = (one: Moment, other: Moment) =>
  one.time < other.time || (one.time === other.time && one.id < other.id)

/** Trigrams need three letters; words side by side would not be found side by side. */
function withinOf({ terms }: Search): string[] | undefined {
  const words = terms.flatMap(({ parts }) => parts)
  const fits = words.length > 0 && terms.every(({ exact }) => !exact) && words.every(word => word.length >= 3)
  return fits ? words : undefined
}
