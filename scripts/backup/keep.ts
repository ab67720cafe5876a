import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Stop } from '../deploy/stop.ts'
import { exit } from './exit.ts'
import { listBackups, objectsIn, type Place } from './folder.ts'
import { readSums, sumsFile } from './sums.ts'

export type Removed = { backups: string[]; objects: number }

/** Removes all but so many of the newest backups, and objects that none of these knows; nothing where one cannot be read. */
export async function keepNewest({ folder }: Place, keep: number): Promise<Removed> {
  const all = await listBackups(folder)
  const old = all.slice(0, -keep)
  const used = await usedIn(folder, all.slice(-keep))
  for (const name of old) await removeBackup(join(folder, name))
  let objects = 0
  for await (const file of objectsIn(folder)) {
    if (used.has(file)) continue
    await rm(join(folder, 'any', file))
    objects++
  }
  return { backups: old, objects }
}

async function usedIn(folder: string, backups: readonly string[]): Promise<Set<string>> {
  const used = new Set<string>()
  for (const name of backups) for (const path of await pathsIn(join(folder, name))) used.add(path)
  return used
}

async function pathsIn(backup: string): Promise<Iterable<string>> {
  try {
    return (await readSums(backup)).keys()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Stop(exit.failed, `Nothing older was removed, since a backup that stays cannot be read: ${why}`)
  }
}

/** First of all it no longer counts. */
async function removeBackup(backup: string): Promise<void> {
  await rm(join(backup, sumsFile))
  await rm(backup, { recursive: true })
}
