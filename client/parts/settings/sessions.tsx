import { formatDay } from '../../../src/format.ts'
import { paths } from '../../../src/paths.ts'
import type { Session } from '../../../src/session.ts'
import type { Posted } from '../../page.ts'
import { PostedProblem } from '../account-form.tsx'
import { since } from '../project-form/autosave/since.ts'
import { postedTo, SettingsForm, SettingsPart } from './part.tsx'

type Props = { sessions: Session[]; now: number; posted: Posted | undefined }

/** Where somebody is logged in. */
export function SessionsPart({ sessions, now, posted }: Props) {
  return (
    <SettingsPart id="sessions" title="Where you are logged in">
      <p className="hint">A session that is not used for thirty days ends by itself.</p>
      <PostedProblem posted={postedTo(posted, 'end') ?? postedTo(posted, 'endOthers')} />
      <ul className="settings-list">
        {sessions.map(session => (
          <Row key={session.number} session={session} now={now} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <SettingsForm at={paths.securitySettings} fields={{ action: 'endOthers' }}>
          <button className="button" type="submit">
            End all others
          </button>
        </SettingsForm>
      )}
    </SettingsPart>
  )
}

function Row({ session: { number, device, begun, seen, isThis }, now }: { session: Session; now: number }) {
  return (
    <li>
      <div>
        <p className="settings-device">
          <strong>{device}</strong>
          {isThis && <span className="tag">This one</span>}
        </p>
        <p className="hint">
          Since <time dateTime={begun}>{formatDay(begun)}</time>
          {!isThis && (
            <>
              , last seen <time dateTime={seen}>{since(seen, now)}</time>
            </>
          )}
        </p>
      </div>
      {!isThis && (
        <SettingsForm at={paths.securitySettings} fields={{ action: 'end', number }}>
          <button className="button small" type="submit" aria-label={`End the session of ${device}`}>
            End it
          </button>
        </SettingsForm>
      )}
    </li>
  )
}
