/** `isCut`: there are more rows than these. */
export type Table = { rows: string[][]; isCut: boolean }

/**
 * A table as spreadsheets write it (RFC 4180): by commas, semicolons or tabs, whichever its first line has most of.
 * Takes what is not quite right as it is meant: a quote that never ends, rows of different lengths.
 */
export function tableOf(text: string, most = Number.POSITIVE_INFINITY): Table {
  const [hint = '', named] = /^sep=([,;\t|])\n/i.exec(text) ?? []
  const separator = named ?? separatorOf(text)
  const rows: string[][] = []
  let at = hint.length
  while (at < text.length && rows.length < most) {
    const row = readRow(text, at, separator)
    if (row.cells.some(cell => cell !== '')) rows.push(row.cells)
    at = row.end
  }
  return { rows, isCut: at < text.length }
}

function separatorOf(text: string): string {
  const first = /^.*[,;\t].*$/m.exec(text.slice(0, 10_000))?.[0] ?? ''
  const count = (separator: string) => first.replace(/"[^"]*"/g, '').split(separator).length
  return [';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best), ',')
}

/** `end` is where the next row begins. */
function readRow(text: string, start: number, separator: string): { cells: string[]; end: number } {
  const cells: string[] = []
  for (let at = start; ; at++) {
    const { cell, end } = text[at] === '"' ? readQuoted(text, at, separator) : readPlain(text, at, separator)
    cells.push(cell)
    at = end
    if (text[end] !== separator) return { cells, end: end + 1 }
  }
}

function readPlain(text: string, start: number, separator: string) {
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\n') end++
  return { cell: text.slice(start, end), end }
}

/** Two quotes stand for one; what follows the last one belongs to the cell. */
function readQuoted(text: string, start: number, separator: string) {
  let end = start + 1
  while (end < text.length && (text[end] !== '"' || text[end + 1] === '"')) end += text[end] === '"' ? 2 : 1
  const quoted = text.slice(start + 1, end).replaceAll('""', '"')
  const rest = readPlain(text, end + 1, separator)
  return { cell: quoted + rest.cell, end: Math.min(rest.end, text.length) }
}
