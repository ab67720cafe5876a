import { blockBelow } from './blocks.ts'
import { type Edit, type Field, isInCode, linesAt, replacement } from './edit.ts'
import { isAddress } from './marks.ts'
import { playerMark } from './video.ts'

/** What is pasted, as a browser tells it; empty where it does not. */
export type Pasted = { plain: string; html: string }

/** What a paste becomes where it is more than text: a link over a selection, a table of cells. */
export function pasted(field: Field, { plain, html }: Pasted): Edit | undefined {
  if (isInCode(field)) return undefined
  const rows = rowsOf(html) ?? rowsIn(plain)
  if (rows) return tableAt(field, rows)
  const player = playerFor(field, plain)
  if (player !== undefined) return blockBelow(field, player)
  const { text, start, end } = field
  const words = text.slice(start, end)
  const canLink = words.trim() !== '' && !words.includes('\n') && !isAddress(words) && isAddress(plain)
  if (!canLink || text.slice(start - 2, start) === '](') return undefined
  return replacement(start, end, `[${words}](${plain.trim()})`)
}

/** Where an address, or the code to embed it, stands alone. */
function playerFor(field: Field, plain: string): string | undefined {
  const isAlone = linesAt(field).lines.every(line => line.trim() === '')
  return isAlone && /^(?:https?:\/\/\S+|<iframe\b[^>]*>\s*(?:<\/iframe>)?)$/.test(plain.trim())
    ? playerMark(plain)
    : undefined
}

/** Cells as spreadsheets and pages hand them over: a table in HTML, with nothing beside it. */
function rowsOf(html: string): string[][] | undefined {
  if (!/<table\b/i.test(html)) return undefined
  const { body } = new DOMParser().parseFromString(withoutStyles(html), 'text/html')
  const table = body.querySelector('table')
  if (!table || body.textContent.trim() !== table.textContent.trim()) return undefined
  return square([...table.rows].map(row => [...row.cells].flatMap(cellsOf)))
}

/** The page's policy would refuse them, aloud. */
const withoutStyles = (html: string) =>
  html.replace(/<style\b[^]*?(?:<\/style>|$)/gi, '').replace(/\sstyle=/gi, ' data-style=')

const cellsOf = ({ textContent, colSpan }: HTMLTableCellElement): string[] => [
  textContent,
  ...Array.from({ length: Math.min(colSpan, 100) - 1 }, () => ''),
]

/** Cells as plain text: two lines or more, each with the same number of tabs, none of them indentation. */
function rowsIn(plain: string): string[][] | undefined {
  const lines = plain.replace(/\r?\n$/, '').split(/\r?\n/)
  const rows = lines.map(line => line.split('\t'))
  const columns = rows[0]?.length ?? 0
  const isTable = lines.length > 1 && columns > 1 && rows.every(row => row.length === columns)
  return isTable && !lines.some(line => line.startsWith('\t')) ? square(rows) : undefined
}

/** Rows of equal length; undefined for a single cell, which is text. */
function square(rows: string[][]): string[][] | undefined {
  const columns = Math.max(0, ...rows.map(row => row.length))
  if (rows.length * columns < 2) return undefined
  return rows.map(row => [...row, ...Array.from({ length: columns - row.length }, () => '')])
}

/** Takes the selection's place, on lines of its own. */
function tableAt({ text, start, end }: Field, rows: string[][]): Edit {
  const [head = [], ...body] = rows.map(row => row.map(tidy))
  const lines = [head, head.map(() => '---'), ...body].map(cells => `| ${cells.join(' | ')} |`)
  const rest = text.slice(0, start) + text.slice(end)
  const block = blockBelow({ text: rest, start, end: start }, lines.join('\n'))
  const from = Math.min(start, block.from)
  return { ...block, from, to: block.to + end - start, insert: rest.slice(from, block.from) + block.insert }
}

const tidy = (cell: string) => cell.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|')
