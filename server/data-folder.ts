import { chmodSync, mkdirSync } from 'node:fs'
import type { Config } from './config.ts'
import { lockFolder } from './db/embedded/lock.ts'

/**
 * Where the database or the store is embedded: makes their folders readable by nobody but their own user, and takes
 * the whole data folder for this process, before either of them clears away what seems left behind.
 */
export function takeDataFolder({ data, database, store }: Pick<Config, 'data' | 'database' | 'store'>): {
  release(): void
} {
  const folders = [database, store].flatMap(part => ('folder' in part && part.folder ? [part.folder] : []))
  if (folders.length === 0) return { release: () => undefined }
  for (const folder of [data, ...folders]) makePrivate(folder)
  return lockFolder(data)
}

function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    chmodSync(folder, 0o700)
  } catch (error) {
    // A mounted folder may belong to somebody else, who has decided.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
  }
}
