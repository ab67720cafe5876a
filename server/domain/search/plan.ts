import type { Search, Sort } from '../../../src/search.ts'
import type { Db } from '../../db/schema.ts'
import { type Counts, countsOf, mostRanked, type Wanted } from '../../db/search.ts'
import { holding, licensed, quoted, tagged } from './lexemes.ts'
import { allOf, begun, exactQueryOf, filterQueryOf, makersQuery, queryOf, wordQuery } from './query.ts'

/** How a search is gone about: what databases are asked, and in which way first. */
export type Plan = Wanted & {
  begin: 'list' | 'tag' | 'heads' | 'walk'
  tag: string
  filter: string | undefined
  /** Words to be looked for within others, where these are too few. */
  within: string[]
}

/** A part of a search that an index can answer, and of how many heads. */
type Anchor = { query: string; heads: number }

/** An index reads all that begins with a word before it answers: of more than this it is asked for the whole word. */
const mostBegun = 5000
/** As long as that many of what begins with a word are the word itself. */
const shareOfWhole = 1 / 20
/** By chance; words that are looked for together stand together more often. */
const mostExpected = 2 * mostRanked
/** The same of texts, where each word stands more often. */
const fewBegunInTexts = 1000
/** Of a word that begins more heads than this there are enough. */
const fewBegun = 200

export async function planOf(db: Db, search: Search, sort: Sort): Promise<Plan> {
  const { counts, heads } = await anchorsOf(db, search, sort)
  const rare = heads.filter(({ heads }) => heads <= mostRanked)
  const anchors = rare.length > 0 ? rare : heads
  const expected = anchors.reduce(
    (all, { heads }) => all * Math.min(1, heads / Math.max(1, counts.all)),
    counts.all,
  )
  const index = allOf(anchors.map(({ query }) => query))
  return {
    query: queryOf(search) ?? '',
    index: index ?? '',
    texts: textsQuery(search, counts),
    exact: exactQueryOf(search),
    sort,
    filter: filterQueryOf(search),
    tag: search.tags[0] ?? '',
    within: withinOf(search, counts),
    begin: beginOf(search, sort, index !== undefined && (rare.length > 0 || expected <= mostExpected)),
  }
}

function beginOf(search: Search, sort: Sort, isFew: boolean): Plan['begin'] {
  if (isListed(search, sort)) return queryOf(search) === undefined ? 'list' : 'tag'
  return isFew ? 'heads' : 'walk'
}

/** One query less for what is asked most. */
const isListed = (search: Search, sort: Sort) =>
  queryOf(search) === undefined || (sort !== 'updated' && isOneTag(search))
const nothingCounted: Counts = { all: 0, words: [], tags: [] }

const isOneTag = ({ terms, tags, without, by, licences, has }: Search) =>
  tags.length === 1 && [terms, without, by, licences, has].every(({ length }) => length === 0)

/** Those of licences and holdings are counted as words are. */
const wordsOf = ({ terms, licences, has }: Search) => [
  ...terms.flatMap(({ parts }) => parts),
  ...licences.map(licensed),
  ...has.map(holding),
]

async function anchorsOf(db: Db, search: Search, sort: Sort): Promise<{ counts: Counts; heads: Anchor[] }> {
  const words = wordsOf(search)
  const counts = isListed(search, sort) ? nothingCounted : await countsOf(db, { words, tags: search.tags })
  const whole = new Set(search.terms.filter(({ exact }) => exact).flatMap(({ parts }) => parts))
  return {
    counts,
    heads: [
      ...words.flatMap((word, at) => wordAnchor(word, counts.words[at], whole.has(word)) ?? []),
      ...search.tags.map((tag, at) => ({ query: quoted(tagged(tag)), heads: counts.tags[at] ?? 0 })),
      ...makersQuery(search.by).map(query => ({ query, heads: 0 })),
    ],
  }
}

function wordAnchor(
  word: string,
  { whole, begun: all } = { whole: 0, begun: 0 },
  isExact = false,
): Anchor | undefined {
  if (isExact) return { query: quoted(word), heads: whole }
  if (all <= mostBegun) return { query: word.includes(':') ? begun(word) : wordQuery(word), heads: all }
  return whole >= all * shareOfWhole ? { query: quoted(word), heads: whole } : undefined
}

/** Of texts, where there are more words still; words that stand in no head may be the beginning of one. */
function textsQuery(search: Search, { words }: Counts): string {
  const parts = search.terms.flatMap(({ parts, exact }) => parts.map(part => ({ part, exact })))
  const queries = parts.flatMap(({ part, exact }, at) => {
    const { whole, begun: all } = words[at] ?? { whole: 0, begun: 0 }
    if (exact || whole >= fewBegun) return quoted(part)
    return all <= fewBegunInTexts ? wordQuery(part) : []
  })
  return allOf([...queries, ...search.tags.map(tagged).map(quoted), ...makersQuery(search.by)]) ?? ''
}

/** Trigrams need three letters; words side by side would not be found side by side. */
function withinOf({ terms }: Search, { words: counts }: Counts): string[] {
  const words = terms.flatMap(({ parts }) => parts)
  const isFew = words.some((_, at) => (counts[at]?.begun ?? 0) < fewBegun)
  const fits = terms.every(({ exact }) => !exact) && words.every(word => word.length >= 3)
  return isFew && fits ? words : []
}
