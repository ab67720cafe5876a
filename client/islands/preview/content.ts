import { textIn } from '../../../src/file-text.ts'
import { type Table, tableOf } from '../../../src/table.ts'
import type { Start } from './load.ts'

/** What is shown of a file, and what there is to say about it, which a link to the whole follows. */
export type Content = { shown?: HTMLElement; said: string }

type File = { look: string; path: string }

/** Never as markup: what a stranger wrote becomes text, and nothing else. */
export function contentOf(file: File, start: Start, signal: AbortSignal): Content {
  if (start.bytes.length === 0) return { said: 'This file is empty.' }
  if (file.look === 'picture') return pictureOf(file, start, signal)
  const text = textIn(start.bytes, start.isCut)
  if (text === undefined) return { said: 'This is not text, whatever its name says.' }
  return file.look === 'table' ? tableIn(file, text, start) : linesIn(file, text, start)
}

function pictureOf({ path }: File, { bytes }: Start, signal: AbortSignal): Content {
  const url = URL.createObjectURL(new Blob([bytes]))
  const shown = element('div', 'preview-picture')
  const image = document.createElement('img')
  image.alt = path
  image.src = url
  image.addEventListener('error', () => {
    shown.textContent = 'This browser cannot show this picture.'
  })
  signal.addEventListener('abort', () => URL.revokeObjectURL(url))
  shown.append(image)
  return { shown, said: '' }
}

/** The first names the columns. */
const mostRows = 1001

function tableIn({ path }: File, text: string, { isCut }: Start): Content {
  const table = tableOf(isCut ? text.slice(0, text.lastIndexOf('\n') + 1) : text, mostRows)
  const shown = regionOf(path, 'preview-table')
  shown.append(drawn(table))
  const isPart = isCut || table.isCut
  return { shown, said: isPart ? `The first ${table.rows.length - 1} rows.` : '' }
}

/** The first row names the columns. */
function drawn({ rows: [first = [], ...rows] }: Table): HTMLTableElement {
  const table = document.createElement('table')
  const head = table.createTHead().insertRow()
  for (const cell of first) head.append(Object.assign(element('th'), { scope: 'col', textContent: cell }))
  const body = table.createTBody()
  for (const row of rows) {
    const line = body.insertRow()
    for (const cell of row) line.insertCell().textContent = cell
  }
  return table
}

/** Longer lines of prose are paragraphs, not drawings made of letters. */
const longest = 120

function linesIn({ path, look }: File, text: string, { isCut }: Start): Content {
  const lines = text.replace(/\n$/, '').split('\n')
  const shown = regionOf(path, 'preview-text')
  const words = Object.assign(element('pre'), { textContent: text })
  if (look === 'text') shown.append(numbersOf(lines.length))
  else if (lines.some(({ length }) => length > longest)) words.className = 'wrapped'
  shown.append(words)
  return { shown, said: isCut ? `The first ${lines.length} lines.` : '' }
}

function numbersOf(count: number): HTMLElement {
  const numbers = element('pre', 'line-numbers')
  numbers.ariaHidden = 'true'
  numbers.textContent = Array.from({ length: count }, (_, index) => index + 1).join('\n')
  return numbers
}

/** Scrolled by keyboard too. */
function regionOf(path: string, className: string): HTMLElement {
  return Object.assign(element('div', className), {
    role: 'region',
    ariaLabel: `Content of ${path}`,
    tabIndex: 0,
  })
}

function element<Tag extends 'div' | 'pre' | 'th'>(tag: Tag, className = '') {
  return Object.assign(document.createElement(tag), { className })
}
