import { accountLimits, type OwnAccount, type Profile } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import type { Project } from '../../src/project.ts'
import { reportLimits, reportReasons, subjectAt } from '../../src/report.ts'
import { type Api, Refused } from '../api.ts'
import { type Posted, page } from '../page.ts'
import { PostedField, PostedProblem } from '../parts/account-form.tsx'
import { PostedText } from '../parts/posted-text.tsx'

type Data = {
  about: string
  title: string
  account: OwnAccount | null
  isSent: boolean
  posted: Posted | undefined
}

export const reportPage = page<Data>({
  name: 'report',
  path: paths.report,
  kind: 'document',
  session: 'optional',
  form: {
    call: body => ({ method: 'POST', path: paths.api.reports, body }),
    leadsTo: ({ values: { about = '' } }) => paths.reported(about),
  },
  async load(api, { account, query: { about = '', sent } }, posted) {
    return { ...(await subjectOf(api, about)), account, isSent: sent !== undefined, posted }
  },
  head: ({ title }) => ({ title: `Report ${title}`, noindex: true }),
  View: ReportView,
})

/** What it is called, and its address of today. */
async function subjectOf(api: Api, about: string): Promise<Pick<Data, 'about' | 'title'>> {
  const address = subjectAt(about)
  if (!address) throw new Refused({ statusCode: 404, error: 'Not Found', message: nothing })
  if ('id' in address) {
    const { owner, id, title } = await api.get<Project>(paths.api.project(address))
    return { about: paths.project({ owner: owner.username, id }), title }
  }
  const { account } = await api.get<Profile>(`${paths.api.user(address)}?limit=1`)
  return { about: paths.profile(account), title: account.name }
}

const nothing = 'Open the project or profile that you want to report, and follow the link at its foot.'

function ReportView({ data }: { data: Data }) {
  return <div className="narrow">{data.isSent ? <Thanks data={data} /> : <Form data={data} />}</div>
}

function Thanks({ data: { about, title } }: { data: Data }) {
  return (
    <>
      <h1>Thank you</h1>
      <p>Your report about {title} has arrived, and a moderator will look at it.</p>
      <p>
        <a href={about}>Back to {title}</a>
      </p>
    </>
  )
}

function Form({ data: { about, title, account, posted } }: { data: Data }) {
  return (
    <>
      <h1>Report {title}</h1>
      <p className="hint">
        Only moderators read this. Until one has looked at it, your first report about the same thing counts.
      </p>
      <form className="stack" method="post" action={paths.reportAbout(about)}>
        <PostedProblem posted={posted} />
        <input type="hidden" name="about" value={about} />
        <Reasons posted={posted} />
        <PostedText
          name="words"
          label="What is wrong?"
          hint="Say where to look. If it is yours, say where you published it first."
          rows={6}
          maxLength={reportLimits.words}
          posted={posted}
        />
        {account === null && <Email posted={posted} />}
        <button className="button primary" type="submit">
          Send report
        </button>
      </form>
    </>
  )
}

function Reasons({ posted }: Pick<Data, 'posted'>) {
  const problem = posted?.refusal?.fields?.reason
  return (
    <fieldset className="field choices">
      <legend>Why?</legend>
      {Object.entries(reportReasons).map(([reason, words]) => (
        <label key={reason}>
          <input
            type="radio"
            name="reason"
            value={reason}
            required
            defaultChecked={posted?.values.reason === reason}
          />
          {words}
        </label>
      ))}
      {problem && <p className="problem">{problem}</p>}
    </fieldset>
  )
}

function Email({ posted }: Pick<Data, 'posted'>) {
  return (
    <PostedField
      name="email"
      label="Your e-mail address"
      hint="For moderators, if they have a question. Never shown to anybody else."
      type="email"
      autoComplete="email"
      maxLength={accountLimits.email}
      posted={posted}
    />
  )
}
