import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { type DatabaseConfig, openDatabase } from '../../server/db/db.ts'

/** A database of its own on the server that DATABASE_URL or TEST_DATABASE_URL names, else PGlite in this folder. */
export async function freshDatabase(folder: string): Promise<{
  name: string
  url: string
  /** What the job told of its work, once no server runs any more. */
  report(): Promise<unknown>
  drop(): Promise<void>
}> {
  const server = process.env['DATABASE_URL'] || process.env['TEST_DATABASE_URL']
  if (!server) {
    const report = () => reportIn({ folder: join(folder, 'db') })
    return { name: 'PGlite', url: '', report, drop: async () => undefined }
  }
  const name = `muzhack_bench_${randomBytes(6).toString('hex')}`
  await administer(server, `create database ${name}`)
  const { href: url } = Object.assign(new URL(server), { pathname: `/${name}` })
  const drop = () => administer(server, `drop database ${name} with (force)`)
  return { name: 'PostgreSQL', url, report: () => reportIn({ url }), drop }
}

async function reportIn(config: DatabaseConfig): Promise<unknown> {
  const { db, close } = await openDatabase(config, () => undefined)
  const job = await db
    .selectFrom('jobs')
    .select(['attempts', 'report'])
    .where('name', '=', 'archive')
    .executeTakeFirst()
  await close()
  return job
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}
