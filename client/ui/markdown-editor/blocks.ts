import { type Edit, type Field, linesAt } from './edit.ts'

export type LineKind = 'heading' | 'quote' | 'bullets' | 'numbers' | 'tasks'

const task = /^(\s*)[-*+] \[[ xX]\] /
const bullet = /^(\s*)[-*+] (?!\[[ xX]\] )/
const number = /^(\s*)\d{1,9}[.)] /
const anyItem = /^(\s*)(?:[-*+] \[[ xX]\] |[-*+] |\d{1,9}[.)] )/

/** How lines of a kind begin; `others` is what such a beginning takes the place of. */
const kinds: Record<LineKind, { own: RegExp; others: RegExp; begin: (place: number) => string }> = {
  heading: { own: /^()#{1,6} +/, others: /^()#{1,6} +/, begin: () => '## ' },
  quote: { own: /^()> ?/, others: /^()(?!)/, begin: () => '> ' },
  bullets: { own: bullet, others: anyItem, begin: () => '- ' },
  numbers: { own: number, others: anyItem, begin: place => `${place + 1}. ` },
  tasks: { own: task, others: anyItem, begin: () => '- [ ] ' },
}

/** Makes the lines of the selection headings, quotes or items, or plain again where they are that already. */
export function lines(field: Field, kind: LineKind): Edit {
  const { from, to, lines } = linesAt(field)
  const { own, others, begin } = kinds[kind]
  const counted = lines.length === 1 ? lines : lines.filter(isFull)
  const isOff = counted.length > 0 && counted.every(line => own.test(line))
  let place = 0
  const changed = lines.map(line => {
    if (lines.length > 1 && !isFull(line) && kind !== 'quote') return line
    return isOff ? line.replace(own, '$1') : withBeginning(line, others, begin(place++))
  })
  const insert = changed.join('\n')
  return { from, to, insert, ...selectionAfter(field, from, to, insert, changed[0] ?? '') }
}

const isFull = (line: string) => line.trim() !== ''

function withBeginning(line: string, others: RegExp, begin: string): string {
  const indent = /^\s*/.exec(line)?.[0] ?? ''
  if (others.test(line)) return line.replace(others, `$1${begin}`)
  return begin.startsWith('#') || begin.startsWith('>')
    ? begin + line
    : indent + begin + line.slice(indent.length)
}

/** A caret stays at its letter; a selection over lines covers the same lines afterwards. */
function selectionAfter({ start, end }: Field, from: number, to: number, insert: string, first: string) {
  const grown = insert.length - (to - from)
  if (insert.includes('\n')) return { start: from, end: from + insert.length }
  const within = (place: number) => Math.min(Math.max(place + grown, from), from + first.length)
  return { start: within(start), end: within(end) }
}

/** Fences the selected lines, or an empty line to type in; takes the fences away where they are. */
export function codeBlock(field: Field): Edit {
  const { from, to, lines } = linesAt(field)
  const inner = lines.join('\n')
  return unfenced(field.text, from, to, inner) ?? fenced(field.text, from, to, inner)
}

function unfenced(text: string, from: number, to: number, inner: string): Edit | undefined {
  const within = /^(`{3,}|~{3,})[^\n]*\n(?:([^]*)\n)?\1$/.exec(inner)
  if (within) return selected(from, to, within[2] ?? '')
  const before = /(?:^|\n)(`{3,}|~{3,})[^\n]*\n$/.exec(text.slice(0, from))
  const after = /^\n(`{3,}|~{3,}) *(?=\n|$)/.exec(text.slice(to))
  if (!before || !after || before[1] !== after[1]) return undefined
  const start = from - before[0].replace(/^\n/, '').length
  return selected(start, to + after[0].length, inner)
}

const selected = (from: number, to: number, insert: string): Edit => ({
  from,
  to,
  insert,
  start: from,
  end: from + insert.length,
})

function fenced(text: string, from: number, to: number, inner: string): Edit {
  const longest = Math.max(2, ...[...inner.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const before = gapBefore(text, from)
  const insert = `${before}${fence}\n${inner}\n${fence}${gapAfter(text, to)}`
  const start = from + before.length + fence.length + 1
  return { from, to, insert, start, end: start + inner.length }
}

/** A table to fill in, its first heading selected. */
export const table = (field: Field): Edit =>
  toggleBlock(field, '| Part | Value | Note |\n| --- | --- | --- |\n|  |  |  |', [2, 6])

export const rule = (field: Field): Edit => toggleBlock(field, '---')

/** Puts a block on lines of its own below the caret's; takes it away where the caret is in it, untouched. */
function toggleBlock(field: Field, block: string, select?: [number, number]): Edit {
  const { text, start } = field
  const at = text.lastIndexOf(block, start)
  const isThere = at !== -1 && start <= at + block.length && /(^|\n)$/.test(text.slice(0, at))
  if (!isThere) return blockBelow(field, block, select)
  const to = at + block.length + (text.startsWith('\n', at + block.length) ? 1 : 0)
  return { from: at, to, insert: '', start: at, end: at }
}

/** Puts a block on lines of its own, in place of the caret's line where that is empty, else below it. */
export function blockBelow(field: Field, block: string, select?: [number, number]): Edit {
  const { from, to, lines } = linesAt(field)
  const place = lines.every(line => !isFull(line)) ? from : to
  const before = gapBefore(field.text, place)
  const insert = before + block + gapAfter(field.text, to)
  const begin = place + before.length
  const [start, end] = select ?? [block.length, block.length]
  return { from: place, to, insert, start: begin + start, end: begin + end }
}

/** What is missing for an empty line before a block. */
function gapBefore(text: string, place: number): string {
  const before = text.slice(0, place)
  if (before.trim() === '' || /\n[ \t]*\n$/.test(before)) return ''
  return before.endsWith('\n') ? '\n' : '\n\n'
}

function gapAfter(text: string, place: number): string {
  const after = text.slice(place)
  if (after.trim() === '') return after.startsWith('\n') ? '' : '\n'
  if (/^\n[ \t]*(\n|$)/.test(after)) return ''
  return after.startsWith('\n') ? '\n' : '\n\n'
}
