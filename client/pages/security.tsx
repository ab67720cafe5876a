import { paths } from '../../src/paths.ts'
import type { Session } from '../../src/session.ts'
import { Refused } from '../api.ts'
import { type Call, type Posted, page } from '../page.ts'
import { SettingsHeader } from '../parts/settings/header.tsx'
import { Done } from '../parts/settings/part.tsx'
import { PasswordPart } from '../parts/settings/password.tsx'
import { SessionsPart } from '../parts/settings/sessions.tsx'

type Data = {
  username: string
  sessions: Session[]
  now: string
  done: string | undefined
  posted: Posted | undefined
}

export const securityPage = page<Data>({
  name: 'security',
  path: paths.securitySettings,
  kind: 'document',
  session: 'required',
  form: {
    call: callFor,
    leadsTo: ({ values: { action = '' } }) => paths.securitySettingsTelling({ done: action }),
  },
  async load(api, { account, query: { done } }, posted) {
    if (!account) throw new Error('the page is for the signed in')
    const { sessions } = await api.get<Pick<Data, 'sessions'>>(paths.api.sessions)
    return { username: account.username, sessions, now: new Date().toISOString(), done, posted }
  },
  head: () => ({ title: 'Security', noindex: true }),
  View: Security,
})

function callFor({ action, number = '0', ...body }: Record<string, string>): Call {
  switch (/^\d+$/.test(number) && action) {
    case 'password':
      return { method: 'PUT', path: paths.api.password, body }
    case 'end':
      return { method: 'DELETE', path: paths.api.sessionCalled({ number }) }
    case 'endOthers':
      return { method: 'DELETE', path: paths.api.sessions }
    default:
      throw new Refused({ statusCode: 400, error: 'Bad Request', message: 'This form asks for nothing.' })
  }
}

const news: Record<string, string> = {
  password: 'Your password is changed, and all other sessions have ended.',
  end: 'The session has ended.',
  endOthers: 'All other sessions have ended.',
}

function Security({ data }: { data: Data }) {
  const { username, sessions, now, done = '', posted } = data
  return (
    <div className="wide settings-page">
      <SettingsHeader at={paths.securitySettings} />
      <Done words={posted ? undefined : news[done]} />
      <PasswordPart username={username} posted={posted} />
      <SessionsPart sessions={sessions} now={Date.parse(now)} posted={posted} />
    </div>
  )
}
