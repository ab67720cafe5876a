import { type Kysely, sql, type Transaction } from 'kysely'
import type { Schema } from '../../server/db/schema.ts'
import { isInUse } from '../../server/db/uploads.ts'
import { Stop } from '../deploy/stop.ts'
import { exit } from './exit.ts'

/** An object that the database knows; `inUse`: it was seen in the store, and a project, a profile or a page has it. */
export type Wanted = { key: string; type: string; size: number; inUse: boolean }

/** The database as it is at one moment; `id` is what pg_dump calls it. */
export type Snapshot = { id: string; schema: string; postgres: string; made: Date; wanted: Wanted[] }

type Db = Kysely<Schema> | Transaction<Schema>

const batch = 5000

/** Holds the snapshot for as long as `use` takes. */
export async function withSnapshot(
  db: Kysely<Schema>,
  use: (snapshot: Snapshot) => Promise<void>,
): Promise<Snapshot> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async db => {
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(db)
      await sql`set local statement_timeout = 0`.execute(db)
      const snapshot = { ...(await momentOf(db)), schema: await schemaOf(db), wanted: await listWanted(db) }
      await use(snapshot)
      return snapshot
    })
}

async function momentOf(db: Db): Promise<{ id: string; postgres: string; made: Date }> {
  const { rows } = await sql<{ id: string; postgres: string; made: Date }>`
    select pg_export_snapshot() as id, current_setting('server_version') as postgres, now() as made`.execute(
    db,
  )
  const [moment] = rows
  if (!moment) throw new Error('the database told no snapshot')
  return moment
}

async function schemaOf(db: Db): Promise<string> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(db)
  if (!rows[0]?.there)
    throw new Stop(exit.refused, 'The database of DATABASE_URL holds no MuzHack: is it the right one?')
  const found = await sql<{ name: string }>`
    select name from kysely_migration order by name desc limit 1`.execute(db)
  return found.rows[0]?.name ?? ''
}

/** Exports are left out: they are gone after seven days, and anybody can have one made anew. */
async function listWanted(db: Db): Promise<Wanted[]> {
  const wanted = await listArchives(db)
  for (let after = '', some: Wanted[] = []; ; after = some.at(-1)?.key ?? '') {
    some = await uploads(db).where('key', '>', after).orderBy('key').limit(batch).execute()
    for (const upload of some) wanted.push(upload)
    if (some.length < batch) return wanted
  }
}

const uploads = (db: Db) =>
  db
    .selectFrom('uploads')
    .select(['key', 'type', 'size', isInUse.as('inUse')])
    .where('swept', 'is', null)

/** Of what projects are now: no page leads to those of earlier versions. */
const archives = (db: Db) =>
  db
    .selectFrom('archives')
    .select(['key', 'size'])
    .where('state', '=', 'made')
    .where('superseded', 'is', null)
    .where('project_id', 'is not', null)

async function listArchives(db: Db): Promise<Wanted[]> {
  const made = await archives(db).execute()
  return made.map(({ key, size }) => ({ key, type: 'application/zip', size: size ?? 0, inUse: true }))
}

/** Which of these are in use even now: what has been swept since the snapshot is missed by nobody. */
export async function stillInUse(db: Kysely<Schema>, keys: readonly string[]): Promise<Set<string>> {
  const found = await uploads(db)
    .where(sql<boolean>`uploads.key = any(${keys}::text[])`)
    .where(isInUse)
    .execute()
  const made = await archives(db).where(sql<boolean>`archives.key = any(${keys}::text[])`).execute()
  return new Set([...found, ...made].map(({ key }) => key))
}
