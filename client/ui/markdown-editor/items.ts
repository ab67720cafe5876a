import { type Edit, type Field, isInCode, linesAt, replacement } from './edit.ts'

const item = /^((?:\s*>)*\s*)(?:([-*+])|(\d{1,9})([.)]))( +)(\[[ xX]\] +)?/
const quote = /^((?:\s*> ?)+)/

/** What Enter does in a list or quote: the next item, or its end where this one is empty. */
export function nextItem(field: Field): Edit | undefined {
  const { text, start, end } = field
  if (start !== end || isInCode(field)) return undefined
  const { from, to } = linesAt(field)
  const line = text.slice(from, to)
  const found = item.exec(line) ?? quote.exec(line)
  if (!found || start < from + found[0].length) return undefined
  if (line.slice(found[0].length).trim() === '') return ending(found, from, to)
  return replacement(start, start, `\n${beginning(found)}`)
}

function beginning([whole, before = '', bullet, number, dot = '', gap = '', task]: RegExpExecArray): string {
  if (bullet === undefined && number === undefined) return whole
  const mark = bullet ?? `${Number(number) + 1}${dot}`
  return `${before}${mark}${gap}${task === undefined ? '' : '[ ] '}`
}

/**
 * An empty item goes, what it stood in stays: first the list ends, then the quote. Without an empty line what is
 * written next would still belong to it.
 */
function ending([, before = '', bullet, number]: RegExpExecArray, from: number, to: number): Edit {
  const isItem = bullet !== undefined || number !== undefined
  const quote = isItem && before.includes('>') ? before : ''
  return replacement(from, to, `${quote.trimEnd()}\n${quote}`)
}

/** Each line of the selection further in: below the words of the item before it, whose numbers begin again. */
export function indent(field: Field): Edit {
  const { from } = linesAt(field)
  const before = field.text.slice(0, from).trimEnd().split('\n').at(-1) ?? ''
  const own = /^ */.exec(field.text.slice(from))?.[0].length ?? 0
  const words = wordsOf(before)
  const step = ' '.repeat(words > own ? words - own : 2)
  return shifted(field, line => `${step}${line.replace(/^( *)\d{1,9}(?=[.)] )/, '$11')}`)
}

/** Where an item's words begin; 0 for what is none. */
function wordsOf(line: string): number {
  const [, before = '', bullet, number = '', dot = '', gap = ''] = item.exec(line) ?? []
  return bullet === undefined && number === ''
    ? 0
    : before.length + (bullet ?? number + dot).length + gap.length
}

/** As far as bullets or numbers stand in. */
export function outdent(field: Field): Edit {
  return shifted(field, line => line.replace(/^(\t| {3}(?=\S)| {1,2})/, ''))
}

function shifted(field: Field, shift: (line: string) => string): Edit {
  const { from, to, lines } = linesAt(field)
  const changed = lines.map(shift)
  const insert = changed.join('\n')
  const first = (changed[0]?.length ?? 0) - (lines[0]?.length ?? 0)
  const start = Math.max(from, field.start + first)
  return { from, to, insert, start, end: Math.max(start, field.end + insert.length - (to - from)) }
}
