import type { OwnAccount } from '../../../src/account.ts'
import { maySuspend } from '../../../src/moderation.ts'
import { paths } from '../../../src/paths.ts'
import { type Report, reportReasons } from '../../../src/report.ts'
import type { Posted } from '../../page.ts'
import { since } from '../project-form/autosave/since.ts'
import { Closing, Hiding, Suspension } from './actions.tsx'

type Props = { report: Report; me: OwnAccount; to: string; posted: Posted | undefined; now: number }

export function ReportItem({ report, me, to, posted, now }: Props) {
  const { number, reason, words, closed } = report
  return (
    <li>
      <article aria-labelledby={`report-${number}`}>
        <h3 id={`report-${number}`}>
          <Subject about={report.about} />
        </h3>
        <p className="report-reason">{reportReasons[reason]}</p>
        <p className="report-words">{words}</p>
        <By report={report} now={now} />
        {closed && (
          <p className="report-note">
            Closed by {closed.by ?? 'somebody who is gone'}{' '}
            <time dateTime={closed.at}>{since(closed.at, now)}</time>: {closed.note}
          </p>
        )}
        <Actions report={report} me={me} to={to} posted={posted} />
      </article>
    </li>
  )
}

function Subject({ about }: Pick<Report, 'about'>) {
  const { username, name, isSuspended, project } = about
  const profile = <SeenAs href={isSuspended ? null : paths.profile(about)}>{name}</SeenAs>
  const isThere = !isSuspended && project && !project.isDeleted && project.status !== 'draft'
  return (
    <>
      {project ? (
        <>
          <SeenAs href={isThere ? paths.project({ owner: username, id: project.id }) : null}>
            {project.title}
          </SeenAs>
          , by {profile}
        </>
      ) : (
        <>The profile of {profile}</>
      )}
      {statesOf(about).map(state => (
        <span key={state} className="tag">
          {state}
        </span>
      ))}
    </>
  )
}

/** A link where there is something to see. */
const SeenAs = ({ href, children }: { href: string | null; children: string }) =>
  href === null ? <span>{children}</span> : <a href={href}>{children}</a>

const statesOf = ({ isSuspended, project }: Report['about']): string[] => [
  ...(project?.isDeleted ? ['Deleted'] : []),
  ...(project?.status === 'hidden' ? ['Hidden'] : []),
  ...(project?.status === 'draft' ? ['Draft'] : []),
  ...(isSuspended ? ['Suspended'] : []),
]

function By({ report: { by, created }, now }: { report: Report; now: number }) {
  return (
    <p className="hint">
      Reported by{' '}
      {by.username === null ? (
        (by.email ?? 'somebody who is gone')
      ) : (
        <a href={paths.moderatedAccount({ username: by.username })}>{by.username}</a>
      )}{' '}
      <time dateTime={created}>{since(created, now)}</time>
    </p>
  )
}

function Actions({ report, me, to, posted }: Omit<Props, 'now'>) {
  const { number, about, closed } = report
  const { username, isSuspended, project } = about
  const where = { to, posted, number }
  return (
    <div className="report-actions">
      {project && !project.isDeleted && (
        <Hiding {...where} {...project} owner={username} isHidden={project.status === 'hidden'} />
      )}
      {maySuspend(me, about) && <Suspension {...where} username={username} isSuspended={isSuspended} />}
      {!closed && <Closing {...where} />}
      <a href={paths.moderatedAccount({ username })}>History of {username}</a>
    </div>
  )
}
