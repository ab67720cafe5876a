import { sql } from 'kysely'
import { daysToReturn, formerMember } from '../../src/account.ts'
import type { Db } from './schema.ts'
import { daysAgo } from './sweeps.ts'

/** Why it ends: its days to be taken back are over, or those to confirm its address. */
export type Ending = { id: number; username: string; keepsProjects: boolean; why: 'deleted' | 'unconfirmed' }

/** To be called in a transaction, which then holds it. The next one that is due, whichever. */
export async function lockDue(db: Db): Promise<Ending | undefined> {
  return due(db).limit(1).forUpdate('accounts').skipLocked().executeTakeFirst()
}

export const listDue = (db: Db, limit: number): Promise<Ending[]> => due(db).limit(limit).execute()

const due = (db: Db) =>
  db
    .selectFrom('accounts')
    .select(['id', 'username'])
    .select(sql<boolean>`leaving is not null and keeps_projects`.as('keepsProjects'))
    .select(sql<Ending['why']>`case when leaving is null then 'unconfirmed' else 'deleted' end`.as('why'))
    .where('ended', 'is', null)
    .where(({ or }) => or([isLeft, isUnanswered]))
    .orderBy('id')

const isLeft = sql<boolean>`leaving <= ${daysAgo(daysToReturn)}`

/** Whoever has something published, looks after the site, or is suspended is left to people to judge. */
const isUnanswered = sql<boolean>`(
  leaving is null and confirmed is null and confirm_by <= now() and suspended is null and role = 'member'
  and not exists (
    select from projects where owner_id = accounts.id and deleted is null and status <> 'draft'
  )
)`

/** To be called in a transaction. So many of its projects that are to go: all, or what nobody but their owner saw. */
export async function lockProjectsToEnd(
  db: Db,
  { id, keepsProjects }: Ending,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('projects')
    .select('id')
    .where('owner_id', '=', id)
    .$if(keepsProjects, query =>
      query.where(({ or, eb }) => or([eb('deleted', 'is not', null), eb('status', '=', 'draft')])),
    )
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

/** What is left of an account's projects gets another version, so that nothing made of the former one lasts. */
export async function renewProjectsOf(db: Db, accountId: number): Promise<number[]> {
  const rows = await db
    .updateTable('projects')
    .set({ version: sql`version + 1` })
    .where('owner_id', '=', accountId)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** With all that belongs to it; its uploads are nobody's then, and the next sweep takes them. */
export async function deleteAccountRow(db: Db, id: number): Promise<void> {
  await db.deleteFrom('accounts').where('id', '=', id).execute()
}

/** Nobody is behind it any more: no name, no address, no way in. */
export async function makeFormer(db: Db, id: number): Promise<void> {
  const username = formerMember.username(await freeNumber(db, id))
  await db
    .updateTable('accounts')
    .set({ username, name: formerMember.name, email: `${username}@muzhack.invalid` })
    .set({ password_hash: '', about: '', about_html: '', links: [], avatar: null })
    .set({ role: 'member', version: sql`version + 1` })
    .set({ ended: sql`now()`, leaving: null })
    .where('id', '=', id)
    .execute()
  await db.deleteFrom('sessions').where('account_id', '=', id).execute()
  await db.deleteFrom('tokens').where('account_id', '=', id).execute()
  await db.deleteFrom('autosaves').where('account_id', '=', id).execute()
  await db.updateTable('exports').set({ account_id: null }).where('account_id', '=', id).execute()
}

/** Its own, unless somebody called themselves that before such names were kept. */
async function freeNumber(db: Db, number: number): Promise<number> {
  const taken = await db
    .selectFrom('accounts')
    .select('id')
    .where('username', '=', formerMember.username(number))
    .executeTakeFirst()
  return taken ? freeNumber(db, number * 10) : number
}
