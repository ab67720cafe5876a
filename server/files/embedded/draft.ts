import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type About, footer, syncFolder } from './stored.ts'

/** Bytes on their way in: nobody sees them before `keep`, and nothing is left of them after `discard`. */
export type Draft = {
  size(): number
  write(bytes: Buffer): Promise<void>
  /** Puts the file in its place, which it takes over from another. The ETag is the MD5 unless told. */
  keep(place: string, about: Pick<About, 'key' | 'headers'> & { etag?: string }): Promise<About>
  discard(): Promise<void>
}

export async function startDraft(path: string, { isHashed }: { isHashed: boolean }): Promise<Draft> {
  const handle = await open(path, 'wx')
  const hash = isHashed ? createHash('md5') : undefined
  let size = 0
  const md5 = () => {
    if (!hash) throw new Error('a draft that is not hashed must be told its ETag')
    return hash.digest('hex')
  }
  return {
    size: () => size,
    write: async bytes => {
      hash?.update(bytes)
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
