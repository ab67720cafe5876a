import { readdir, readFile } from 'node:fs/promises'
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Schema } from './schema.ts'

const folder = new URL('./migrations/', import.meta.url)

/** Brings the database up to date, one instance at a time; answers the names of what was applied. */
export async function migrate(db: Kysely<Schema>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations } })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) throw new Error('The database could not be brought up to date', { cause: error })
  return results.map(({ migrationName }) => migrationName)
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
