import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import pg from 'pg'
import { inject } from 'vitest'
import { backup } from '../../../scripts/backup/backup.ts'
import { restore } from '../../../scripts/backup/restore.ts'
import { startPglite } from '../../../server/db/embedded/start.ts'
import { all, credentials, openStore, type TestStore } from '../s3.ts'
import type { Ended } from './commands.ts'

type Env = Record<string, string>

/** A site's database and store, without the site; and an empty folder for its backups. */
export type Stage = {
  folder: string
  backups: string
  env: Env
  store: TestStore
  identity: string
  recipient: string
  backUp(args?: string[], env?: Env): Promise<Ended>
  restore(args?: string[], env?: Env): Promise<Ended>
  /** An upload of ada's that the database knows, and the store too unless it never came. */
  upload(key: string, options?: { comes?: boolean; inUse?: boolean; bytes?: string }): Promise<void>
  query(statement: string, values?: unknown[]): Promise<void>
  /** Names of backups, the oldest first. */
  names(): Promise<string[]>
  /** Flips a bit in the middle of a file, by its path from the folder of backups. */
  damage(path: string): Promise<void>
  /** Begins again, with nothing but ada. */
  empty(): Promise<void>
  stop(): Promise<void>
}

const standIn = `${process.execPath} ${join(import.meta.dirname, 'pg-dump.ts')}`

export async function setStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'muzhack-backups-'))
  const backups = join(folder, 'backups')
  const pglite = await startPglite(
    { folder: undefined, template: inject('emptyDatabase').template },
    () => undefined,
  )
  const client = new pg.Client({ host: pglite.host, user: 'postgres', database: 'postgres' })
  await client.connect()
  const store = await openStore()
  const secret = await generateX25519Identity()
  const identity = join(folder, 'key.txt')
  await writeFile(identity, `# a key of the tests\n${secret}\n`)
  const env = {
    DATABASE_URL: `postgres:///postgres?host=${pglite.host}&user=postgres`,
    S3_ENDPOINT: store.config.endpoint ?? '',
    S3_BUCKET: store.config.bucket,
    S3_REGION: store.config.region,
    AWS_ACCESS_KEY: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    PG_DUMP: standIn,
    PG_RESTORE: standIn,
  }
  const query = async (statement: string, values: unknown[] = []) =>
    void (await client.query(statement, values))
  return {
    folder,
    backups,
    env,
    store,
    identity,
    recipient: await identityToRecipient(secret),
    backUp: (args = [], more = {}) => ended(backup, ['--to', backups, ...args], { ...env, ...more }),
    restore: (args = [], more = {}) => ended(restore, ['--from', backups, ...args], { ...env, ...more }),
    query,
    async upload(key, { comes = true, inUse = true, bytes = `the bytes of ${key}` } = {}) {
      await query(`insert into uploads (key, account_id, type, size) values ($1, 1, 'text/plain', $2)`, [
        key,
        bytes.length,
      ])
      const avatar = `update accounts set avatar = coalesce(avatar, '[]') || jsonb_build_array(jsonb_build_object('key', $1::text))`
      if (inUse) await query(avatar, [key])
      if (comes) await store.files.put({ key, type: 'text/plain' }, [Buffer.from(bytes)] as never)
    },
    names: async () => (await readdir(backups)).filter(name => name.startsWith('20')).toSorted(),
    async damage(path) {
      const bytes = await readFile(join(backups, path))
      const middle = Math.floor(bytes.length / 2)
      bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
      await writeFile(join(backups, path), bytes)
    },
    async empty() {
      await query('truncate accounts restart identity cascade')
      await query(
        `insert into accounts (username, email, name, password_hash) values ('ada', 'ada@example.org', 'Ada', '')`,
      )
      await store.files.remove((await all(store.files.list(''))).map(({ key }) => key))
      await rm(backups, { recursive: true, force: true })
    },
    async stop() {
      await client.end()
      await pglite.stop()
      await store.stop()
      await rm(folder, { recursive: true })
    },
  }
}

/** In this process, since starting one takes longer than most of them. */
async function ended(command: typeof backup, args: string[], env: Env): Promise<Ended> {
  let output = ''
  const code = await command(args, env, line => {
    output += `${line}\n`
  })
  return { code, output }
}
