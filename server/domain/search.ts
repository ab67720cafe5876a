import { copiesOf } from '../../src/crop.ts'
import type { Card, Cards, SearchResults } from '../../src/project.ts'
import { nearQueries, parseSearch, type Search, type Sort } from '../../src/search.ts'
import { cardsOf, type StoredCard } from '../db/cards.ts'
import type { Db } from '../db/schema.ts'
import { listByTime } from '../db/search.ts'
import type { Files } from '../files/files.ts'
import { withAddresses } from './project-files.ts'
import { correctionOf } from './search/corrections.ts'
import { cursorOf, tokenOf } from './search/cursors.ts'
import { excerptsOf } from './search/excerpts.ts'
import { type Page, pageOf } from './search/pages.ts'
import { planOf } from './search/plan.ts'

type Shelf = { db: Db; files: Files }
/** `after` is the `next` of an earlier page. */
type Part = { after?: string | undefined; limit: number }
type Question = Part & { query: string; sort?: Sort | undefined }

/** A page of what matches; where nothing does, of what matches when mistyped words are put right. */
export async function searchProjects(shelf: Shelf, { query, ...question }: Question): Promise<SearchResults> {
  const page = await find(shelf.db, query, question)
  if (page.hits.length > 0 || question.after !== undefined) return resultsOf(shelf, query, page)
  const instead = await correctionOf(shelf.db, query, parseSearch(query))
  const corrected = instead === undefined ? page : await find(shelf.db, instead, question)
  if (instead !== undefined && corrected.hits.length > 0)
    return { ...(await resultsOf(shelf, instead, corrected)), instead }
  return { ...(await resultsOf(shelf, query, page)), near: await findable(shelf.db, nearQueries(query)) }
}

async function findable(db: Db, queries: readonly string[]): Promise<string[]> {
  const found = await Promise.all(queries.map(query => find(db, query, { limit: 1 })))
  return queries.filter((_, index) => found[index]?.hits.length)
}

/** A page of a maker's published projects, the newest first. */
export async function projectsOf(shelf: Shelf, ownerId: number, { after, limit }: Part): Promise<Cards> {
  const from = after === undefined ? undefined : cursorOf(after).after
  const found = await listByTime(shelf.db, { sort: 'newest', ownerId }, from, limit + 1)
  const hits = found.slice(0, limit).map(found => ({ ...found, step: 'list' as const }))
  const next = found.length > limit ? { step: 'list' as const, after: found[limit - 1] } : null
  const { projects, next: token } = await resultsOf(shelf, '', { hits, next })
  return { projects, next: token }
}

async function find(db: Db, query: string, { sort, after, limit }: Omit<Question, 'query'>): Promise<Page> {
  const search = parseSearch(query)
  const plan = await planOf(db, search, sortOf(search, sort))
  const begin = after === undefined ? { step: plan.begin } : cursorOf(after)
  return pageOf(db, plan, begin, limit)
}

/** Filters alone say nothing of what is more relevant. */
const sortOf = ({ terms }: Search, sort: Sort = 'relevance'): Sort =>
  sort === 'relevance' && terms.length === 0 ? 'newest' : sort

async function resultsOf({ db, files }: Shelf, query: string, { hits, next }: Page): Promise<SearchResults> {
  const cards = await cardsOf(
    db,
    hits.map(({ id }) => id),
  )
  const inTexts = hits.filter(({ step }) => step === 'texts').map(({ id }) => id)
  const excerpts = await excerptsOf(db, query, inTexts)
  const projects = cards.map(card => ({
    ...toCard(card, files),
    excerpt: excerpts.get(card.projectId) ?? null,
  }))
  return { projects, next: next ? tokenOf(next) : null, instead: null, near: [] }
}

export function toCard({ projectId: _, cover, ...card }: StoredCard, files: Files): Card {
  if (!cover) return { ...card, cover, excerpt: null }
  const { key: _key, ...picture } = withAddresses({ ...cover, variants: copiesOf(cover.variants) }, files)
  return { ...card, cover: picture, excerpt: null }
}
