import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import pg from 'pg'
import { siteOf } from '../../../scripts/backup/site.ts'
import type { Files } from '../../../server/files/files.ts'
import { openFiles } from '../../../server/files/s3.ts'

type Env = Record<string, string>

/** The store that these variables name, by the keys that are in them. */
export function filesOf(env: Env): Files {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = env
  return openFiles({ ...siteOf(env).store, credentials: { accessKeyId, secretAccessKey } })
}

/** All rows of all tables, as text, but of those whose rows are left out of backups; and what sequences go on from. */
export async function rowsOf(env: Env): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL })
  await client.connect()
  const tables = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
     and relname not in ('sessions', 'tokens', 'exports')`,
  )
  const all: Record<string, string[]> = {}
  for (const { name } of tables.rows) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from "${name}" t order by 1`)
    all[name] = rows.map(({ row }) => row)
  }
  const sequences = await client.query<{ row: string }>(
    'select sequencename || coalesce(last_value::text, $1) as row from pg_sequences order by 1',
    [' is new'],
  )
  await client.end()
  return { ...all, sequences: sequences.rows.map(({ row }) => row) }
}

/** How everything in a bucket is served: its bytes' sum, and the headers that a browser heeds. */
export async function objectsOf(env: Env): Promise<Record<string, string>> {
  const files = filesOf(env)
  const all: Record<string, string> = {}
  for await (const { key } of files.list('')) {
    const answer = await fetch(files.url(key))
    const sum = createHash('sha256').update(Buffer.from(await answer.arrayBuffer()))
    const headers = ['content-type', 'content-disposition', 'cache-control', 'content-length']
    all[key] = [sum.digest('hex'), ...headers.map(name => answer.headers.get(name))].join(' | ')
  }
  files.close()
  return all
}

/** The sum of one object, undefined where it is not there. */
export async function sumOf(env: Env, key: string): Promise<string | undefined> {
  const files = filesOf(env)
  const opened = await files.get(key)
  const bytes = opened && (await buffer(opened.body))
  files.close()
  return bytes && createHash('sha256').update(bytes).digest('hex')
}
