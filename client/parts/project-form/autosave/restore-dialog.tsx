import type { Project } from '../../../../src/project.ts'
import { DifferenceList } from '../../../ui/difference-list.tsx'
import { differences } from '../differences.ts'
import { Choice } from './choice.tsx'
import type { Version } from './offer.ts'
import { whenOf } from './words.ts'

type Props = { saved: Project; version: Version; onGoOn: () => Promise<void>; onDiscard: () => Promise<void> }

/** What was typed and never saved, beside what is saved. */
export function RestoreDialog({ saved, version, onGoOn, onDiscard }: Props) {
  const isOlder = version.baseVersion !== null && version.baseVersion < saved.version
  return (
    <Choice
      title="You have unsaved changes"
      size="wide"
      onClose={() => void onGoOn()}
      intro={
        <>
          <p>You changed this project {whenOf(version.updated)} and did not save. This is what differs.</p>
          {isOlder && (
            <p className="notice">
              The project was saved in another place since. Go on, and you are asked which to keep when you
              save.
            </p>
          )}
        </>
      }
      answers={[
        { words: 'Go on with these changes', look: 'button primary', act: onGoOn },
        { words: 'Discard them', look: 'button danger', act: onDiscard },
      ]}
    >
      <DifferenceList differing={differences(version.content, saved)} mine="Not saved" theirs="Saved" />
    </Choice>
  )
}
