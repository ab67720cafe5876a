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

/** An empty item goes, what it stood in stays: first the list ends, then the quote. */
function ending([, before = '', bullet, number]: RegExpExecArray, from: number, to: number): Edit {
  const isItem = bullet !== undefined || number !== undefined
  return replacement(
    from,
    to,
    isItem ? before.replace(/\s+$/, space => (before.includes('>') ? space : '')) : '',
  )
}

/** Two spaces more before each line of the selection. */
export function indent(field: Field): Edit {
  return shifted(field, line => `  ${line}`)
}

export function outdent(field: Field): Edit {
  return shifted(field, line => line.replace(/^(\t| {1,2})/, ''))
}

function shifted(field: Field, shift: (line: string) => string): Edit {
  const { from, to, lines } = linesAt(field)
  const changed = lines.map(shift)
  const insert = changed.join('\n')
  const first = (changed[0]?.length ?? 0) - (lines[0]?.length ?? 0)
  const start = Math.max(from, field.start + first)
  return { from, to, insert, start, end: Math.max(start, field.end + insert.length - (to - from)) }
}
