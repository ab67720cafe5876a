import type { Search, Term } from '../../../src/search.ts'
import { holding, licensed, madeBy, quoted, tagged } from './lexemes.ts'

/** A search as a tsquery in PostgreSQL's notation; undefined where there is nothing to look for. */
export const queryOf = (search: Search): string | undefined =>
  allOf([...search.terms.map(termQuery), ...filterQueries(search)])

/** Without its words. */
export const filterQueryOf = (search: Search): string | undefined => allOf(filterQueries(search))

/** For ranks: what a word begins counts less than the word itself. */
export const exactQueryOf = ({ terms }: Search): string =>
  anyOf(terms.flatMap(({ parts }) => parts).map(quoted)) ?? ''

const filterQueries = ({ tags, without, by, licences, has }: Search): string[] => [
  ...tags.map(tagged).map(quoted),
  ...without.map(tag => `!${quoted(tagged(tag))}`),
  ...makersQuery(by),
  ...licences.map(licensed).map(begun),
  ...has.map(holding).map(quoted),
]

export const makersQuery = (by: readonly string[]): string[] =>
  [anyOf(by.map(madeBy).map(quoted)) ?? []].flat()

/** Of one and two letters too much begins with them. */
const shortest = 3

export const begun = (lexeme: string) => `${quoted(lexeme)}:*`
export const wordQuery = (word: string) => (word.length < shortest ? quoted(word) : begun(word))

function termQuery({ parts, exact }: Term): string {
  if (exact) return `(${parts.map(quoted).join(' <-> ')})`
  const apart = allOf(parts.map(wordQuery)) ?? ''
  // TR-808 finds TR808 too.
  return parts.length > 1 ? `((${apart}) | ${begun(parts.join(''))})` : apart
}

export const allOf = (queries: readonly string[]) => (queries.length > 0 ? queries.join(' & ') : undefined)
const anyOf = (queries: readonly string[]) => (queries.length > 0 ? `(${queries.join(' | ')})` : undefined)
