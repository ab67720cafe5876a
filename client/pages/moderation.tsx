import type { OwnAccount } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import type { Report, Reports } from '../../src/report.ts'
import { type Posted, page } from '../page.ts'
import { callFor } from '../parts/moderation/call.ts'
import { ModerationProblem } from '../parts/moderation/forms.tsx'
import { ReportItem } from '../parts/moderation/report-item.tsx'

type Data = Reports & { me: OwnAccount; after: string | null; now: string; posted: Posted | undefined }

export const moderationPage = page<Data>({
  name: 'moderation',
  path: paths.moderation,
  kind: 'document',
  session: 'required',
  form: { call: callFor, leadsTo: ({ query: { after } }) => pageAfter(after ?? null) },
  async load(api, { account, query: { after } }, posted) {
    if (!account) throw new Error('the page is for the signed in')
    const question = after === undefined ? '' : `?${new URLSearchParams({ after })}`
    const reports = await api.get<Reports>(paths.api.moderationReports + question)
    return { ...reports, me: account, after: after ?? null, now: new Date().toISOString(), posted }
  },
  head: () => ({ title: 'Moderation', noindex: true }),
  View: Moderation,
})

const pageAfter = (after: string | null) =>
  after === null ? paths.moderation : `${paths.moderation}?${new URLSearchParams({ after })}`

function Moderation({ data }: { data: Data }) {
  const { reports, next, after, posted } = data
  const open = reports.filter(({ closed }) => closed === null)
  const closed = reports.filter(({ closed }) => closed !== null)
  return (
    <div className="wide moderation">
      <h1 className="list-title">Moderation</h1>
      <ModerationProblem posted={posted} />
      {open.length === 0 && after === null && (
        <p className="nothing">No report is waiting. What is reported appears here, the oldest first.</p>
      )}
      <List title="Waiting" reports={open} data={data} />
      <List title="Closed" reports={closed} data={data} />
      {next !== null && (
        <p className="more">
          <a className="button" href={pageAfter(next)}>
            More reports
          </a>
        </p>
      )}
    </div>
  )
}

function List({ title, reports, data }: { title: string; reports: Report[]; data: Data }) {
  if (reports.length === 0) return null
  const { me, after, now, posted } = data
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>{title}</h2>
      <ul className="reports">
        {reports.map(report => (
          <ReportItem
            key={report.number}
            report={report}
            me={me}
            to={pageAfter(after)}
            posted={posted}
            now={Date.parse(now)}
          />
        ))}
      </ul>
    </section>
  )
}
