import { marksIn } from '../../../src/marks.ts'
import { parseSearch } from '../../../src/search.ts'
import { textsOf } from '../../db/cards.ts'
import type { Db } from '../../db/schema.ts'

/** In characters, around the first word that matches. */
const before = 60
const length = 200

/** Where the texts of these projects say what was looked for, by number. */
export async function excerptsOf(
  db: Db,
  query: string,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const { terms } = parseSearch(query)
  const found = new Map<number, string>()
  for (const { id, texts } of await textsOf(db, ids)) {
    const excerpt = texts.map(plain).flatMap(text => excerptFrom(text, marksIn(text, terms)) ?? [])[0]
    if (excerpt !== undefined) found.set(id, excerpt)
  }
  return found
}

function excerptFrom(text: string, marks: ReturnType<typeof marksIn>): string | undefined {
  const [first] = marks
  if (!first) return undefined
  const begin = beginOfWord(text, Math.max(0, first.begin - before))
  const end = endOfWord(text, Math.min(text.length, begin + length))
  return `${begin > 0 ? '… ' : ''}${text.slice(begin, end).trim()}${end < text.length ? ' …' : ''}`
}

const beginOfWord = (text: string, near: number) =>
  near === 0 ? 0 : Math.max(text.indexOf(' ', near) + 1, near)

function endOfWord(text: string, near: number): number {
  const space = text.lastIndexOf(' ', near)
  return near === text.length || space <= 0 ? near : space
}

/** Without most of what Markdown adds. */
const plain = (text: string) =>
  text
    .replace(/!?\[([^\]]{0,300})\]\([^)]{0,1000}\)/g, '$1')
    .replace(/[#*_`>|~]+|<[^>]{0,300}>/g, ' ')
    .replace(/\s+/g, ' ')
