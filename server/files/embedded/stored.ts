import { type FileHandle, open } from 'node:fs/promises'
import type { Readable } from 'node:stream'

/** What is known of an object, or of a part of one, besides its bytes; `headers` are those it is served with. */
export type About = {
  key: string
  size: number
  etag: string
  modified: string
  headers: Record<string, string>
}

export type Stored = {
  about: About
  /** Both ends belong to it. */
  read(start: number, end: number): Readable
  close(): Promise<void>
}

const mark = Buffer.from('MUZHACK1')
const footerSize = mark.length + 4

/** What follows the bytes in a file: what is known of them as JSON, its length and a mark. */
export function footer(about: About): Buffer {
  const json = Buffer.from(JSON.stringify(about))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(json.length)
  return Buffer.concat([json, length, mark])
}

export async function openStored(path: string): Promise<Stored | undefined> {
  const handle = await open(path).catch(ifMissing)
  return handle && (await toStored(handle))
}

export async function readAbout(path: string): Promise<About | undefined> {
  const stored = await openStored(path)
  await stored?.close()
  return stored?.about
}

/** Makes a rename or removal outlive a power cut. Windows has nothing of the kind. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  await handle.sync()
  await handle.close()
}

async function toStored(handle: FileHandle): Promise<Stored> {
  try {
    return {
      about: await aboutOf(handle),
      read: (start, end) =>
        handle.createReadStream({ start, end, autoClose: false, highWaterMark: 256 * 1024 }),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function aboutOf(handle: FileHandle): Promise<About> {
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

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
