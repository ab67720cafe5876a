import { sum } from 'ramda'
import { openFiles } from '../../server/files/s3.ts'
import { formatSize } from '../../src/format.ts'
import { run } from '../deploy/run.ts'
import { Stop } from '../deploy/stop.ts'
import { openAsItIs } from './database.ts'
import { type Desk, write, writeOpenly } from './desk.ts'
import { exit } from './exit.ts'
import { beginBackup, finishBackup, takePlace } from './folder.ts'
import { type Gathered, gather } from './gather.ts'
import { keepNewest } from './keep.ts'
import { type Entry, type Manifest, manifestFile } from './manifest.ts'
import { checkTool, outputOf } from './postgres.ts'
import { sealFor } from './seal.ts'
import type { Site } from './site.ts'
import { type Snapshot, type Wanted, withSnapshot } from './snapshot.ts'
import { sumLine } from './sums.ts'

export type Order = Pick<Desk, 'options' | 'tool' | 'say'> & {
  site: Site
  progress: { phase: 'looking' | 'writing' }
}

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
      return await make({ ...order, seal, place, db, files, name, sums: new Map() })
    } finally {
      place.release()
    }
  } finally {
    files.close()
    await db.destroy()
  }
}

/** The database first: what it knows then stays in the store for days, whatever makers do meanwhile. */
async function make(desk: Desk): Promise<Wanted[]> {
  const { options, place, name, sums } = desk
  const snapshot = await withSnapshot(desk.db, snapshot => dump(desk, snapshot))
  const gathered = await gather(desk, snapshot.wanted)
  const manifest = await manifestOf(desk, snapshot, gathered)
  await write(desk, 'objects.jsonl', linesFor(gathered.entries))
  await writeOpenly(desk, manifestFile, [JSON.stringify(manifest, null, 2)])
  await finishBackup(place, name, [...sums].map(([path, sum]) => sumLine(path, sum)).join(''))
  tellOf(desk, manifest)
  if (options.keep !== undefined) await prune(desk, options.keep)
  return gathered.lacking
}

/** What does not belong into a backup: who was logged in, links in letters, and zips that are gone after seven days. */
const withoutRows = ['sessions', 'tokens', 'exports'].map(table => `--exclude-table-data=${table}`)

async function dump(desk: Desk, { id, wanted }: Snapshot): Promise<void> {
  desk.say('step', `Dumping the database, which knows ${wanted.length} objects`)
  const dumped = outputOf(desk.tool, ['--format=custom', `--snapshot=${id}`, ...withoutRows])
  await write(desk, 'database.dump', dumped)
}

function* linesFor(entries: readonly Entry[]): Generator<string> {
  for (const entry of entries) yield `${JSON.stringify(entry)}\n`
}

async function manifestOf(
  { options, seal }: Desk,
  { made, schema, postgres }: Snapshot,
  { entries, lacking }: Gathered,
): Promise<Manifest> {
  return {
    format: 1,
    made: made.toISOString(),
    revision: process.env.GIT_REVISION || (await revision()),
    schema,
    postgres,
    recipients: seal.recipients,
    objects: options.listOnly ? 'listed' : 'kept',
    count: entries.length,
    bytes: sum(entries.map(({ size }) => size)),
    missing: lacking.length,
  }
}

/** A folder without Git has none. */
const revision = () => run('git', ['rev-parse', '--short=12', 'HEAD']).catch(() => 'unknown')

function tellOf({ say, name }: Desk, { count, bytes, missing, objects }: Manifest) {
  const how = objects === 'listed' ? ', by their names only' : ''
  const words = `${name}: the database, and ${count} objects (${formatSize(bytes)})${how}.`
  say('done', words, { backup: name, objects: count, bytes, missing })
}

async function prune({ place, say, name }: Desk, keep: number): Promise<void> {
  try {
    const { backups, objects } = await keepNewest(place, keep)
    const words = `Removed ${backups.length} older backups, and ${objects} objects that no other knows`
    say('step', words, { backups, objects })
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    throw new Stop(exit.failed, `${name} is finished. ${error.message}`)
  }
}
