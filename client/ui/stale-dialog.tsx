import type { ReactNode } from 'react'
import { Dialog } from './dialog.tsx'

/** A field of which two versions differ, each as a text to read. */
export type Difference = { label: string; mine: string; theirs: string }

type Props = {
  differing: Difference[]
  onKeepMine: () => void
  onTakeTheirs: () => void
  onClose: () => void
  /** What happened, and what to do. */
  children: ReactNode
}

/** Two versions side by side, and the choice between them. */
export function StaleDialog({ differing, onKeepMine, onTakeTheirs, onClose, children }: Props) {
  return (
    <Dialog title="Saved in another place meanwhile" onClose={onClose} size="wide">
      {children}
      {differing.map(({ label, mine, theirs }) => (
        <section key={label} className="difference">
          <h3>{label}</h3>
          <Version title="Mine, as in this window" text={mine} />
          <Version title="Saved meanwhile" text={theirs} />
        </section>
      ))}
      <div className="buttons">
        <button type="button" className="button primary" onClick={onKeepMine}>
          Keep mine
        </button>
        <button type="button" className="button" onClick={onTakeTheirs}>
          Take theirs
        </button>
        <button type="button" className="button plain" onClick={onClose}>
          Back to editing
        </button>
      </div>
    </Dialog>
  )
}

function Version({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <h4 className="hint">{title}</h4>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long texts scroll, by keyboard too */}
      <pre tabIndex={0} aria-label={title}>
        {text || '(nothing)'}
      </pre>
    </div>
  )
}
