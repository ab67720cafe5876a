import type { AnyPage } from '../../client/page.ts'

type Query = Record<string, string>

/** What a page reads of a query, and nothing else of it. */
export function readBy(page: AnyPage, query: Query): Query {
  if (!page.shared) return query
  const read = page.shared.query.flatMap(name => {
    const value = query[name]
    return value === undefined ? [] : [[name, value]]
  })
  return Object.fromEntries(read) as Query
}

export const keyOf = (path: string, query: Query): string => {
  const question = new URLSearchParams(query).toString()
  return question === '' ? path : `${path}?${question}`
}

/** The first of each: a name given twice is odd, not an error. */
export const queryOf = (params: URLSearchParams): Query => Object.fromEntries([...params].toReversed())

/** The key of what a request's address asks for, as it came: any, where no page is there. */
export function keysOf(pages: readonly AnyPage[]): (address: string) => string {
  const shared = pages.filter(page => page.shared).map(page => ({ page, pattern: patternOf(page.path) }))
  return address => {
    const question = address.indexOf('?')
    if (question < 0) return address
    const path = address.slice(0, question)
    const found = shared.find(({ pattern }) => pattern.test(path))
    if (!found) return address
    return keyOf(path, readBy(found.page, queryOf(new URLSearchParams(address.slice(question)))))
  }
}

const patternOf = (path: string) =>
  new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)
