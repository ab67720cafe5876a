import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Schema } from '../../server/db/schema.ts'

/** As it is: the server's own way in would bring it up to date. */
export function openAsItIs(database: string): Kysely<Schema> {
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.INT8, Number)
  const pool = new pg.Pool({
    connectionString: database,
    max: 1,
    connectionTimeoutMillis: 10_000,
    // It waits for pg_dump, and what stands between forgets who is silent.
    keepAlive: true,
    application_name: 'muzhack-backup',
    types,
  })
  // A connection that is lost is told by the query that needs it.
  pool.on('connect', client => client.on('error', () => undefined))
  pool.on('error', () => undefined)
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
}
