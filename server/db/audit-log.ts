import type { AuditAction, AuditEntry } from '../../src/moderation.ts'
import type { Db } from './schema.ts'

/** What was done to whom, and to which of their projects; `by` is null from the command line. */
export type Deed = {
  by: { id: number; username: string } | null
  action: AuditAction
  account: { id: number; username: string }
  project?: { projectId: number; id: string } | null
  words?: string
}

/** To be called in the transaction of what it tells. */
export async function record(db: Db, { by, action, account, project, words = '' }: Deed): Promise<void> {
  await db
    .insertInto('audit_log')
    .values({
      actor_id: by?.id ?? null,
      actor: by?.username ?? null,
      action,
      account_id: account.id,
      username: account.username,
      project_id: project?.projectId ?? null,
      slug: project?.id ?? null,
      words,
    })
    .execute()
}

/** The newest first. */
export async function listEntries(db: Db, accountId: number, limit: number): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_log')
    .select(['id as number', 'at', 'actor as by', 'action', 'slug as project', 'words'])
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(row => ({ ...row, at: row.at.toISOString() }))
}
