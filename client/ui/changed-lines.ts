/** A line of a text beside another version of it; a gap stands for lines that are the same in both. */
export type Line = { kind: 'same' | 'changed' | 'gap'; text: string }

/** A line of both texts, or of one alone. */
type Row = { mine?: string | undefined; theirs?: string | undefined }

/** How many lines around a change are shown with it. */
const around = 1
/** Past this many pairs of lines, all between the first change and the last counts as changed. */
const mostPairs = 4_000_000

/** Of two texts the lines that differ, with what stands around them. */
export function changedLines(mine: string, theirs: string): { mine: Line[]; theirs: Line[] } {
  const rows = rowsOf(linesOf(mine), linesOf(theirs))
  const shown = shownOf(rows)
  return { mine: sideOf(rows, shown, 'mine'), theirs: sideOf(rows, shown, 'theirs') }
}

const linesOf = (text: string) => (text === '' ? [] : text.split('\n'))

/** Both texts in one, the lines that they share side by side. */
function rowsOf(mine: string[], theirs: string[]): Row[] {
  const shortest = Math.min(mine.length, theirs.length)
  let start = 0
  while (start < shortest && mine[start] === theirs[start]) start++
  let end = 0
  while (end < shortest - start && mine.at(-1 - end) === theirs.at(-1 - end)) end++
  return [
    ...mine.slice(0, start).map(both),
    ...compare(mine.slice(start, mine.length - end), theirs.slice(start, theirs.length - end)),
    ...mine.slice(mine.length - end).map(both),
  ]
}

const both = (text: string): Row => ({ mine: text, theirs: text })

function compare(mine: string[], theirs: string[]): Row[] {
  const rows: Row[] = []
  const longest = mine.length * theirs.length <= mostPairs ? longestCommon(mine, theirs) : () => 0
  let [i, j] = [0, 0]
  while (i < mine.length || j < theirs.length) {
    if (i < mine.length && j < theirs.length && mine[i] === theirs[j])
      rows.push({ mine: mine[i++], theirs: theirs[j++] })
    else if (j === theirs.length || (i < mine.length && longest(i + 1, j) >= longest(i, j + 1)))
      rows.push({ mine: mine[i++] })
    else rows.push({ theirs: theirs[j++] })
  }
  return rows
}

/** How many lines both have, in the same order, from these places on. */
function longestCommon(mine: string[], theirs: string[]): (i: number, j: number) => number {
  const width = theirs.length + 1
  const lengths = new Uint32Array((mine.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = mine.length - 1; i >= 0; i--) {
    for (let j = theirs.length - 1; j >= 0; j--) {
      const isSame = mine[i] === theirs[j]
      lengths[i * width + j] = isSame ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  return at
}

/** Places of rows that changed or are near one that did. */
function shownOf(rows: Row[]): Set<number> {
  const shown = new Set<number>()
  rows.forEach((row, index) => {
    if (isShared(row)) return
    for (let near = index - around; near <= index + around; near++) shown.add(near)
  })
  return shown
}

const isShared = ({ mine, theirs }: Row) => mine !== undefined && theirs !== undefined

function sideOf(rows: Row[], shown: Set<number>, side: keyof Row): Line[] {
  return rows.flatMap((row, index): Line[] => {
    const text = row[side]
    if (!shown.has(index)) return index > 0 && !shown.has(index - 1) ? [] : [{ kind: 'gap', text: '' }]
    if (text === undefined) return []
    return [{ kind: isShared(row) ? 'same' : 'changed', text }]
  })
}
