import { sql } from 'kysely'
import type { AuditAction } from '../../src/moderation.ts'
import type { ReportReason } from '../../src/report.ts'
import type { Db, StoredAvatar } from './schema.ts'
import { listSessions, type StoredSession } from './sessions.ts'

// What belongs to a member, as an export tells it: nothing of others, and no secrets.

export type Member = {
  id: number
  username: string
  name: string
  email: string
  role: string
  about: string
  links: string[]
  avatar: StoredAvatar
  joined: string
  confirmed: string | null
  leaving: string | null
}

/** Nobody where only projects are left of them. */
export async function findMember(db: Db, id: number): Promise<Member | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select(['id', 'username', 'name', 'email', 'role', 'about', 'links', 'avatar'])
    .select(['created', 'confirmed', 'leaving'])
    .where('id', '=', id)
    .where('ended', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const { created, confirmed, leaving, ...member } = row
  return { ...member, joined: created.toISOString(), confirmed: iso(confirmed), leaving: iso(leaving) }
}

const iso = (time: Date | null) => time?.toISOString() ?? null

/** Without what they are called by. */
export async function listOwnSessions(
  db: Db,
  accountId: number,
): Promise<Omit<StoredSession, 'idHash' | 'number'>[]> {
  const sessions = await listSessions(db, accountId)
  return sessions.map(({ userAgent, begun, seen }) => ({ userAgent, begun, seen }))
}

/** The oldest first, but those that were deleted last: another may have the address of theirs. */
export async function listOwnProjects(
  db: Db,
  accountId: number,
): Promise<{ projectId: number; id: string }[]> {
  return db
    .selectFrom('projects')
    .select(['id as projectId', 'slug as id'])
    .where('owner_id', '=', accountId)
    .orderBy(sql`deleted is not null`)
    .orderBy('id')
    .execute()
}

/** `title` as it is typed by now. */
export async function listOwnAutosaves(
  db: Db,
  accountId: number,
): Promise<{ id: string; projectId: string | null; title: string }[]> {
  return db
    .selectFrom('autosaves')
    .leftJoin('projects', 'projects.id', 'project_id')
    .select(['autosaves.id', 'slug as projectId', sql<string>`coalesce(content->>'title', '')`.as('title')])
    .where('account_id', '=', accountId)
    .orderBy('autosaves.created')
    .orderBy('autosaves.id')
    .execute()
}

export type OwnReport = {
  username: string
  project: string | null
  reason: ReportReason
  words: string
  sent: string
  closed: string | null
}

/** What they reported while they were logged in. */
export async function listOwnReports(db: Db, accountId: number): Promise<OwnReport[]> {
  const rows = await db
    .selectFrom('reports')
    .innerJoin('accounts', 'accounts.id', 'reports.account_id')
    .leftJoin('projects', 'projects.id', 'reports.project_id')
    .select(['username', 'slug as project', 'reason', 'words', 'reports.created as sent', 'closed'])
    .where('reporter_id', '=', accountId)
    .orderBy('reports.id')
    .execute()
  return rows.map(({ sent, closed, ...report }) => ({
    ...report,
    sent: sent.toISOString(),
    closed: iso(closed),
  }))
}

/** What a member is told of, where moderators do it. */
const told: readonly AuditAction[] = [
  'hide project',
  'restore project',
  'suspend',
  'lift suspension',
  'change role',
]

export type Notice = { at: string; what: AuditAction; project: string | null; words: string }

export async function listNotices(db: Db, accountId: number): Promise<Notice[]> {
  const rows = await db
    .selectFrom('audit_log')
    .select(['at', 'action as what', 'slug as project', 'words'])
    .where('account_id', '=', accountId)
    .where('action', 'in', told)
    .orderBy('id')
    .execute()
  return rows.map(({ at, ...notice }) => ({ ...notice, at: at.toISOString() }))
}
