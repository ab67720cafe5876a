import type { Project } from '../../../src/project.ts'
import { type Difference, DifferenceList } from '../../ui/difference-list.tsx'
import { Choice } from './autosave/choice.tsx'

type Props = {
  current: Project
  differing: Difference[]
  onKeepMine: () => Promise<void>
  onTakeTheirs: () => Promise<void>
  onClose: () => void
}

/** A project that has been saved in another place meanwhile; neither version is lost. */
export function Stale({ current, differing, onKeepMine, onTakeTheirs, onClose }: Props) {
  const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' })
  return (
    <Choice
      title="Saved in another place meanwhile"
      size="wide"
      onClose={onClose}
      intro={
        <p>
          This project has been saved since you opened it, on {time.format(new Date(current.updated))}.
          Compare the two and choose; the other version stays among your drafts.
        </p>
      }
      answers={[
        { words: 'Keep mine', look: 'button primary', act: onKeepMine },
        { words: 'Take theirs', look: 'button', act: onTakeTheirs },
        { words: 'Back to editing', look: 'button plain', act: onClose },
      ]}
    >
      {differing.length === 0 && <p>The two read the same; their files or their state differ.</p>}
      <DifferenceList differing={differing} mine="Mine, as in this window" theirs="Saved meanwhile" />
    </Choice>
  )
}
