import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../server/db/schema.ts'
import type { Files } from '../../server/files/files.ts'
import type { Entry } from './manifest.ts'

/** What is in the way of a restore. `accounts` is undefined where the database has no tables. */
export type Target = {
  accounts: number | undefined
  /** Connections of others. */
  others: number
  /** Objects that the backup does not know, or that have another size in it. */
  unknown: number
  differing: number
  toWrite: Entry[]
}

export async function lookAt(
  db: Kysely<Schema>,
  files: Pick<Files, 'list'>,
  entries: readonly Entry[],
): Promise<Target> {
  const rest = new Map(entries.map(entry => [entry.key, entry]))
  const target = { accounts: await accountsIn(db), others: await othersAt(db), unknown: 0, differing: 0 }
  for await (const { key, size } of files.list('')) {
    const entry = rest.get(key)
    if (!entry) target.unknown++
    else if (entry.size === size) rest.delete(key)
    else target.differing++
  }
  return { ...target, toWrite: [...rest.values()] }
}

/** A database of something else has none either, but is not empty. */
async function accountsIn(db: Kysely<Schema>): Promise<number | undefined> {
  const { rows } = await sql<{ tables: number; ours: boolean }>`
    select count(*) as tables, to_regclass('public.accounts') is not null as ours from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    where relkind in ('r', 'p', 'v', 'm') and nspname !~ '^(pg_|information_schema$)'`.execute(db)
  const { tables = 0, ours = false } = rows[0] ?? {}
  if (tables === 0) return undefined
  if (!ours) return Number.POSITIVE_INFINITY
  const found = await sql<{ accounts: number }>`select count(*) as accounts from public.accounts`.execute(db)
  return found.rows[0]?.accounts ?? 0
}

async function othersAt(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ others: number }>`
    select count(*) as others from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`.execute(
    db,
  )
  return rows[0]?.others ?? 0
}

/** All tables and what belongs to them go, so that those of the backup have room. */
export async function clear(db: Kysely<Schema>): Promise<void> {
  await sql`drop schema public cascade; create schema public`.execute(db)
}
