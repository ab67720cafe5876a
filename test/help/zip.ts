import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { fromBufferPromise, openPromise, type ZipFile } from 'yauzl'

/** What is in a zip, by name, read by somebody else's reader; throws where a CRC is not that of its bytes. */
export async function unzip(zip: Buffer): Promise<Map<string, Buffer>> {
  return readAll(await fromBufferPromise(zip, { lazyEntries: true, strictFileNames: true }))
}

export async function unzipFile(path: string): Promise<Map<string, Buffer>> {
  return readAll(await openPromise(path, { lazyEntries: true, strictFileNames: true }))
}

async function readAll(zip: ZipFile): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) {
    const bytes = await buffer(await zip.openReadStreamPromise(entry))
    if (crc32(bytes) !== entry.crc32) throw new Error(`${entry.fileName} has another CRC`)
    files.set(entry.fileName, bytes)
  }
  return files
}

/** Those that CHECKSUMS.sha256 has another sum for, or none. */
export function misfits(files: Map<string, Buffer>): string[] {
  const lines = String(files.get('CHECKSUMS.sha256')).split('\n').slice(0, -1)
  const told = new Map(lines.map(line => [line.slice(66), line.slice(0, 64)]))
  return [...files.keys()].filter(
    name => name !== 'CHECKSUMS.sha256' && told.get(name) !== sumOf(files.get(name) ?? Buffer.alloc(0)),
  )
}

export const sumOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
