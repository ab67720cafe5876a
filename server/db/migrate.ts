import { readdir, readFile } from 'node:fs/promises'
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Schema } from './schema.ts'

const folder = new URL('./migrations/', import.meta.url)

/** Brings the database up to date, one instance at a time; answers the names of what was applied. */
export async function migrate(db: Kysely<Schema>): Promise<string[]> {
  await mustKeepUnicode(db)
  const migrator = new Migrator({ db, provider: { getMigrations } })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) throw new Error('The database could not be brought up to date', { cause: error })
  return results.map(({ migrationName }) => migrationName)
}

/** A database of another encoding takes what is ASCII, and fails with the first accent. */
async function mustKeepUnicode(db: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{
    encoding: string
  }>`select current_setting('server_encoding') as encoding`.execute(db)
  const encoding = rows[0]?.encoding
  if (encoding !== 'UTF8')
    throw new Error(`The database has the encoding ${encoding}: make it with the encoding UTF8`)
}

/** In the order in which they are applied. */
export async function migrationNames(): Promise<string[]> {
  return (await readdir(folder)).filter(name => name.endsWith('.sql')).toSorted()
}

async function getMigrations(): Promise<Record<string, Migration>> {
  const names = await migrationNames()
  const texts = await Promise.all(names.map(name => readFile(new URL(name, folder), 'utf8')))
  return Object.fromEntries(names.map((name, i) => [name, { up: run(texts[i] ?? '') }]))
}

const run = (text: string) => async (db: Kysely<unknown>) => {
  await sql.raw(text).execute(db)
}
