import { uniq } from 'ramda'
import { normaliseTag } from './project.ts'
import { isSign, wordsOf } from './words.ts'

/**
 * What must occur. Of `parts` each begins a word somewhere (`rever` finds Reverb), or they stand as they are, side by
 * side, where `exact`.
 */
export type Term = { parts: string[]; exact: boolean }

export const holdings = ['audio', 'pictures', 'files'] as const
export type Holding = (typeof holdings)[number]

/** What a visitor looks for: all of it, but one of `by`, and none of `without`. Names and licences in lower case. */
export type Search = {
  terms: Term[]
  tags: string[]
  without: string[]
  by: string[]
  licences: string[]
  has: Holding[]
}

export const sorts = ['relevance', 'newest', 'updated'] as const
export type Sort = (typeof sorts)[number]

export const longestQuery = 300
const most = 20

const token = /(-?)\[([^[\]]*)\]|"([^"]*)"|(?<!\S)(by|licen[cs]e|has):(\S+)|[^\s[\]"]+/giu

/** `spring "plate reverb" [eurorack] -[kit] by:ada license:cc-by-4.0 has:audio`; whatever else is typed is words. */
export function parseSearch(query: string): Search {
  const search: Search = { terms: [], tags: [], without: [], by: [], licences: [], has: [] }
  for (const [whole, minus, tag, phrase, name, value] of query.slice(0, longestQuery).matchAll(token)) {
    if (tag !== undefined) add(minus === '' ? search.tags : search.without, normaliseTag(tag))
    else if (phrase !== undefined) addTerm(search, phrase, true)
    else if (name === undefined || value === undefined || !narrow(search, name, value))
      addTerm(search, whole, false)
  }
  return search
}

function add<Value>(list: Value[], value: Value | ''): void {
  if (value !== '' && list.length < most && !list.includes(value)) list.push(value)
}

function addTerm({ terms }: Search, typed: string, exact: boolean): void {
  // A single sign can stand for many words.
  const room = most - terms.reduce((all, { parts }) => all + parts.length, 0)
  const parts = wordsOf(typed).slice(0, room)
  if (parts.length > 0) terms.push({ parts, exact: exact || (parts.length > 1 && parts.every(isSign)) })
}

function narrow(search: Search, name: string, typed: string): boolean {
  const value = typed.toLowerCase()
  const holding = holdings.find(holding => holding === value || holding === `${value}s`)
  switch (name.toLowerCase()) {
    case 'by':
      add(search.by, value)
      return true
    case 'has':
      if (holding) add(search.has, holding)
      return holding !== undefined
    default:
      add(search.licences, value)
      return true
  }
}

/** What stands in a query beside words, each as it is typed. */
export const filtersOf = (query: string): string[] =>
  uniq(
    [...query.matchAll(token)]
      .filter(([, , tag, , name]) => tag !== undefined || name !== undefined)
      .map(([whole]) => whole),
  )

const mostNear = 6

/** What asks for less: without the filters, each filter alone, each word alone. */
export function nearQueries(query: string): string[] {
  const filters = filtersOf(query)
  const words = filters.reduce(withoutFilter, query)
  return uniq([words, ...filters, ...words.split(' ')])
    .filter(near => near !== '' && near !== query)
    .slice(0, mostNear)
}

/** The query with one more filter, or without one. */
export const withFilter = (query: string, filter: string): string =>
  filtersOf(query).includes(filter) ? query : `${query} ${filter}`.trim()

export const withoutFilter = (query: string, filter: string): string =>
  query.replaceAll(filter, ' ').replace(/\s+/g, ' ').trim()
