import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { changesOfOwn } from './changes/own.ts'
import { changesOfShared } from './changes/shared.ts'
import type { Changes } from './changes.ts'
import { startPglite } from './embedded/start.ts'
import { migrate } from './migrate.ts'
import type { Schema } from './schema.ts'

/**
 * `folder` keeps the embedded database's files; without one it lives in memory. `patience` is how long a statement may
 * take, in ms, 0 for ever.
 */
export type DatabaseConfig =
  | { url: string; patience?: number }
  | { folder: string | undefined; template?: string }

export type Database = {
  db: Kysely<Schema>
  migrations: string[]
  changes: Changes
  /** Those of the pool, and the queries that wait for one. */
  connections(): { working: number; idle: number; waiting: number }
  /** Throws when the database does not answer within two seconds. */
  ready(): Promise<void>
  close(): Promise<void>
}

type Log = (message: string) => void

const minute = 60_000

export async function openDatabase(config: DatabaseConfig, log: Log): Promise<Database> {
  return 'url' in config ? openPostgres(config, log) : openEmbedded(config, log)
}

async function openPostgres({ url, patience = 10_000 }: { url: string; patience?: number }, log: Log) {
  const query_timeout = patience && patience + 5000
  // Compiling a plan takes longer than any query of the site.
  const options = '-c jit=off'
  const pool = poolOf(
    { connectionString: url, max: 10, statement_timeout: patience, query_timeout, options },
    log,
  )
  const changes = changesOfShared({ connectionString: url }, pool, log)
  return open(pool, { connectionString: url }, changes, log, async () => undefined)
}

async function openEmbedded(config: { folder: string | undefined; template?: string }, log: Log) {
  const pglite = await startPglite(config, log)
  // PGlite runs one statement at a time whatever the number of connections.
  const connection = { host: pglite.host, user: 'postgres', database: 'postgres', max: 1 }
  const { onConnect, ...changes } = changesOfOwn()
  const pool = poolOf({ ...connection, idleTimeoutMillis: 0, onConnect }, log)
  const upkeep = [
    every(5 * minute, () => pool.query('checkpoint'), log),
    every(60 * minute, () => pool.query('vacuum analyze'), log),
  ]
  return open(pool, connection, changes, log, async () => {
    upkeep.forEach(clearInterval)
    await pglite.stop()
  })
}

async function open(
  pool: pg.Pool,
  connection: PoolOptions,
  changes: Changes,
  log: Log,
  stop: () => Promise<void>,
): Promise<Database> {
  const db = kyselyOf(pool)
  const close = async () => {
    await changes.close()
    await db.destroy()
    await stop()
  }
  try {
    const migrations = await migrateAlone(connection, log)
    const connections = () => connectionsOf(pool)
    return { db, migrations, changes, connections, ready: () => answersSoon(pool), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Over connections of its own: a migration may take longer than any query of the site should. */
async function migrateAlone(connection: PoolOptions, log: Log): Promise<string[]> {
  const db = kyselyOf(poolOf({ ...connection, query_timeout: 0 }, log))
  try {
    return await migrate(db)
  } finally {
    await db.destroy()
  }
}

/** It is waited for, whatever the driver's types say. */
type PoolOptions = Omit<pg.PoolConfig, 'onConnect'> & { onConnect?: (client: pg.ClientBase) => Promise<void> }

const kyselyOf = (pool: pg.Pool) => new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })

function poolOf(options: PoolOptions, log: Log): pg.Pool {
  const types = new pg.TypeOverrides()
  // bigint: ids and sizes of ours stay far below 2^53.
  types.setTypeParser(pg.types.builtins.INT8, Number)
  const pool = new pg.Pool({ connectionTimeoutMillis: 5000, query_timeout: 15_000, ...options, types })
  // On each connection, not on the pool, which hears only of idle ones: a transaction may be between two statements.
  pool.on('connect', client => client.on('error', error => log(`database connection lost: ${error.message}`)))
  pool.on('error', () => undefined)
  return pool
}

const connectionsOf = ({ totalCount, idleCount, waitingCount }: pg.Pool) => ({
  working: totalCount - idleCount,
  idle: idleCount,
  waiting: waitingCount,
})

async function answersSoon(pool: pg.Pool): Promise<void> {
  const late = AbortSignal.timeout(2000)
  const tooLate = new Promise<never>((_, reject) => {
    late.addEventListener('abort', () => reject(new Error('the database did not answer within 2 s')))
  })
  await Promise.race([pool.query('select 1'), tooLate])
}

function every(ms: number, work: () => Promise<unknown>, log: Log): NodeJS.Timeout {
  const run = () => void work().catch((error: Error) => log(`database upkeep failed: ${error.message}`))
  return setInterval(run, ms).unref()
}
