import type { Report, Reports } from '../../src/report.ts'
import type { StoredAccount } from '../db/accounts.ts'
import { record } from '../db/audit-log.ts'
import {
  findReport,
  findReported,
  listReports,
  markClosed,
  type ReportPlace,
  type StoredReport,
} from '../db/reports.ts'
import type { Db } from '../db/schema.ts'
import { Invalid, NotFound, Taken } from './errors.ts'
import type { Desk } from './limits.ts'
import { checkModerator } from './moderators.ts'

/** A page of reports, open ones first; `next` is where the following page begins. */
export async function reportsFor(
  db: Db,
  moderator: StoredAccount,
  { after, limit }: { after?: string; limit: number },
): Promise<Reports> {
  checkModerator(moderator)
  const found = await listReports(db, after === undefined ? undefined : placeOf(after), limit + 1)
  const page = found.slice(0, limit)
  const last = found.length > page.length ? page.at(-1) : undefined
  return { reports: page.map(toReport), next: last ? tokenOf(last.place) : null }
}

export async function closeReport(
  { db, limits }: Desk,
  moderator: StoredAccount,
  number: number,
  note: string,
): Promise<Report> {
  checkModerator(moderator)
  await limits.count('moderating by account', moderator.username)
  return db.transaction().execute(async db => {
    const reported = await findReported(db, number)
    if (!reported) throw new NotFound('There is no such report.')
    if (!(await markClosed(db, number, { closerId: moderator.id, note })))
      throw new Taken('note', 'This report has been closed meanwhile.')
    await record(db, { by: moderator, action: 'close report', ...reported, words: note })
    const closed = await findReport(db, number)
    if (!closed) throw new Error(`report ${number} is gone while it was being closed`)
    return toReport(closed)
  })
}

const toReport = ({ place: _, ...report }: StoredReport): Report => report

const tokenOf = ({ isClosed, turn }: ReportPlace) => `${isClosed ? 'closed' : 'open'}${turn}`

function placeOf(token: string): ReportPlace {
  const [, state, turn] = /^(open|closed)(-?\d{1,15})$/.exec(token) ?? []
  if (!turn) throw new Invalid({ after: 'This page of the list does not exist.' })
  return { isClosed: state === 'closed', turn: Number(turn) }
}
