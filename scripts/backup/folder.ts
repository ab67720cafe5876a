import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { FolderInUse, lockFolder } from '../../server/db/embedded/lock.ts'
import { syncFolder } from '../../server/files/embedded/stored.ts'
import { Stop } from '../deploy/stop.ts'
import { exit } from './exit.ts'
import { sumsFile } from './sums.ts'

/** Where backups are kept: a folder each, `objects` that they share, and what is on its way in. */
export type Place = { folder: string; incoming: string; release(): void }

const named = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/

/** Takes the folder for this run, and clears away what others left unfinished, but for objects that are whole. */
export async function takePlace(to: string): Promise<Place> {
  const folder = resolve(to)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { release } = lock(folder)
  const incoming = join(folder, 'objects', 'incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  for (const name of (await readdir(incoming)).filter(isObject)) await rm(join(incoming, name))
  const unfinished = (await readdir(folder)).filter(name => named.test(name) && !isFinished(folder, name))
  for (const name of unfinished) await rm(join(folder, name), { recursive: true })
  return { folder, incoming, release }
}

/** Whatever else lies there is not ours. */
const isObject = (name: string) => /^[0-9a-f]{64}(\.age)?$/.test(name)

function lock(folder: string) {
  try {
    return lockFolder(folder)
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error
    throw new Stop(exit.refused, `Another backup is being written to ${folder}: wait until it is done.`)
  }
}

/** The oldest first. */
export async function listBackups(folder: string): Promise<string[]> {
  const names = await readdir(folder)
  return names.filter(name => named.test(name) && isFinished(folder, name)).toSorted()
}

const isFinished = (folder: string, name: string) => existsSync(join(folder, name, sumsFile))

/** A new backup's folder, named by the time. */
export async function beginBackup({ folder }: Place): Promise<string> {
  const name = new Date().toISOString().replace(/\.\d+/, '').replaceAll(':', '-')
  await mkdir(join(folder, name), { mode: 0o700 })
  return name
}

/** From now on it counts. */
export async function finishBackup({ folder }: Place, name: string, sums: string): Promise<void> {
  const backup = join(folder, name)
  await writeFile(join(backup, `${sumsFile}.new`), sums, { mode: 0o600, flush: true })
  await syncFolder(backup)
  await rename(join(backup, `${sumsFile}.new`), join(backup, sumsFile))
  await syncFolder(backup)
  await syncFolder(folder)
}

/** Objects that backups share, by the names that sums have for them. */
export async function* objectsIn(folder: string): AsyncGenerator<string> {
  const folders = (await readdir(join(folder, 'objects'))).filter(name => /^[0-9a-f]{2}$/.test(name))
  for (const some of folders)
    for (const name of (await readdir(join(folder, 'objects', some))).filter(isObject))
      yield `../objects/${some}/${name}`
}
