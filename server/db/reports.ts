import { type RawBuilder, sql } from 'kysely'
import type { Report, ReportForm } from '../../src/report.ts'
import type { Deed } from './audit-log.ts'
import type { Db } from './schema.ts'

/** What is reported, by whom: a member by number, a visitor by e-mail address. */
export type NewReport = Pick<ReportForm, 'reason' | 'words'> & {
  accountId: number
  projectId: number | null
  reporterId: number | null
  email: string | null
}

/** Where the list goes on: after this report, open or closed. */
export type ReportPlace = { isClosed: boolean; turn: number }
export type StoredReport = Report & { place: ReportPlace }

/** Whether it is new: the same person has not reported the same thing while it is open. */
export async function insertReport(db: Db, report: NewReport): Promise<boolean> {
  const { reason, words, accountId, projectId, reporterId, email } = report
  const row = await db
    .insertInto('reports')
    .values({ reason, words, email, account_id: accountId, project_id: projectId, reporter_id: reporterId })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Open ones first, the oldest of them first; then the closed ones, the newest of them first. */
export async function listReports(
  db: Db,
  after: ReportPlace | undefined,
  limit: number,
): Promise<StoredReport[]> {
  const rows = await reports(db)
    .$if(after !== undefined, query =>
      query.where(
        sql<boolean>`(${isClosed}, ${turn}) > (${after?.isClosed ?? false}::boolean, ${after?.turn ?? 0}::bigint)`,
      ),
    )
    .orderBy(isClosed)
    .orderBy(turn)
    .limit(limit)
    .execute()
  return rows.map(toReport)
}

/** Answers whether it was open until now. */
export async function markClosed(
  db: Db,
  number: number,
  { closerId, note }: { closerId: number; note: string },
): Promise<boolean> {
  const closed = await db
    .updateTable('reports')
    .set({ closed: sql`now()`, closer_id: closerId, note })
    .where('id', '=', number)
    .where('closed', 'is', null)
    .executeTakeFirst()
  return closed.numUpdatedRows > 0n
}

export async function findReport(db: Db, number: number): Promise<StoredReport | undefined> {
  const row = await reports(db).where('reports.id', '=', number).executeTakeFirst()
  return row && toReport(row)
}

/** Whom and what it is about, as the log has it. */
export async function findReported(
  db: Db,
  number: number,
): Promise<Pick<Deed, 'account' | 'project'> | undefined> {
  const row = await db
    .selectFrom('reports')
    .innerJoin('accounts', 'accounts.id', 'reports.account_id')
    .leftJoin('projects', 'projects.id', 'reports.project_id')
    .select(['accounts.id', 'username', 'projects.id as projectId', 'slug'])
    .where('reports.id', '=', number)
    .executeTakeFirst()
  if (!row) return undefined
  const { id, username, projectId, slug } = row
  return {
    account: { id, username },
    project: projectId === null || slug === null ? null : { projectId, id: slug },
  }
}

const isClosed: RawBuilder<boolean> = sql`(reports.closed is not null)`
const turn: RawBuilder<number> = sql`(case when reports.closed is null then reports.id else -reports.id end)`

const reports = (db: Db) =>
  db
    .selectFrom('reports')
    .innerJoin('accounts', 'accounts.id', 'reports.account_id')
    .leftJoin('projects', 'projects.id', 'reports.project_id')
    .leftJoin('accounts as reporter', 'reporter.id', 'reports.reporter_id')
    .leftJoin('accounts as closer', 'closer.id', 'reports.closer_id')
    .select(['reports.id', 'reason', 'words', 'reports.email', 'reports.created', 'reports.closed', 'note'])
    .select(['accounts.username', 'accounts.name', 'accounts.role', 'accounts.suspended'])
    .select(['slug', 'title', 'status', 'deleted'])
    .select(['reporter.username as reporter', 'closer.username as closer'])
    .select([isClosed.as('is_closed'), turn.as('turn')])

type Row = Awaited<ReturnType<ReturnType<typeof reports>['execute']>>[number]

function toReport(row: Row): StoredReport {
  const { username, name, role, suspended, reason, words, created, closed, closer, note } = row
  return {
    number: row.id,
    about: { username, name, role, isSuspended: suspended !== null, project: projectOf(row) },
    reason,
    words,
    by: { username: row.reporter, email: row.email },
    created: created.toISOString(),
    closed: closed && { at: closed.toISOString(), by: closer, note },
    place: { isClosed: row.is_closed, turn: row.turn },
  }
}

function projectOf({ slug, title, status, deleted }: Row): Report['about']['project'] {
  if (slug === null || title === null || status === null) return null
  return { id: slug, title, status, isDeleted: deleted !== null }
}
