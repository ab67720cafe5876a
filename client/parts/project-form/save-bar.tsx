import type { ReactNode } from 'react'
import { formatSize } from '../../../src/format.ts'
import { Announcement } from '../../ui/announcement.tsx'
import { focusField } from '../../ui/field.tsx'
import { RefusedFields } from '../../ui/refused-fields.tsx'
import { hasFailed } from '../uploader/items.ts'
import { type Totals, totalsOf, type Uploads } from '../uploader/uploads.ts'
import type { Keeping } from './autosave/keeper.ts'
import { announcementFor, wordsFor } from './autosave/words.ts'
import { fieldLabels } from './check.ts'
import type { Save, Stage, Status } from './use-save.ts'

type Props = {
  save: Save
  uploads: Uploads
  keeping: Keeping
  isPublished: boolean
  /** What needs an answer, above the rest. */
  notices: ReactNode
  discard: ReactNode
}

/** What is saved and what is not, always in sight, and the buttons that change it. */
export function SaveBar({ save, uploads, keeping, isPublished, notices, discard }: Props) {
  const { stage, problems, begin, backToEditing } = save
  const totals = totalsOf(uploads.items)
  const isRefused = stage.at === 'refused' && !(stage.marked && Object.keys(problems).length === 0)
  const isBusy = ['waiting', 'saving', 'saved'].includes(stage.at)
  const kept = isBusy ? undefined : wordsFor(keeping, isPublished)
  const going = statusOf(stage, uploads, totals)
  const button = (status: Status, words: string, busy: string, look: string) => (
    <button type="button" className={look} aria-disabled={isBusy} onClick={() => isBusy || begin(status)}>
      {isBusy && 'status' in stage && stage.status === status ? busy : words}
    </button>
  )
  return (
    <div className="save-bar">
      {isRefused && (
        <RefusedFields
          message={stage.message}
          problems={problems}
          labels={fieldLabels}
          onChoose={focusProblem}
        />
      )}
      {notices}
      <div className="save-line">
        <div className="save-status">
          {going && <p>{going}</p>}
          {totals.files > 0 && (
            <progress max={Math.max(totals.size, 1)} value={totals.sent} aria-label="All uploads" />
          )}
          <p className="save-kept">
            <span>{kept ?? (going ? '' : 'Nothing to save.')}</span> {!isBusy && discard}
          </p>
          <Announcement text={going ?? announcementFor(keeping, isPublished)} />
        </div>
        <div className="buttons">
          {stage.at === 'waiting' && (
            <button type="button" className="button plain" onClick={backToEditing}>
              Do not save yet
            </button>
          )}
          {!isPublished && button('draft', 'Save as draft', 'Saving…', 'button')}
          {isPublished
            ? button('published', 'Save changes', 'Saving…', 'button primary')
            : button('published', 'Publish', 'Publishing…', 'button primary')}
        </div>
      </div>
    </div>
  )
}

export const focusProblem = (name: string) => focusField(name === 'cover' ? 'pictures' : name)

/** What goes on; undefined where nothing does. */
function statusOf(stage: Stage, { items, hold }: Uploads, totals: Totals): string | undefined {
  if (stage.at === 'saved') return 'Saved.'
  if (stage.at === 'saving') return 'Saving…'
  const bytes = `${formatSize(totals.sent)} of ${formatSize(totals.size)}`
  const files = totals.files === 1 ? 'one file' : `${totals.files} files`
  if (totals.files > 0 && hold === 'offline') return 'No network. Uploads go on once it is back.'
  if (stage.at === 'waiting')
    return `Saving once ${files} ${totals.files === 1 ? 'has' : 'have'} arrived: ${bytes}`
  if (totals.files > 0) return `Uploading ${files}: ${bytes}`
  const failed = items.filter(hasFailed).length
  if (failed === 0) return undefined
  return failed === 1 ? 'One file is not uploaded.' : `${failed} files are not uploaded.`
}
