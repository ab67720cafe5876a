import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import pg from 'pg'
import { type Around, openAround } from '../engine/around.ts'
import { filesOf } from './compare.ts'

type Env = Record<string, string>

/** A key as age-keygen makes it: the file that opens, and what encrypts. */
export type Key = { identity: string; recipient: string }

/** A folder for backups and keys; and empty places to restore to, as many as wanted. */
export type Drill = {
  folder: string
  newKey(name: string): Promise<Key>
  newPlace(): Promise<Around>
  stop(): Promise<void>
}

export async function openDrill(): Promise<Drill> {
  const folder = await mkdtemp(join(tmpdir(), 'muzhack-drill-'))
  const places: Around[] = []
  return {
    folder,
    async newKey(name) {
      const secret = await generateX25519Identity()
      const identity = join(folder, `${name}.txt`)
      await writeFile(identity, `# a key of the drill\n${secret}\n`)
      return { identity, recipient: await identityToRecipient(secret) }
    },
    async newPlace() {
      const place = await openAround()
      places.push(place)
      return place
    },
    async stop() {
      for (const place of places) await place.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Waits until the archives of all projects as they are now are made. */
export const untilArchived = (env: Env) =>
  untilNone(env, "select count(*)::int as left from archives where state = 'waiting' and superseded is null")

/** Waits until only we are connected: what a killed program had begun goes on for a moment. */
export const untilAlone = (env: Env) =>
  untilNone(
    env,
    `select count(*)::int as left from pg_stat_activity where datname = current_database()
     and pid <> pg_backend_pid() and backend_type = 'client backend'`,
  )

async function untilNone(env: Env, question: string): Promise<void> {
  for (;;) {
    const [first] = await ask<{ left: number }>(env, question)
    if (first?.left === 0) return
    await pause(100)
  }
}

export async function ask<T extends pg.QueryResultRow>(env: Env, question: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL })
  await client.connect()
  const { rows } = await client.query<T>(question)
  await client.end()
  return rows
}

/** Everything goes, as on a machine that burns down. */
export async function wipe({ env }: Around): Promise<void> {
  await ask(env, 'drop schema public cascade')
  await ask(env, 'create schema public')
  const files = filesOf(env)
  const keys: string[] = []
  for await (const { key } of files.list('')) keys.push(key)
  await files.remove(keys)
  files.close()
}
