import { minBy } from 'ramda'
import type { Search } from '../../../src/search.ts'
import type { Db } from '../../db/schema.ts'
import { listWordsLike, type Spelling } from '../../db/spellings.ts'

/** The query with each word that stands nowhere replaced by one that does; undefined where nothing is near. */
export async function correctionOf(db: Db, query: string, { terms }: Search): Promise<string | undefined> {
  let corrected = query.toLowerCase()
  const loose = terms.filter(({ exact }) => !exact)
  for (const word of loose.flatMap(({ parts }) => parts)) {
    const meant = await nearest(db, word)
    if (meant !== undefined) corrected = corrected.replace(word, meant)
  }
  return corrected === query.toLowerCase() ? undefined : corrected
}

async function nearest(db: Db, word: string): Promise<string | undefined> {
  if (word.length < 3) return undefined
  const near = (await listWordsLike(db, word))
    .map(spelling => ({ ...spelling, mistakes: mistakesBetween(word, spelling.word) }))
    .filter(({ mistakes }) => mistakes <= (word.length <= 4 ? 1 : 2))
  if (near.length === 0) return undefined
  const { word: meant } = near.reduce((best, other) => minBy(badness, best, other))
  return meant === word ? undefined : meant
}

/** Of equally near words the one that stands in more projects. */
const badness = ({ mistakes, projects }: Spelling & { mistakes: number }) =>
  mistakes - projects / (projects + 1)

/**
 * Letters to put in, leave out, replace or swap with their neighbour: optimal string alignment distance, as in
 * L. Boytsov, "Indexing methods for approximate dictionary searching" (2011), section 2.
 */
export function mistakesBetween(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) row.push(cheapest(rows, row, { one, other, i, j }))
    rows.push(row)
  }
  return rows.at(-1)?.at(-1) ?? 0
}

type Cell = { one: string; other: string; i: number; j: number }

function cheapest(rows: number[][], row: number[], { one, other, i, j }: Cell): number {
  const same = one[i - 1] === other[j - 1]
  const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
  return Math.min(
    at(rows[i - 1], j) + 1,
    at(row, j - 1) + 1,
    at(rows[i - 1], j - 1) + (same ? 0 : 1),
    swapped ? at(rows[i - 2], j - 2) + 1 : Number.POSITIVE_INFINITY,
  )
}

const at = (row: number[] | undefined, column: number) => row?.[column] ?? Number.POSITIVE_INFINITY
