import type { Search } from '../../../src/search.ts'
import type { Db } from '../../db/schema.ts'
import { countsOf, mostRanked } from '../../db/search.ts'
import { queryOf } from './query.ts'
import type { Asked, Cursor } from './steps.ts'

/** Where the results of a search begin: with what is fast for as many as there may be. */
export async function beginningOf(db: Db, { search, sort }: Asked): Promise<Cursor> {
  if (queryOf(search) === undefined) return { step: 'list' }
  if (sort !== 'updated' && isOneTag(search)) return { step: 'tag' }
  return { step: (await estimate(db, search)) > mostRanked ? 'walk' : 'heads' }
}

const isOneTag = ({ terms, tags, without, by, licences, has }: Search) =>
  tags.length === 1 && [terms, without, by, licences, has].every(({ length }) => length === 0)

/** About how many heads match. Words that are looked for together stand together more often than by chance. */
async function estimate(db: Db, { terms, tags, by, licences, has }: Search): Promise<number> {
  if (by.length > 0) return 0
  const counts = await countsOf(db, { words: terms.flatMap(({ parts }) => parts), tags })
  const shares = [
    ...[...counts.words, ...counts.tags].map(count => Math.min(1, count / Math.max(1, counts.all))),
    ...[...licences, ...has].map(() => 0.3),
  ].toSorted((one, other) => one - other)
  return shares.reduce((all, share, index) => all * (index === 0 ? share : Math.sqrt(share)), counts.all)
}
