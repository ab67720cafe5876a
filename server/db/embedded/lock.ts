import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Another process, mostly the site itself, works with the folder. */
export class FolderInUse extends Error {}

/**
 * Takes the folder for this process until `release`, or until the process dies: an SQLite lock, because the
 * kernel frees it whatever happens. PGlite itself would let a second process in and lose data.
 */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true })
  const lock = new DatabaseSync(join(folder, 'lock'))
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    throw new FolderInUse(`${folder} is in use by another MuzHack process: stop it, or set MUZHACK_DATA`, {
      cause: error,
    })
  }
  return { release: () => lock.close() }
}
