import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** What is known of an object besides its bytes; `headers` are those it is served with. */
export type About = {
  key: string
  size: number
  etag: string
  modified: string
  headers: Record<string, string>
}

export type OpenObject = {
  about: About
  /** Both ends belong to it. */
  read(start: number, end: number): Readable
  close(): Promise<void>
}

/** An object on its way in: nobody sees it before `keep`, and nothing is left of it after `discard`. */
export type Draft = {
  size(): number
  write(bytes: Buffer): Promise<void>
  keep(key: string, headers: Record<string, string>): Promise<About>
  discard(): Promise<void>
}

export type Objects = {
  draft(): Promise<Draft>
  open(key: string): Promise<OpenObject | undefined>
  remove(key: string): Promise<void>
}

const mark = Buffer.from('MUZHACK1')
const footerSize = mark.length + 4

/**
 * Objects in a folder, a file each: the bytes, then what is known of them as JSON, its length and a mark. One
 * rename thus makes both visible at once. The file is named by the key's hash, so that no key can clash with
 * another on a file system that ignores case, be too long for it, or lead out of the folder.
 */
export async function openObjects(folder: string): Promise<Objects> {
  const kept = join(folder, 'objects')
  const incoming = join(folder, 'incoming')
  await rm(incoming, { recursive: true, force: true })
  await mkdir(incoming, { recursive: true })
  await mkdir(kept, { recursive: true })
  const place = (key: string) => join(kept, createHash('sha256').update(key).digest('hex'))

  return {
    draft: () => startDraft(join(incoming, randomUUID()), place),
    open: async key => {
      const handle = await open(place(key)).catch(ifMissing)
      return handle && (await toObject(handle))
    },
    remove: async key => {
      await rm(place(key), { force: true })
      await syncFolder(kept)
    },
  }
}

async function startDraft(path: string, place: (key: string) => string): Promise<Draft> {
  const handle = await open(path, 'wx')
  const hash = createHash('md5')
  let size = 0
  return {
    size: () => size,
    write: async bytes => {
      hash.update(bytes)
      size += bytes.length
      await handle.writeFile(bytes)
    },
    keep: async (key, headers) => {
      const about = { key, size, etag: hash.digest('hex'), modified: new Date().toISOString(), headers }
      await handle.writeFile(footer(about))
      await handle.sync()
      await handle.close()
      await rename(path, place(key))
      await syncFolder(join(place(key), '..'))
      return about
    },
    discard: async () => {
      await handle.close()
      await rm(path, { force: true })
    },
  }
}

function footer(about: About): Buffer {
  const json = Buffer.from(JSON.stringify(about))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(json.length)
  return Buffer.concat([json, length, mark])
}

async function toObject(handle: FileHandle): Promise<OpenObject> {
  try {
    return {
      about: await readAbout(handle),
      read: (start, end) =>
        handle.createReadStream({ start, end, autoClose: false, highWaterMark: 256 * 1024 }),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function readAbout(handle: FileHandle): Promise<About> {
  const { size } = await handle.stat()
  const end = await readAt(handle, size - footerSize, footerSize)
  if (!end.subarray(4).equals(mark)) throw new Error('an object of the store is damaged')
  const length = end.readUInt32BE()
  const json = await readAt(handle, size - footerSize - length, length)
  const about: About = JSON.parse(json.toString())
  return about
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, position)
  return buffer
}

/** Makes a rename or removal outlive a power cut. Windows has nothing of the kind. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  await handle.sync()
  await handle.close()
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
