import { sql } from 'kysely'
import type { Db } from './schema.ts'

export type NewJob = { name: string; payload: object; key?: string | undefined; at?: Date | undefined }
/** A job that a worker has taken; `lease` says which time. */
export type TakenJob = { id: number; lease: string; name: string; payload: unknown; attempts: number }

/** After this long without a sign a worker counts as dead, and another takes its job. */
export const leaseSeconds = 60

/** A job of the same name and key that has not begun stands for both, told what this one is. */
export async function insertJob(db: Db, { name, payload, key, at }: NewJob): Promise<void> {
  await db
    .insertInto('jobs')
    .values({ name, key: key ?? null, payload: JSON.stringify(payload), ...(at && { due: at }) })
    // Updating locks it until this transaction ends: begun before, the job would not see what it is enqueued for.
    .onConflict(conflict =>
      conflict
        .columns(['name', 'key'])
        .where(sql<boolean>`key is not null and begun is null`)
        .doUpdateSet({ due: sql`least(jobs.due, excluded.due)`, payload: sql`excluded.payload` }),
    )
    .execute()
}

/** The one of these names that has waited longest, with a lease on it. */
export async function takeJob(db: Db, names: readonly string[]): Promise<TakenJob | undefined> {
  const next = db
    .selectFrom('jobs')
    .select('id')
    .where('state', 'in', ['waiting', 'running'])
    .where('due', '<=', sql<Date>`now()`)
    .where('name', 'in', names)
    .orderBy('due')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
  const taken = await db
    .updateTable('jobs')
    .set({ state: 'running', attempts: sql`attempts + 1`, begun: sql`coalesce(begun, now())` })
    .set({ lease: sql`gen_random_uuid()`, due: leaseEnd })
    .where('id', '=', next)
    .returning(['id', 'lease', 'name', 'payload', 'attempts'])
    .executeTakeFirst()
  return taken && { ...taken, lease: taken.lease ?? '' }
}

const leaseEnd = sql<Date>`now() + ${sql.lit(leaseSeconds)} * interval '1 second'`

/** Whether the job is still this worker's. */
export async function renewLease(db: Db, job: TakenJob): Promise<boolean> {
  const renewed = await heldBy(db, job).set({ due: leaseEnd }).executeTakeFirst()
  return renewed.numUpdatedRows > 0
}

export async function endJob(db: Db, job: TakenJob, report: object): Promise<void> {
  await heldBy(db, job)
    .set({ state: 'done', lease: null, ended: sql`now()`, error: null, report: JSON.stringify(report) })
    .execute()
}

export async function failJob(db: Db, job: TakenJob, error: string): Promise<void> {
  await heldBy(db, job).set({ state: 'failed', lease: null, ended: sql`now()`, error }).execute()
}

/** To be tried again after so many seconds. */
export async function postponeJob(db: Db, job: TakenJob, error: string, seconds: number): Promise<void> {
  const due = sql<Date>`now() + ${seconds} * interval '1 second'`
  await heldBy(db, job).set({ state: 'waiting', lease: null, error, due }).execute()
}

/** As though it had not been taken, for another worker to take at once. */
export async function giveJobBack(db: Db, job: TakenJob): Promise<void> {
  await heldBy(db, job)
    .set({ state: 'waiting', lease: null, attempts: sql`attempts - 1`, due: sql`now()` })
    .execute()
}

const heldBy = (db: Db, { id, lease }: TakenJob) =>
  db.updateTable('jobs').where('id', '=', id).where('lease', '=', lease)

/** Whether it is this caller's to enqueue: nobody has within the interval, in milliseconds. */
export async function beginRecurrence(db: Db, name: string, interval: number): Promise<boolean> {
  const begun = await db
    .insertInto('recurrences')
    .values({ name, enqueued: sql`now()` })
    .onConflict(conflict =>
      conflict
        .column('name')
        .doUpdateSet({ enqueued: sql`now()` })
        .where('recurrences.enqueued', '<=', sql<Date>`now() - ${interval} * interval '1 millisecond'`),
    )
    .returning('name')
    .executeTakeFirst()
  return begun !== undefined
}

/** What failed stays, for somebody to look at. */
export async function deleteDoneJobsBefore(db: Db, time: Date): Promise<number> {
  const deleted = await db
    .deleteFrom('jobs')
    .where('state', '=', 'done')
    .where('ended', '<', time)
    .executeTakeFirst()
  return Number(deleted.numDeletedRows)
}

/** Of one name: how many are due and have nobody at work on them, since when in seconds, and how many failed today. */
export type JobsOfAKind = { name: string; waiting: number; oldest: number; failed: number }

export async function jobsByKind(db: Db): Promise<JobsOfAKind[]> {
  const isWaiting = sql<boolean>`state in ('waiting', 'running') and due <= now()`
  const hasFailed = sql<boolean>`state = 'failed' and ended > now() - interval '1 day'`
  return db
    .selectFrom('jobs')
    .where(where => where.or([isWaiting, hasFailed]))
    .select('name')
    .select(sql<number>`count(*) filter (where ${isWaiting})`.as('waiting'))
    .select(
      sql<number>`coalesce(extract(epoch from now() - min(due) filter (where ${isWaiting})), 0)::float`.as(
        'oldest',
      ),
    )
    .select(sql<number>`count(*) filter (where ${hasFailed})`.as('failed'))
    .groupBy('name')
    .execute()
}
