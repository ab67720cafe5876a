import { codeBlock } from './blocks.ts'
import { type Edit, edited, type Field, replacement } from './edit.ts'

/** How a mark is written, the form we write first. */
const forms = {
  bold: ['**', '__'],
  italic: ['_', '*'],
  strikethrough: ['~~', '~'],
  code: ['`'],
} as const

export type Mark = keyof typeof forms

const allForms: readonly string[] = Object.values(forms).flat()

/** Marks what is selected, or the word at the caret; takes the mark away where it is there already. */
export function mark(field: Field, mark: Mark): Edit {
  if (!field.text.slice(field.start, field.end).includes('\n')) return markInLine(field, mark)
  return mark === 'code' ? codeBlock(field) : markLines(field, mark)
}

function markInLine(field: Field, mark: Mark): Edit {
  const [start, end] = wordsAt(field)
  const found = markAround(field.text, start, end, mark) ?? markWithin(field.text, start, end, mark)
  return found ? unmarked(field, found) : marked(field, start, end, mark)
}

/** A stretch of text between marks; the marks' lengths are the same on both sides. */
type Found = { from: number; to: number; length: number }

function markAround(text: string, start: number, end: number, mark: Mark): Found | undefined {
  const form = forms[mark].find(form => isAround(text, start, end, form))
  if (form !== undefined) return { from: start - form.length, to: end + form.length, length: form.length }
  // Perhaps further out, with another mark in between.
  const other = allForms.find(form => isAround(text, start, end, form))
  return other === undefined ? undefined : markAround(text, start - other.length, end + other.length, mark)
}

const isAround = (text: string, start: number, end: number, form: string) =>
  text.slice(start - form.length, start) === form &&
  text.slice(end, end + form.length) === form &&
  isWhole(text, start, end, form)

function markWithin(text: string, start: number, end: number, mark: Mark): Found | undefined {
  for (const { length } of forms[mark]) {
    if (end - start < 2 * length + 1) continue
    const inner = markAround(text, start + length, end - length, mark)
    if (inner?.from === start) return inner
  }
  return undefined
}

/** `*` is a mark of its own, and half of `**`; three are both. */
function isWhole(text: string, start: number, end: number, form: string): boolean {
  const char = form.charAt(0)
  const run = Math.min(runOf(text, start - 1, -1, char), runOf(text, end, 1, char))
  return form.length === 1 ? run % 2 === 1 : run >= 2
}

function runOf(text: string, from: number, step: 1 | -1, char: string): number {
  let length = 0
  while (text[from + step * length] === char) length++
  return length
}

function unmarked(field: Field, { from, to, length }: Found): Edit {
  const insert = field.text.slice(from + length, to - length)
  const within = (place: number) => Math.min(Math.max(place - length, from), from + insert.length)
  return { from, to, insert, start: within(field.start), end: within(field.end) }
}

function marked({ text, start: caret, end: head }: Field, start: number, end: number, mark: Mark): Edit {
  const form = formFor(text, start, end, mark)
  const insert = form + text.slice(start, end) + form
  const shift = form.length
  return caret === head
    ? { from: start, to: end, insert, start: caret + shift, end: caret + shift }
    : { from: start, to: end, insert, start: start + shift, end: end + shift }
}

/** `_` does not work inside a word, and code that holds a backtick needs two around it. */
function formFor(text: string, start: number, end: number, mark: Mark): string {
  const isInside = isLetter(text[start - 1]) || isLetter(text[end])
  if (mark === 'italic' && isInside) return '*'
  return mark === 'code' && text.slice(start, end).includes('`') ? '``' : forms[mark][0]
}

/** The selection without the spaces at its ends; for a caret, the word it is in. */
function wordsAt({ text, start, end }: Field): [number, number] {
  if (start === end) {
    let [from, to] = [start, end]
    while (isLetter(text[from - 1])) from--
    while (isLetter(text[to])) to++
    return [from, to]
  }
  const selected = text.slice(start, end)
  if (selected.trim() === '') return [start, end]
  return [
    start + selected.length - selected.trimStart().length,
    end - (selected.length - selected.trimEnd().length),
  ]
}

const isLetter = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}\p{M}’'-]/u.test(char)

/** A mark ends with its paragraph, so that each line gets its own. */
function markLines(field: Field, mark: Mark): Edit {
  const lines = field.text.slice(field.start, field.end).split('\n')
  const hasMark = lines.every(line => line.trim() === '' || isMarked(line, mark))
  const insert = lines
    .map(line => (line.trim() === '' || isMarked(line, mark) !== hasMark ? line : toggled(line, mark)))
    .join('\n')
  return { ...replacement(field.start, field.end, insert), start: field.start }
}

const blockPrefix = /^\s*(?:>\s?)*(?:[-*+] (?:\[[ xX]\] )?|\d+[.)] |#{1,6} )?/

const contentOf = (line: string): Field => {
  const start = blockPrefix.exec(line)?.[0].length ?? 0
  return { text: line, start, end: line.trimEnd().length }
}

function isMarked(line: string, mark: Mark): boolean {
  const { text, start, end } = contentOf(line)
  return markWithin(text, start, end, mark) !== undefined
}

function toggled(line: string, mark: Mark): string {
  const content = contentOf(line)
  return edited(content, markInLine(content, mark)).text
}

/** Makes the selection, or the word at the caret, a link; a link is made its text again. */
export function link(field: Field): Edit {
  const there = linkAt(field)
  if (there) return there
  const [start, end] = wordsAt(field)
  const words = field.text.slice(start, end)
  if (isAddress(words))
    return { from: start, to: end, insert: `[](${words})`, start: start + 1, end: start + 1 }
  const address = 'https://'
  const from = start + words.length + 3
  const insert = `[${words}](${address})`
  // Without words to link they come first; otherwise the address is what is to be typed.
  if (words === '') return { from: start, to: end, insert, start: start + 1, end: start + 1 }
  return { from: start, to: end, insert, start: from, end: from + address.length }
}

export const isAddress = (text: string) => /^(https?:\/\/|mailto:)\S+$/i.test(text.trim())

function linkAt({ text, start, end }: Field): Edit | undefined {
  const begin = text.lastIndexOf('\n', start - 1) + 1
  const line = text.slice(begin).split('\n', 1)[0] ?? ''
  for (const match of line.matchAll(/(?<!!)\[([^\][]*)\]\(([^()\s]*)\)/g)) {
    const from = begin + match.index
    const to = from + match[0].length
    const words = match[1] || match[2] || ''
    if (start < from || end > to) continue
    return { from, to, insert: words, start: from, end: from + words.length }
  }
  return undefined
}
