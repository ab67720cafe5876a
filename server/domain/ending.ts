import type { Kysely } from 'kysely'
import {
  deleteAccountRow,
  type Ending,
  lockDue,
  lockProjectsToEnd,
  makeFormer,
  renewProjectsOf,
} from '../db/ending.ts'
import type { Db, Schema } from '../db/schema.ts'
import { endProjects } from '../db/sweeps.ts'
import { orderArchive } from './archives.ts'

type Tools = { db: Kysely<Schema>; signal: AbortSignal }
/** How many accounts, and how many of their projects. */
export type Ended = { deleted: number; unconfirmed: number; projects: number }

const batch = 20

/**
 * The job. Ends the accounts whose days are over, a few projects at a time, the account itself last: killed in between,
 * the next one goes on. Their objects go at the next sweep.
 */
export async function endAccounts({ db, signal }: Tools): Promise<Ended> {
  const ended: Ended = { deleted: 0, unconfirmed: 0, projects: 0 }
  for (;;) {
    signal.throwIfAborted()
    const step = await db.transaction().execute(goOn)
    if (!step) return ended
    ended.projects += step.projects
    if (step.isOver) ended[step.account.why]++
  }
}

async function goOn(db: Db): Promise<{ account: Ending; projects: number; isOver: boolean } | undefined> {
  const account = await lockDue(db)
  if (!account) return undefined
  const some = await lockProjectsToEnd(db, account, batch)
  if (some.length > 0) await endProjects(db, some)
  const isOver = some.length < batch
  if (isOver) await end(db, account)
  return { account, projects: some.length, isOver }
}

/** Archives have its owner's name in them: they are made anew. */
async function end(db: Db, { id, keepsProjects }: Ending): Promise<void> {
  const kept = keepsProjects ? await renewProjectsOf(db, id) : []
  if (kept.length === 0) return deleteAccountRow(db, id)
  await makeFormer(db, id)
  for (const projectId of kept) await orderArchive(db, projectId)
}
