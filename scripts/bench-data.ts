import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { openDatabase } from '../server/db/db.ts'
import { fill } from './bench/fill.ts'

/** Fills the empty database that DATABASE_URL names, or the embedded one of the data folder that `--data` names. */
const { values } = parseArgs({
  options: { projects: { type: 'string', default: '1000000' }, data: { type: 'string' } },
})
const projects = Number(values.projects)
const url = process.env.DATABASE_URL
if (!Number.isInteger(projects) || projects < 1) throw new Error('--projects takes a number')
if (!url && !values.data)
  throw new Error('DATABASE_URL must name an empty PostgreSQL database, or --data an empty folder')

const log = (words: string) => console.log(words)
const { db, close } = await openDatabase(
  values.data ? { folder: join(values.data, 'db') } : { url: url ?? '', patience: 0 },
  log,
)
try {
  const { rows } = await sql`select from accounts limit 1`.execute(db)
  if (rows.length > 0) throw new Error('The database is not empty')
  await sql`alter table projects drop column if exists search`.execute(db)
  await fill(db, projects, log)
} finally {
  await close()
}
