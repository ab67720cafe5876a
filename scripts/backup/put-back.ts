import { setTimeout as pause } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { migrationNames } from '../../server/db/migrate.ts'
import type { Schema } from '../../server/db/schema.ts'
import { attachmentOf } from '../../server/domain/uploads/attachments.ts'
import { type Files, StoreUnavailable } from '../../server/files/files.ts'
import { openFiles } from '../../server/files/s3.ts'
import { formatSize } from '../../src/format.ts'
import type { Say } from '../deploy/say.ts'
import { Stop } from '../deploy/stop.ts'
import { openAsItIs } from './database.ts'
import { eachOf } from './each.ts'
import { exit } from './exit.ts'
import { readBytes, readThrough } from './files.ts'
import type { Entry } from './manifest.ts'
import { type Backup, openBackup, readEntries } from './opened.ts'
import type { RestoreOptions } from './options.ts'
import { checkTool, inputTo, type Tool } from './postgres.ts'
import { everyFewSeconds } from './progress.ts'
import { refuse } from './refuse.ts'
import type { Site } from './site.ts'
import { clear, lookAt, type Target } from './target.ts'

export type Order = {
  options: RestoreOptions
  site: Site
  tool: Tool
  say: Say
  progress: { phase: 'looking' | 'objects' | 'database' | 'done' }
}

type Desk = Order & { backup: Backup; db: Kysely<Schema>; files: Files }

/** Objects first, then the database in one transaction: until its end there is no site that lacks anything. */
export async function putBack(order: Order): Promise<void> {
  const { site, tool, options } = order
  const backup = await openBackup(options)
  if (backup.sealed)
    throw new Stop(exit.usage, `${backup.name} is encrypted: --identity FILE names the key that opens it.`)
  await checkSchema(backup)
  await checkTool(tool)
  const [db, files] = [openAsItIs(site.database), openFiles(site.store)]
  try {
    await files.ready()
    await write({ ...order, backup, db, files })
  } finally {
    files.close()
    await db.destroy()
  }
}

async function checkSchema({ manifest }: Backup): Promise<void> {
  const { schema, revision } = manifest
  if ((await migrationNames()).includes(schema)) return
  throw new Stop(
    exit.refused,
    `The backup was made by revision ${revision}, after the migration ${schema}, which is not here: check out that revision.`,
  )
}

async function write(desk: Desk): Promise<void> {
  const { backup, db, files, options, progress, say } = desk
  say('step', `Reading ${backup.name}: the sums of its database and of its list`)
  const entries = await readEntries(backup)
  await readThrough(readBytes(backup, backup.dump))
  const target = await lookAt(db, files, entries)
  refuse(target, backup, options)
  say('plan', planOf(backup, target), { backup: backup.name, objects: target.toWrite.length })
  progress.phase = 'objects'
  await writeObjects(desk, target.toWrite)
  progress.phase = 'database'
  await writeDatabase(desk, target)
  const words = await counts(desk, entries.length)
  progress.phase = 'done'
  say('done', words, { backup: backup.name, objects: entries.length })
}

function planOf({ name, manifest }: Backup, { toWrite, accounts }: Target): string {
  const there = manifest.count - toWrite.length
  const kept = there > 0 ? `; ${there} are there already` : ''
  const cleared = accounts === undefined ? '' : ', in place of what it holds'
  return `Writing ${toWrite.length} objects into the bucket${kept}. Then the database of ${manifest.made}${cleared}. From ${name}.`
}

const atOnce = 4

async function writeObjects(desk: Desk, entries: readonly Entry[]): Promise<void> {
  const { backup, say } = desk
  if (backup.manifest.objects === 'listed') return
  let [written, bytes] = [0, 0]
  const tell = () =>
    say('step', `Wrote ${written} of ${entries.length} objects (${formatSize(bytes)})`, { written, bytes })
  await everyFewSeconds(tell, () =>
    eachOf(entries, atOnce, async entry => {
      await writeObject(desk, entry)
      written++
      bytes += entry.size
    }),
  )
  tell()
}

const tries = 4

/** As it was signed: what an object carries follows from its key and type. */
async function writeObject(desk: Desk, entry: Entry, tried = 1): Promise<void> {
  const { key, type, file = '' } = entry
  const attachment = attachmentOf(key)
  const object = { key, type, ...(attachment !== undefined && { attachment }) }
  try {
    await desk.files.put(object, readBytes(desk.backup, file))
  } catch (error) {
    if (!(error instanceof StoreUnavailable) || tried === tries) throw error
    await pause(500 * 2 ** tried)
    await writeObject(desk, entry, tried + 1)
  }
}

const restoring = [
  '--no-owner',
  '--no-privileges',
  '--no-comments',
  '--exit-on-error',
  '--single-transaction',
]

async function writeDatabase({ backup, db, tool, say }: Desk, { accounts }: Target): Promise<void> {
  say('step', 'Writing the database, in one transaction')
  if (accounts !== undefined) await clear(db)
  await inputTo(tool, restoring, readBytes(backup, backup.dump))
  // Until the server has counted by itself, it plans badly.
  await sql`analyze`.execute(db)
}

async function counts({ db, backup }: Desk, objects: number): Promise<string> {
  const { rows } = await sql<{ accounts: number; projects: number }>`
    select (select count(*) from accounts) as accounts, (select count(*) from projects) as projects`.execute(
    db,
  )
  const { accounts = 0, projects = 0 } = rows[0] ?? {}
  return (
    `${backup.name} is restored: ${accounts} accounts, ${projects} projects, ${objects} objects. ` +
    'Start the site; everybody logs in anew.'
  )
}
