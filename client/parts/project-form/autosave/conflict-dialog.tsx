import type { Autosave } from '../../../../src/autosave.ts'
import { DifferenceList } from '../../../ui/difference-list.tsx'
import { differences } from '../differences.ts'
import { Choice } from './choice.tsx'
import type { Content } from './content.ts'
import { whenOf } from './words.ts'

type Props = {
  mine: Content
  current: Autosave
  onKeepMine: () => Promise<void>
  onTakeTheirs: () => Promise<void>
  onClose: () => void
}

/** Two versions that were typed in two places, and the choice between them; neither is lost. */
export function ConflictDialog({ mine, current, onKeepMine, onTakeTheirs, onClose }: Props) {
  const differing = differences(mine, current.content)
  return (
    <Choice
      title="Changed in another tab or on another device"
      size="wide"
      onClose={onClose}
      intro={
        <p>
          Another tab or device kept other changes {whenOf(current.updated)}. Choose which to go on with; the
          other version stays among your{' '}
          <a href="/drafts" target="_blank" rel="noreferrer">
            drafts
          </a>
          .
        </p>
      }
      answers={[
        { words: 'Keep mine', look: 'button primary', act: onKeepMine },
        { words: 'Take theirs', look: 'button', act: onTakeTheirs },
        { words: 'Back to editing', look: 'button plain', act: onClose },
      ]}
    >
      {differing.length === 0 && <p>The two read the same; only their files differ.</p>}
      <DifferenceList differing={differing} mine="Mine, as in this window" theirs="Kept in the other place" />
    </Choice>
  )
}
