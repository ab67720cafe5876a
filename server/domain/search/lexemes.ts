import { fold, wordsOf } from '../../../src/words.ts'

/** What PostgreSQL ranks by: A counts most. */
export type Weight = 'A' | 'B' | 'C' | 'D'
export type Field = { text: string; weight: Weight }

/** Filters are lexemes too, so that one index answers words and filters together; no word has a colon. */
export const tagged = (tag: string) => `tag:${fold(tag)}`
export const madeBy = (username: string) => `by:${fold(username)}`
export const licensed = (id: string) => `license:${fold(id)}`
export const holding = (what: string) => `has:${what}`

// Positions past 2^14 - 1 are all the same to PostgreSQL, and it keeps 255 of a word: see its manual, 12.11 "Limitations".
const lastPosition = 16_383
/** Between fields, so that no phrase reaches from one into the next. */
const gap = 10

/** A tsvector in PostgreSQL's notation. `marks` have no position, and count for nothing in a rank. */
export function vectorOf(fields: readonly Field[], marks: readonly string[] = []): string {
  const places = new Map<string, string[]>(marks.map(mark => [mark, []]))
  let position = 1
  for (const { text, weight } of fields) {
    for (const word of wordsOf(text)) {
      place(places, word, position, weight)
      position++
    }
    position += gap
  }
  for (const { text, weight } of fields)
    for (const word of joinedOf(text)) place(places, word, lastPosition, weight)
  return [...places]
    .map(([word, where]) => (where.length > 0 ? `${quoted(word)}:${where.join()}` : quoted(word)))
    .join(' ')
}

function place(places: Map<string, string[]>, word: string, position: number, weight: Weight): void {
  const where = places.get(word) ?? []
  if (where.length < 250) where.push(`${Math.min(position, lastPosition)}${weight}`)
  places.set(word, where)
}

/** TR-808 is found as tr808 too. */
function joinedOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]+(?:[-'’./][\p{L}\p{N}]+)+/gu) ?? [])
    .map(compound => wordsOf(compound).join(''))
    .filter(word => word.length <= 60)
}

/** In the notation of tsvector and tsquery. */
export const quoted = (lexeme: string): string => `'${lexeme.replace(/['\\]/g, '$&$&')}'`
