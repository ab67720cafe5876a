import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { sum } from 'ramda'
import type { Schema } from '../../server/db/schema.ts'
import type { Files } from '../../server/files/files.ts'
import { openFiles } from '../../server/files/s3.ts'
import { formatSize } from '../../src/format.ts'
import { run } from '../deploy/run.ts'
import type { Say } from '../deploy/say.ts'
import { Stop } from '../deploy/stop.ts'
import { openAsItIs } from './database.ts'
import { exit } from './exit.ts'
import { writeBytes } from './files.ts'
import { beginBackup, finishBackup, listBackups, type Place, takePlace } from './folder.ts'
import { keepNewest } from './keep.ts'
import { type Entry, type Manifest, manifestFile } from './manifest.ts'
import { type Found, type Kept, keepObjects, lookUp } from './objects.ts'
import type { BackupOptions } from './options.ts'
import { checkTool, outputOf, type Tool } from './postgres.ts'
import { everyFewSeconds } from './progress.ts'
import { type Bytes, type Seal, sealFor } from './seal.ts'
import type { Site } from './site.ts'
import { type Snapshot, stillReferred, type Wanted, withSnapshot } from './snapshot.ts'
import { readSums, type Sums, sumLine } from './sums.ts'

export type Order = {
  options: BackupOptions
  site: Site
  tool: Tool
  say: Say
  progress: { phase: 'looking' | 'writing' }
}

type Desk = Order & { seal: Seal; place: Place; db: Kysely<Schema>; files: Files; name: string; sums: Sums }

/** What does not belong into a backup: who was logged in, links in letters, and zips that are gone after seven days. */
const withoutRows = ['sessions', 'tokens', 'exports']

/** Answers with what the store lacks. */
export async function backUp(order: Order): Promise<Wanted[]> {
  const { options, site, tool, progress } = order
  const seal = sealFor(options.recipients)
  await checkTool(tool)
  const files = openFiles(site.store)
  const db = openAsItIs(site.database)
  try {
    await files.ready()
    const place = await takePlace(options.to)
    try {
      progress.phase = 'writing'
      const name = await beginBackup(place)
      return await write({ ...order, seal, place, db, files, name, sums: new Map() })
    } finally {
      place.release()
    }
  } finally {
    files.close()
    await db.destroy()
  }
}

async function write(desk: Desk): Promise<Wanted[]> {
  const { options, place, name, sums, say } = desk
  const snapshot = await withSnapshot(desk.db, snapshot => dump(desk, snapshot))
  const { found, absent } = await lookUp(desk.files, snapshot.wanted)
  const { entries, gone } = options.listOnly
    ? { entries: found.map(toListed), gone: [] }
    : await copy(desk, found)
  const missing = await referredStill(desk, [...absent, ...gone])
  await put(desk, 'objects.jsonl', linesFor(entries), desk.seal)
  await put(desk, manifestFile, [JSON.stringify(await manifestOf(desk, snapshot, entries, missing), null, 2)])
  await finishBackup(place, name, [...sums].map(([path, sum]) => sumLine(path, sum)).join(''))
  const bytes = sum(entries.map(({ size }) => size))
  say(
    'done',
    `${name}: the database, and ${entries.length} objects (${formatSize(bytes)})${listed(options)}.`,
    {
      backup: name,
      objects: entries.length,
      bytes,
      missing: missing.length,
    },
  )
  if (options.keep !== undefined) await prune(desk, options.keep)
  return missing
}

const listed = ({ listOnly }: BackupOptions) => (listOnly ? ', by their names only' : '')

async function dump(desk: Desk, { id, wanted }: Snapshot): Promise<void> {
  desk.say('step', `Dumping the database, which knows ${wanted.length} objects`)
  const rows = withoutRows.map(table => `--exclude-table-data=${table}`)
  await put(
    desk,
    'database.dump',
    outputOf(desk.tool, ['--format=custom', `--snapshot=${id}`, ...rows]),
    desk.seal,
  )
}

/** Encrypted where there is a key. */
async function put(
  desk: Desk,
  file: string,
  bytes: Bytes | Iterable<string>,
  seal = sealFor([]),
): Promise<void> {
  const path = file + seal.suffix
  const written = await writeBytes(join(desk.place.folder, desk.name, path), seal.close(asBytes(bytes)))
  desk.sums.set(path, written)
}

async function* asBytes(bytes: Bytes | Iterable<string>): Bytes {
  for await (const some of bytes) yield typeof some === 'string' ? Buffer.from(some) : some
}

const toListed = ({ key, type, stored }: Found): Entry => ({ key, type, size: stored })

async function copy(desk: Desk, found: readonly Found[]): Promise<{ entries: Entry[]; gone: Wanted[] }> {
  const { say } = desk
  const entries: Entry[] = []
  const gone: Wanted[] = []
  let [copied, bytes] = [0, 0]
  const tell = () =>
    say(
      'step',
      `${entries.length} of ${found.length} objects are here, ${copied} of them copied now (${formatSize(bytes)})`,
      {
        objects: entries.length,
        copied,
        bytes,
      },
    )
  const onKept = (kept: Kept | undefined, object: Found) => {
    if (!kept) return void gone.push(object)
    entries.push(kept.entry)
    desk.sums.set(kept.entry.file ?? '', kept.sum)
    if (!kept.isNew) return
    copied++
    bytes += kept.entry.size
  }
  const { signal } = new AbortController()
  const known = await knownSums(desk)
  await everyFewSeconds(tell, () => keepObjects({ ...desk, known, signal, onKept }, found))
  tell()
  return { entries, gone }
}

/** Where they cannot be read, objects that are here are read once more. */
async function knownSums({ place: { folder }, say }: Desk): Promise<Sums> {
  const newest = (await listBackups(folder)).at(-1)
  try {
    return newest === undefined ? new Map() : await readSums(join(folder, newest))
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    say('warning', error.message)
    return new Map()
  }
}

/** What never came, or has been swept meanwhile, is no loss. */
async function referredStill({ db, say }: Desk, absent: readonly Wanted[]): Promise<Wanted[]> {
  const referred = absent.filter(({ referred }) => referred)
  const still = await stillReferred(
    db,
    referred.map(({ key }) => key),
  )
  const missing = referred.filter(({ key }) => still.has(key))
  const others = absent.length - missing.length
  if (others > 0)
    say('step', `${others} uploads were signed and never came, or are gone: nothing refers to them`)
  for (const { key } of missing.slice(0, 20)) say('warning', `the store lacks ${key}`, { key })
  return missing
}

function* linesFor(entries: readonly Entry[]): Generator<string> {
  for (const entry of entries) yield `${JSON.stringify(entry)}\n`
}

async function manifestOf(
  { options, seal }: Desk,
  { made, schema, postgres }: Snapshot,
  entries: readonly Entry[],
  missing: readonly Wanted[],
): Promise<Manifest> {
  return {
    format: 1,
    made: made.toISOString(),
    revision: await revision(),
    schema,
    postgres,
    recipients: seal.recipients,
    objects: options.listOnly ? 'listed' : 'kept',
    count: entries.length,
    bytes: sum(entries.map(({ size }) => size)),
    missing: missing.length,
  }
}

/** A folder without Git has none. */
const revision = () =>
  process.env.GIT_REVISION
    ? process.env.GIT_REVISION
    : run('git', ['rev-parse', '--short=12', 'HEAD']).catch(() => 'unknown')

async function prune({ place, say, name }: Desk, keep: number): Promise<void> {
  try {
    const { backups, objects } = await keepNewest(place, keep)
    say('step', `Removed ${backups.length} older backups, and ${objects} objects that no other knows`, {
      backups,
      objects,
    })
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    throw new Stop(exit.failed, `${name} is finished. ${error.message}`)
  }
}
