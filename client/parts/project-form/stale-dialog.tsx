import type { Project } from '../../../src/project.ts'
import { Dialog } from '../../ui/dialog.tsx'
import type { Difference } from './differences.ts'

type Props = {
  current: Project
  differing: Difference[]
  onKeepMine: () => void
  onTakeTheirs: () => void
  onClose: () => void
}

/** Two versions side by side, and the choice between them. */
export function StaleDialog({ current, differing, onKeepMine, onTakeTheirs, onClose }: Props) {
  const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' })
  return (
    <Dialog title="Saved in another place meanwhile" onClose={onClose} size="wide">
      <p>
        This project has been saved since you opened it, on {time.format(new Date(current.updated))}. Compare
        the two and choose.
      </p>
      {differing.length === 0 && <p>The two read the same; their files or their state differ.</p>}
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
