import { changedLines, type Line } from './changed-lines.ts'

/** A field of which two versions differ, each as a text to read. */
export type Difference = { label: string; mine: string; theirs: string }

type Props = {
  differing: readonly Difference[]
  /** What the two versions are called. */
  mine: string
  theirs: string
}

/** Two versions side by side: of long texts the lines that differ. */
export function DifferenceList({ differing, mine, theirs }: Props) {
  return differing.map(({ label, ...texts }) => {
    const lines = changedLines(texts.mine, texts.theirs)
    return (
      <section key={label} className="difference">
        <h3>{label}</h3>
        <Version title={mine} label={label} lines={lines.mine} />
        <Version title={theirs} label={label} lines={lines.theirs} />
      </section>
    )
  })
}

function Version({ title, label, lines }: { title: string; label: string; lines: Line[] }) {
  return (
    <div>
      <h4 className="hint">{title}</h4>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long texts scroll, by keyboard too */}
      <pre tabIndex={0} aria-label={`${label}: ${title}`}>
        {lines.length === 0
          ? '(nothing)'
          : lines.map((line, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- lines may be equal, and never move
              <ShownLine key={index} line={line} />
            ))}
      </pre>
    </div>
  )
}

function ShownLine({ line: { kind, text } }: { line: Line }) {
  if (kind === 'changed') return <mark>{text}</mark>
  return <span className={kind}>{kind === 'gap' ? '⋯' : text}</span>
}
