import type { Term } from './search.ts'
import { fold, wordsOf } from './words.ts'

/** From `begin` up to `end`, in characters of the text as it is. */
export type Mark = { begin: number; end: number }

/** Which words of a text match what was looked for, the first ones first. */
export function marksIn(text: string, terms: readonly Term[]): Mark[] {
  const parts = terms.flatMap(({ parts, exact }) => parts.map(part => ({ part, exact })))
  if (parts.length === 0) return []
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)]
    .filter(([word]) => parts.some(({ part, exact }) => matches(word, part, exact)))
    .map(({ 0: word, index }) => ({ begin: index, end: index + word.length }))
}

function matches(word: string, part: string, exact: boolean): boolean {
  const folded = fold(word)
  if (exact || part.length < 3) return folded === part || wordsOf(word).includes(part)
  return folded.includes(part)
}
