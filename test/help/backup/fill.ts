import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { eachOf } from '../../../scripts/backup/each.ts'
import { openDatabase } from '../../../server/db/db.ts'
import { filesOf } from './compare.ts'

type Env = Record<string, string>

/** A site of one maker with so many objects, all referred to, without having been one. */
export async function fill(env: Env, objects: number, size: (index: number) => number): Promise<void> {
  const { DATABASE_URL = '' } = env
  const { close } = await openDatabase({ url: DATABASE_URL }, () => undefined)
  await close()
  const pool = new pg.Pool({ connectionString: DATABASE_URL })
  await pool.query(
    "insert into accounts (username, email, name, password_hash) values ('ada', 'ada@example.org', 'Ada', '')",
  )
  const files = filesOf(env)
  await eachOf(Array.from({ length: objects }).keys(), 4, async index => {
    const key = `u/ada/loop/files/${randomBytes(16).toString('base64url')}/part ${index}.bin`
    const bytes = randomBytes(size(index))
    await files.put({ key, type: 'application/octet-stream', attachment: `part ${index}.bin` }, once(bytes))
    await pool.query(
      `with kept as (insert into uploads (key, account_id, type, size, claimed)
         values ($1, 1, 'application/octet-stream', $2, now()) returning key)
       insert into autosaves (id, account_id, revision, content)
         select gen_random_uuid(), 1, 1, jsonb_build_object('files', jsonb_build_array(jsonb_build_object('key', key)))
         from kept`,
      [key, bytes.length],
    )
  })
  await pool.end()
  files.close()
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
