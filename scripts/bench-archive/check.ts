import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { crc32 } from 'node:zlib'
import { openPromise, type ZipFile } from 'yauzl'

/** Downloads a zip and reads it back with somebody else's reader; answers what is wrong with it, if anything is. */
export async function problemsOf(
  url: string,
  path: string,
  sums: ReadonlyMap<string, string>,
): Promise<string[]> {
  const { body } = await fetch(url)
  await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(path))
  const found = await sumsIn(await openPromise(path, { lazyEntries: true, autoClose: false }))
  const wrong = [...sums].filter(([place, sum]) => found.sums.get(place) !== sum)
  const untold = [...found.sums].filter(([place, sum]) => found.told.get(place) !== sum)
  return [
    ...found.broken.map(place => `${place} has another CRC`),
    ...wrong.map(([place]) => `${place} is not as it was sent`),
    ...untold.map(([place]) => `${place} is not as CHECKSUMS.sha256 says`),
  ]
}

async function sumsIn(zip: ZipFile) {
  const sums = new Map<string, string>()
  const broken: string[] = []
  let told = new Map<string, string>()
  for await (const entry of zip.eachEntry()) {
    const bytes = await zip.openReadStreamPromise(entry)
    if (entry.fileName === 'CHECKSUMS.sha256') {
      told = new Map((await text(bytes)).split('\n').map(line => [line.slice(66), line.slice(0, 64)]))
      continue
    }
    const hash = createHash('sha256')
    let crc = 0
    for await (const some of bytes as AsyncIterable<Buffer>) {
      hash.update(some)
      crc = crc32(some, crc)
    }
    if (crc !== entry.crc32) broken.push(entry.fileName)
    sums.set(entry.fileName, hash.digest('hex'))
  }
  zip.close()
  return { sums, told, broken }
}
