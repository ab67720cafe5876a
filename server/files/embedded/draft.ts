import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type About, footer, syncFolder } from './stored.ts'

/** Bytes on their way in: nobody sees them before `keep`, and nothing is left of them after `discard`. */
export type Draft = {
  size(): number
  write(bytes: Buffer): Promise<void>
  /** Puts the file in its place, which it takes over from another. */
  keep(place: string, about: Pick<About, 'key' | 'headers'>): Promise<About>
  discard(): Promise<void>
}

/** `etag` where that is known already, else it is the MD5. */
export async function startDraft(path: string, etag?: string): Promise<Draft> {
  const handle = await open(path, 'wx')
  const hash = createHash('md5')
  let size = 0
  return {
    size: () => size,
    write: async bytes => {
      if (etag === undefined) hash.update(bytes)
      size += bytes.length
      await handle.writeFile(bytes)
    },
    keep: async (place, { key, headers }) => {
      const modified = new Date().toISOString()
      const about = { key, size, etag: etag ?? hash.digest('hex'), modified, headers }
      await handle.writeFile(footer(about))
      await handle.sync()
      await handle.close()
      await rename(path, place)
      await syncFolder(dirname(place))
      return about
    },
    discard: async () => {
      await handle.close()
      await rm(path, { force: true })
    },
  }
}
