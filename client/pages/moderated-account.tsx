import type { OwnAccount } from '../../src/account.ts'
import { formatDay } from '../../src/format.ts'
import { type History, maySuspend, moderationLimits } from '../../src/moderation.ts'
import { paths } from '../../src/paths.ts'
import { type Posted, page } from '../page.ts'
import { Suspension } from '../parts/moderation/actions.tsx'
import { callFor } from '../parts/moderation/call.ts'
import { ModerationProblem, ModeratorForm } from '../parts/moderation/forms.tsx'
import { Entries, Notes } from '../parts/moderation/history.tsx'
import { PostedText } from '../parts/posted-text.tsx'

type Data = History & { me: OwnAccount; now: string; posted: Posted | undefined }

export const moderatedAccountPage = page<Data>({
  name: 'moderatedAccount',
  path: paths.moderatedAccount({ username: '{username}' }),
  kind: 'document',
  session: 'required',
  form: {
    call: callFor,
    leadsTo: ({ values: { username = '' } }) => paths.moderatedAccount({ username }),
  },
  async load(api, { account, params: { username = '' } }, posted) {
    if (!account) throw new Error('the page is for the signed in')
    const history = await api.get<History>(paths.api.history({ username }))
    return { ...history, me: account, now: new Date().toISOString(), posted }
  },
  head: ({ account }) => ({ title: `History of ${account.username}`, noindex: true }),
  View: ModeratedAccount,
})

function ModeratedAccount({ data }: { data: Data }) {
  const { account, entries, notes, me, posted } = data
  const { username, suspended } = account
  const now = Date.parse(data.now)
  const to = paths.moderatedAccount({ username })
  return (
    <div className="wide moderation">
      <p>
        <a href={paths.moderation}>All reports</a>
      </p>
      <Title account={account} />
      <ModerationProblem posted={posted} />
      {maySuspend(me, account) && (
        <Suspension to={to} posted={posted} username={username} isSuspended={suspended !== null} />
      )}
      <section aria-labelledby="notes">
        <h2 id="notes">Notes</h2>
        <Notes notes={notes} now={now} />
        <ModeratorForm to={to} fields={{ action: 'note', username }} className="stack note-form">
          <PostedText
            name="words"
            label="New note"
            hint="Moderators read this, nobody else."
            rows={3}
            maxLength={moderationLimits.note}
            posted={posted}
          />
          <button type="submit" className="button">
            Keep note
          </button>
        </ModeratorForm>
      </section>
      <section aria-labelledby="history">
        <h2 id="history">What was done</h2>
        <Entries entries={entries} username={username} now={now} />
      </section>
    </div>
  )
}

function Title({ account }: Pick<Data, 'account'>) {
  const { username, name, role, joined, suspended } = account
  return (
    <header>
      <h1>{name}</h1>
      <p className="hint">
        {suspended === null ? <a href={paths.profile(account)}>{username}</a> : username} · {role} · here
        since {formatDay(joined)}
      </p>
      {suspended !== null && <p className="notice bad">Suspended since {formatDay(suspended)}.</p>}
    </header>
  )
}
