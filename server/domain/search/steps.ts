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
  walkByHead,
} from '../../db/search.ts'
import type { Plan } from './plan.ts'

/**
 * How results come, one step after the other: from the list of all or of a tag; else the best of all whose head
 * matches, or, where these are too many to rank, block by block of the list by time; then what matches with its texts;
 * then what has the words within longer ones.
 */
export const stepNames = ['list', 'tag', 'heads', 'walk', 'texts', 'alike'] as const
export type StepName = (typeof stepNames)[number]

/** Where results go on: in the block of a walk that begins after `from`, after the one found last. */
export type Cursor = { step: StepName; from?: Moment | undefined; after?: Found | undefined }

/** Some more, and where the next ones are; null at the end of all. */
type Some = { found: Found[]; step: StepName; from?: Moment | undefined; next: Cursor | null }
type Step = (db: Db, plan: Plan, cursor: Cursor, limit: number) => Promise<Some>

export const steps: Record<StepName, Step> = {
  async list(db, { sort }, { step, after }, limit) {
    return { step, found: await listByTime(db, { sort }, after, limit), next: null }
  },

  async tag(db, { tag }, { step, after }, limit) {
    return { step, found: await listByTag(db, tag, after, limit), next: null }
  },

  async heads(db, plan, { step, after }, limit) {
    if (plan.index === '') return { step, found: [], next: { step: 'walk' } }
    const { found, tooMany } = await listByHead(db, plan, after, limit)
    return tooMany ? { step, found: [], next: { step: 'walk' } } : { step, found, next: { step: 'texts' } }
  },

  async walk(db, plan, { step, from, after }) {
    const hits = await walkByHead(db, plan, from)
    const end = hits.length === block ? oldestOf(hits) : await endOfWalk(db, plan, from)
    const found = after ? hits.slice(hits.findIndex(({ id }) => id === after.id) + 1) : hits
    return { step, from, found, next: end ? { step: 'walk', from: end } : null }
  },

  async texts(db, plan, { step, after }, limit) {
    const found = plan.texts === '' ? [] : await listByTexts(db, plan, after, limit)
    return { step, found, next: plan.within.length > 0 ? { step: 'alike' } : null }
  },

  async alike(db, plan, { step, after }, limit) {
    const found = plan.within.length === 0 ? [] : await listAlike(db, plan, plan, after, limit)
    return { step, found, next: null }
  },
}

const oldestOf = (hits: readonly Found[]): Moment | undefined =>
  hits.reduce((oldest, hit) => (isOlder(hit, oldest) ? hit : oldest))

const isOlder = (one: Moment, other: Moment) =>
  one.time < other.time || (one.time === other.time && one.id < other.id)
