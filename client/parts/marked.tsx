import { marksIn } from '../../src/marks.ts'
import type { Term } from '../../src/search.ts'

/** A text in which the words that were looked for stand out. */
export function Marked({ text, terms }: { text: string; terms: readonly Term[] }) {
  const marks = marksIn(text, terms)
  return (
    <>
      {marks.map(({ begin, end }, index) => [
        text.slice(marks[index - 1]?.end ?? 0, begin),
        <mark key={begin}>{text.slice(begin, end)}</mark>,
      ])}
      {text.slice(marks.at(-1)?.end ?? 0)}
    </>
  )
}
