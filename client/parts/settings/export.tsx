import type { Export } from '../../../src/export.ts'
import { formatDay, formatSize } from '../../../src/format.ts'
import { paths } from '../../../src/paths.ts'
import type { Posted } from '../../page.ts'
import { PostedProblem } from '../account-form.tsx'
import { postedTo, SettingsForm, SettingsPart } from './part.tsx'

/** `at` is the page it is on. */
type Props = { exports: Export[]; at: string; posted: Posted | undefined }

/** Everything of an account as one zip: to be asked for, awaited, and downloaded. */
export function ExportPart({ exports, at, posted }: Props) {
  return (
    <SettingsPart id="export" title="Export everything">
      <p>
        One zip with all that is yours: your account, every project with its pictures, sounds and files
        (drafts, hidden and deleted ones too), what you have typed and not saved, what you reported, and what
        moderators wrote to you. A text in it says what is where.
      </p>
      <PostedProblem posted={postedTo(posted, 'export')} />
      <State exports={exports} at={at} />
    </SettingsPart>
  )
}

function State({ exports: [newest, ...others], at }: Omit<Props, 'posted'>) {
  if (!newest) return <Ask at={at} label="Export everything" />
  const made = [newest, ...others].find(one => one.state === 'made')
  return (
    <div
      id="export-state"
      className="download-all settings-export"
      {...(newest.state === 'being made' && { 'data-archive': paths.api.exports })}
    >
      <div aria-live="polite">
        {newest.state === 'being made' && <Wait at={at} />}
        {newest.state === 'failed' && <Failure at={at} />}
        {made && <Download {...made} isNewest={made === newest} />}
        {newest.state === 'made' && <Ask at={at} label="Make a new one" />}
      </div>
    </div>
  )
}

const Ask = ({ at, label }: { at: string; label: string }) => (
  <SettingsForm at={at} fields={{ action: 'export' }}>
    <button className="button" type="submit">
      {label}
    </button>
  </SettingsForm>
)

/** The script of the page takes the link away: it looks again by itself. */
function Wait({ at }: { at: string }) {
  return (
    <>
      <p>Your export is being made. You need not wait here: a letter tells you when it can be downloaded.</p>
      <a className="button small" href={at} data-without-script>
        Look again
      </a>
    </>
  )
}

function Failure({ at }: { at: string }) {
  return (
    <>
      <p>Your export could not be made. That is not your fault, and nothing of yours is lost.</p>
      <Ask at={at} label="Try again" />
    </>
  )
}

type Made = Extract<Export, { state: 'made' }> & { isNewest: boolean }

function Download({ asked, url, size, until, isNewest }: Made) {
  return (
    <>
      <a className={isNewest ? 'button primary' : 'button'} href={url}>
        {isNewest ? 'Download the zip' : 'Download the earlier one'}
      </a>
      <p className="hint">
        {formatSize(size)}, asked for on <time dateTime={asked}>{formatDay(asked)}</time>. It can be
        downloaded until <time dateTime={until}>{formatDay(until)}</time>.
      </p>
    </>
  )
}
