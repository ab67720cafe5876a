import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type About, footer, syncFolder } from './stored.ts'

/** Bytes on their way in: nobody sees them before `keep`, and nothing is left of them after `discard`. */
export type Draft = {
  size(): number
  /** MD5 of what has been written; nothing may be written after it was asked for. */
  md5(): string
  write(bytes: Buffer): Promise<void>
  /** Puts the file in its place, which it takes over from another. The ETag is the MD5 unless told. */
  keep(place: string, about: Pick<About, 'key' | 'headers'> & { etag?: string }): Promise<About>
  discard(): Promise<void>
}

export async function startDraft(path: string): Promise<Draft> {
  const handle = await open(path, 'wx')
  const hash = createHash('md5')
  let size = 0
  let digest: string | undefined
  const md5 = () => (digest ??= hash.digest('hex'))
  return {
    size: () => size,
    md5,
    write: async bytes => {
      hash.update(bytes)
      size += bytes.length
      await handle.writeFile(bytes)
    },
    keep: async (place, { key, headers, etag = md5() }) => {
      const about = { key, size, etag, modified: new Date().toISOString(), headers }
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
