import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Stop } from '../deploy/stop.ts'
import { exit } from './exit.ts'
import type { Bytes, Opener } from './seal.ts'
import type { Sums } from './sums.ts'

const atOnce = 256 * 1024

/** Answers the SHA-256 of what was written, once it is on the disk. */
export async function writeBytes(path: string, bytes: Bytes): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(
    bytes,
    async function* (bytes: Bytes) {
      for await (const some of bytes) {
        hash.update(some)
        yield some
      }
    },
    createWriteStream(path, { mode: 0o600, flush: true, highWaterMark: atOnce }),
  )
  return hash.digest('hex')
}

export async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: atOnce }), hash)
  return hash.digest('hex')
}

/** A backup to read from: its folder, the sums of its files, and how they are opened. */
export type Shelf = { folder: string; sums: Sums; open: Opener }

/** A file of the backup as it was before it was encrypted. Throws before its end unless the sum is right. */
export async function* readBytes({ folder, sums, open }: Shelf, path: string): Bytes {
  try {
    yield* open(readStored({ folder, sums }, path), path)
  } catch (error) {
    // What is damaged may look as if it were for another key.
    if (error instanceof Stop) await readThrough(readStored({ folder, sums }, path))
    throw error
  }
}

/** As it is stored. */
export const readStored = ({ folder, sums }: Omit<Shelf, 'open'>, path: string): Bytes =>
  compared(join(folder, path), sums.get(path))

async function* compared(file: string, sum: string | undefined): Bytes {
  if (sum === undefined) throw new Stop(exit.failed, `The backup has no sum of ${file}.`)
  const hash = createHash('sha256')
  for await (const some of bytesIn(file)) {
    hash.update(some)
    yield some
  }
  if (hash.digest('hex') !== sum)
    throw new Stop(exit.failed, `${file} is damaged: its sum is another than when it was written.`)
}

async function* bytesIn(file: string): Bytes {
  try {
    yield* createReadStream(file, { highWaterMark: atOnce }) as AsyncIterable<Uint8Array>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new Stop(exit.failed, `${file} is missing.`)
  }
}

/** Reads to the end, for what is found on the way. */
export async function readThrough(bytes: Bytes): Promise<number> {
  let size = 0
  for await (const some of bytes) size += some.length
  return size
}
