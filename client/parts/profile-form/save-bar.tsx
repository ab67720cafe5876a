import { paths } from '../../../src/paths.ts'
import { Announcement } from '../../ui/announcement.tsx'
import { focusField } from '../../ui/field.tsx'
import { RefusedFields } from '../../ui/refused-fields.tsx'
import { labelsOf } from './texts.ts'
import type { Save } from './use-save.ts'

/** What is saved and what is not, always in sight. */
export function SaveBar({ username, save }: { username: string; save: Save }) {
  const { stage, problems } = save
  const isRefused = stage.at === 'refused' && !(stage.marked && Object.keys(problems).length === 0)
  const isBusy = stage.at === 'saving'
  const status = statusOf(save)
  return (
    <div className="save-bar">
      {isRefused && (
        <RefusedFields
          message={stage.message}
          problems={problems}
          labels={labelsOf(problems)}
          onChoose={focusField}
        />
      )}
      <div className="save-line">
        <div className="save-status">
          <p>
            {status} {!save.isDirty && <a href={paths.profile({ username })}>See your profile</a>}
          </p>
          <Announcement text={stage.at === 'editing' ? '' : status} />
        </div>
        <div className="buttons">
          <button type="submit" className="button primary" aria-disabled={isBusy || !save.isDirty}>
            {isBusy ? 'Saving…' : 'Save'}
          </button>
        </div>
      </div>
    </div>
  )
}

function statusOf({ stage, isDirty }: Save): string {
  if (stage.at === 'saving') return 'Saving…'
  if (isDirty) return 'Not saved yet.'
  return stage.at === 'saved' ? 'Saved.' : 'Nothing to save.'
}
