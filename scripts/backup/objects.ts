import { createHash } from 'node:crypto'
import { mkdir, rename, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { bytesOf } from '../../server/domain/archives/source.ts'
import { publicFolder } from '../../server/files/address.ts'
import { syncFolder } from '../../server/files/embedded/stored.ts'
import type { Files } from '../../server/files/files.ts'
import { eachOf } from './each.ts'
import { sumOf, writeBytes } from './files.ts'
import type { Place } from './folder.ts'
import type { Entry } from './manifest.ts'
import type { Seal } from './seal.ts'
import type { Wanted } from './snapshot.ts'
import type { Sums } from './sums.ts'

/** A wanted object as the store has it. */
export type Found = Wanted & { stored: number; modified: Date }

/** Those of them that the store has, and the others. */
export async function lookUp(
  files: Pick<Files, 'list'>,
  wanted: readonly Wanted[],
): Promise<{ found: Found[]; absent: Wanted[] }> {
  const byKey = new Map(wanted.map(object => [object.key, object]))
  const found: Found[] = []
  for await (const { key, size, modified } of files.list(publicFolder)) {
    const object = byKey.get(key)
    if (!object || !byKey.delete(key)) continue
    found.push({ ...object, stored: size, modified })
  }
  return { found, absent: [...byKey.values()] }
}

/** `sum` is that of the stored file; `isNew`: it was not there before. */
export type Kept = { entry: Entry; file: string; sum: string; isNew: boolean }

type Copy = {
  place: Place
  files: Pick<Files, 'get' | 'head'>
  seal: Seal
  /** Sums of what finished backups hold. */
  known: Sums
  signal: AbortSignal
  /** Undefined: it went meanwhile. */
  onKept(kept: Kept | undefined, object: Found): void
}

const atOnce = 6

/** Copies what is not here yet. */
export async function keepObjects(copy: Copy, found: readonly Found[]): Promise<void> {
  const folders = new Set<string>()
  await eachOf(found, atOnce, async object => {
    const file = placeOf(object, copy.seal)
    const folder = dirname(pathOf(copy.place, file))
    if (!folders.has(folder)) await mkdir(folder, { recursive: true, mode: 0o700 })
    folders.add(folder)
    copy.onKept((await keptAlready(copy, object, file)) ?? (await keepNow(copy, object, file)), object)
  })
  for (const folder of folders) await syncFolder(folder)
  await syncFolder(join(copy.place.folder, 'objects'))
}

/**
 * From a backup's folder. By the hash of key and version, which tells nobody whose it is, is no name that leads elsewhere,
 * and is another for another key of encryption, or where a browser has sent it twice.
 */
export function placeOf({ key, stored, modified }: Found, { recipients, suffix }: Seal): string {
  const version = [key, stored, Math.floor(modified.getTime() / 1000), ...recipients]
  const name = createHash('sha256').update(JSON.stringify(version)).digest('hex')
  return `../objects/${name.slice(0, 2)}/${name}${suffix}`
}

/** A backup's folder is one further down. */
const pathOf = ({ folder }: Place, file: string) => join(folder, 'any', file)

async function keptAlready({ place, known }: Copy, object: Found, file: string): Promise<Kept | undefined> {
  const path = pathOf(place, file)
  if (!(await stat(path).catch(() => undefined))) return undefined
  // What a killed run left is whole, but nobody has written down its sum.
  return { entry: entryOf(object, file), file, sum: known.get(file) ?? (await sumOf(path)), isNew: false }
}

const entryOf = ({ key, type, stored }: Found, file: string): Entry => ({ key, type, size: stored, file })

/** Under its name once it is whole. */
async function keepNow(copy: Copy, object: Found, file: string): Promise<Kept | undefined> {
  const { place, files, seal, signal } = copy
  const incoming = join(place.incoming, basename(file))
  try {
    const bytes = bytesOf(files, { key: object.key, size: object.stored }, signal)
    const sum = await writeBytes(incoming, seal.close(bytes))
    await rename(incoming, pathOf(place, file))
    return { entry: entryOf(object, file), file, sum, isNew: true }
  } catch (error) {
    const now = await files.head(object.key)
    if (!now) return undefined
    // Sent once more by its browser since it was listed: as it is now, or not at all.
    if (now.size !== object.stored) return keepNow(copy, { ...object, stored: now.size }, file)
    throw error
  }
}
