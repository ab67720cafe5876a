import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../../server/db/db.ts'

const quiet = () => undefined
const server = process.env.TEST_DATABASE_URL

/** A fresh, migrated database of its own: on PostgreSQL when TEST_DATABASE_URL names one, else PGlite in memory. */
export async function freshDatabase(): Promise<Database> {
  return server ? freshPostgres(server) : freshPglite()
}

/** What the file before had, which nobody uses any more: emptying it takes a fraction of starting another. */
let spare: Database | undefined

async function freshPglite(): Promise<Database> {
  const database =
    spare ?? (await openDatabase({ folder: undefined, template: inject('emptyDatabase').template }, quiet))
  spare = undefined
  return {
    ...database,
    async close() {
      await empty(database)
      spare = database
    },
  }
}

async function empty({ db }: Database): Promise<void> {
  const tables = await db.introspection.getTables()
  const names = tables.filter(({ isView }) => !isView).map(({ name }) => sql.table(name))
  await db.transaction().execute(async transaction => {
    // The audit log refuses to be emptied.
    await sql`set local session_replication_role = replica`.execute(transaction)
    await sql`truncate ${sql.join(names)} restart identity`.execute(transaction)
  })
}

async function freshPostgres(server: string): Promise<Database> {
  const { url, drop } = await createPostgres(server)
  const database = await openDatabase({ url }, quiet)
  return {
    ...database,
    async close() {
      await database.close()
      await drop()
    },
  }
}

/** For a site in a process of its own: the environment that names its database, on PostgreSQL made in this way. */
export async function databaseEnvironment(
  how = '',
): Promise<{ env: Record<string, string>; drop(): Promise<void> }> {
  if (!server) return { env: { DATABASE_URL: '' }, drop: async () => undefined }
  const { url, drop } = await createPostgres(server, how)
  return { env: { DATABASE_URL: url }, drop }
}

async function createPostgres(server: string, how = '') {
  const name = `muzhack_test_${randomBytes(6).toString('hex')}`
  await administer(server, `create database ${name} ${how}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => administer(server, `drop database ${name} with (force)`) }
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}
