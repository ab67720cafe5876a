import type { Search, Term } from '../../../src/search.ts'
import { holding, licensed, madeBy, quoted, tagged } from './lexemes.ts'

/** A search as a tsquery in PostgreSQL's notation; undefined where there is nothing to look for. */
export function queryOf(search: Search): string | undefined {
  return allOf([...search.terms.map(termQuery), ...filterQueries(search)])
}

/** Without its words. */
export const filterQueryOf = (search: Search): string | undefined => allOf(filterQueries(search))

/** For ranks: what a word begins counts less than the word itself. */
export const exactQueryOf = ({ terms }: Search): string =>
  anyOf(terms.flatMap(({ parts }) => parts).map(quoted)) ?? ''

function filterQueries({ tags, without, by, licences, has }: Search): string[] {
  const makers = anyOf(by.map(madeBy).map(quoted))
  return [
    ...tags.map(tagged).map(quoted),
    ...without.map(tag => `!${quoted(tagged(tag))}`),
    ...(makers === undefined ? [] : [makers]),
    ...licences.map(licensed).map(begun),
    ...has.map(holding).map(quoted),
  ]
}

/** Of one and two letters too much begins with them. */
const shortest = 3

const begun = (lexeme: string) => `${quoted(lexeme)}:*`
const wordQuery = (word: string) => (word.length < shortest ? quoted(word) : begun(word))

function termQuery({ parts, exact }: Term): string {
  if (exact) return parts.map(quoted).join(' <-> ')
  const apart = allOf(parts.map(wordQuery)) ?? ''
  // TR-808 finds TR808 too.
  return parts.length > 1 ? `(${apart} | ${begun(parts.join(''))})` : apart
}

const allOf = (queries: string[]) => (queries.length > 0 ? queries.map(inBrackets).join(' & ') : undefined)
const anyOf = (queries: string[]) => (queries.length > 0 ? `(${queries.join(' | ')})` : undefined)
const inBrackets = (query: string) => (query.includes(' <-> ') ? `(${query})` : query)
