import { join } from 'node:path'
import { formatSize } from '../../src/format.ts'
import { Stop } from '../deploy/stop.ts'
import type { Desk } from './desk.ts'
import { listBackups } from './folder.ts'
import type { Entry } from './manifest.ts'
import { type Found, type Kept, keepObjects, lookUp } from './objects.ts'
import { everyFewSeconds } from './progress.ts'
import { stillInUse, type Wanted } from './snapshot.ts'
import { readSums, type Sums } from './sums.ts'

/** What the backup lists, and what is in use but not in the store as it should be. */
export type Gathered = { entries: Entry[]; lacking: Wanted[] }

/** Copies all that is wanted and in the store, or only looks it up. */
export async function gather(desk: Desk, wanted: readonly Wanted[]): Promise<Gathered> {
  const { found, absent } = await lookUp(desk.files, wanted)
  const { entries, gone } = desk.options.listOnly ? listed(found) : await copied(desk, found)
  const lacking = await lackingOf(desk, [...absent, ...gone])
  const others = absent.length + gone.length - lacking.length
  if (others > 0)
    desk.say('step', `${others} uploads never came, or are gone: nothing that is shown needs them`)
  const damaged = found.filter(({ inUse, size, stored }) => inUse && size !== stored)
  tellOf(desk, lacking, damaged)
  return { entries, lacking: [...lacking, ...damaged] }
}

const listed = (found: readonly Found[]) => ({
  entries: found.map(({ key, type, stored }): Entry => ({ key, type, size: stored })),
  gone: [],
})

async function copied(desk: Desk, found: readonly Found[]): Promise<{ entries: Entry[]; gone: Wanted[] }> {
  const entries: Entry[] = []
  const gone: Wanted[] = []
  const count = { copied: 0, bytes: 0 }
  const tell = () => {
    const now = `${count.copied} of them copied now (${formatSize(count.bytes)})`
    desk.say('step', `${entries.length} of ${found.length} objects are here, ${now}`, count)
  }
  const onKept = (kept: Kept | undefined, object: Found) => {
    if (!kept) {
      gone.push(object)
      return
    }
    entries.push(kept.entry)
    desk.sums.set(kept.file, kept.sum)
    if (!kept.isNew) return
    count.copied++
    count.bytes += kept.entry.size
  }
  const known = await knownSums(desk)
  const { signal } = new AbortController()
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

/** What never came, or has been swept since the snapshot, is no loss. */
async function lackingOf({ db }: Desk, absent: readonly Wanted[]): Promise<Wanted[]> {
  const inUse = absent.filter(({ inUse }) => inUse)
  const keys = inUse.map(({ key }) => key)
  const still = await stillInUse(db, keys)
  return inUse.filter(({ key }) => still.has(key))
}

const mostTold = 20

function tellOf({ say }: Desk, lacking: readonly Wanted[], damaged: readonly Found[]) {
  for (const { key } of lacking.slice(0, mostTold)) say('warning', `the store lacks ${key}`, { key })
  for (const { key, size, stored } of damaged.slice(0, mostTold))
    say('warning', `${key} has ${stored} bytes in the store, and had ${size} when it was saved`, { key })
}
