import { join, resolve } from 'node:path'
import { Stop } from '../deploy/stop.ts'
import { exit } from './exit.ts'
import { readBytes, readStored, readThrough, type Shelf } from './files.ts'
import { listBackups } from './folder.ts'
import { linesOf } from './lines.ts'
import { type Entry, type Manifest, manifestFile, readEntry, readManifest } from './manifest.ts'
import type { RestoreOptions } from './options.ts'
import { type Opener, openerFor } from './seal.ts'
import { readSums, sumsFile } from './sums.ts'

/** A finished backup; `sealed`: no key was given for what is encrypted in it. */
export type Backup = Shelf & { name: string; manifest: Manifest; sealed: boolean; dump: string; list: string }

/** Looks for it, and at what it says of itself. */
export async function openBackup({ from, backup, identity }: RestoreOptions): Promise<Backup> {
  const name = await nameOf(from, backup)
  const folder = join(resolve(from), name)
  const sums = await readSums(folder)
  await readThrough(readStored({ folder, sums }, manifestFile))
  const manifest = await readManifest(folder)
  const encrypted = manifest.recipients.length > 0
  const open: Opener = identity === undefined ? bytes => bytes : await openerFor(identity)
  const suffix = encrypted ? '.age' : ''
  const files = { dump: `database.dump${suffix}`, list: `objects.jsonl${suffix}` }
  checkComplete(folder, { sums, manifest }, files)
  return { name, folder, sums, manifest, open, sealed: encrypted && identity === undefined, ...files }
}

async function nameOf(from: string, wanted: string | undefined): Promise<string> {
  const names = await listBackups(from).catch((error: NodeJS.ErrnoException) => {
    throw new Stop(exit.usage, `${from} cannot be read: ${error.message}`)
  })
  const name = wanted === undefined ? names.at(-1) : names.find(name => name === wanted)
  if (name !== undefined) return name
  const there = names.length > 0 ? `There are ${names.join(', ')}.` : 'There is none that is finished.'
  throw new Stop(exit.usage, `${wanted ?? 'A backup'} is not in ${from}. ${there}`)
}

type Contents = Pick<Backup, 'sums' | 'manifest'>

/** Lines that are gone from the sums would be missed by nobody else. */
function checkComplete(folder: string, { sums, manifest }: Contents, { dump, list }: Record<string, string>) {
  const objects = manifest.objects === 'kept' ? manifest.count : 0
  if (sums.size === objects + 3 && sums.has(dump ?? '') && sums.has(list ?? '')) return
  throw new Stop(
    exit.failed,
    `${join(folder, sumsFile)} is damaged: it is of other files than ${manifestFile} says.`,
  )
}

/** Its list of objects, once it is certain to be whole. */
export async function readEntries(backup: Backup): Promise<Entry[]> {
  const { list, manifest, sums, folder } = backup
  const entries: Entry[] = []
  for await (const line of linesOf(readBytes(backup, list))) entries.push(readEntry(line))
  const isKept = ({ file }: Entry) =>
    manifest.objects === 'kept' ? file !== undefined && sums.has(file) : true
  if (entries.length !== manifest.count || !entries.every(isKept))
    throw new Stop(
      exit.failed,
      `${join(folder, list)} is damaged: it lists other objects than the backup has.`,
    )
  return entries
}
