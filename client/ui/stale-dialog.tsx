import type { ReactNode } from 'react'
import { Dialog } from './dialog.tsx'
import { type Difference, DifferenceList } from './difference-list.tsx'

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
      <DifferenceList differing={differing} mine="Mine, as in this window" theirs="Saved meanwhile" />
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
