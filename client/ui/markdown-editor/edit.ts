/** A text with its selection; `start` equals `end` for a caret. */
export type Field = { text: string; start: number; end: number }

/** Puts `insert` in place of `from` to `to`, and selects `start` to `end` of what comes of it. */
export type Edit = { from: number; to: number; insert: string; start: number; end: number }

export function edited({ text }: Field, { from, to, insert, start, end }: Edit): Field {
  return { text: text.slice(0, from) + insert + text.slice(to), start, end }
}

/** A replacement with the caret behind it. */
export function replacement(from: number, to: number, insert: string): Edit {
  const caret = from + insert.length
  return { from, to, insert, start: caret, end: caret }
}

/** The lines that a selection touches, whole; one that ends at a line's very beginning leaves that line out. */
export function linesAt({ text, start, end }: Field): { from: number; to: number; lines: string[] } {
  const last = end > start && text[end - 1] === '\n' ? end - 1 : end
  const from = text.lastIndexOf('\n', start - 1) + 1
  const next = text.indexOf('\n', last)
  const to = next === -1 ? text.length : next
  return { from, to, lines: text.slice(from, to).split('\n') }
}

/** Whether a place lies between the fences of a code block. */
export function isInCode({ text, start }: Pick<Field, 'text' | 'start'>): boolean {
  let fence: string | undefined
  for (const line of text.slice(0, text.lastIndexOf('\n', start - 1) + 1).split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (mark === undefined) continue
    if (fence === undefined) fence = mark
    else if (mark.startsWith(fence)) fence = undefined
  }
  return fence !== undefined
}
