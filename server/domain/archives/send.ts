import { crc32 } from 'node:zlib'
import { keepPart, type StoredArchive } from '../../db/archives.ts'
import type { Db } from '../../db/schema.ts'
import type { Described, Files, UploadedPart, UploadInParts } from '../../files/files.ts'
import { inParts, partSize } from '../../files/parts.ts'

type Tools = { db: Db; files: Files; signal: AbortSignal }
type Zip = { size: number; bytes: AsyncIterable<Uint8Array> }

/**
 * Puts it into the store, going on with what arrived before this worker's forerunner was killed; answers how many
 * bytes had to be sent, or 'superseded' once nobody waits for it any more.
 */
export async function sendArchive(
  tools: Tools,
  archive: StoredArchive,
  object: Described,
  zip: Zip,
): Promise<number | 'superseded'> {
  if (zip.size > partSize) return sendParts(tools, archive, object, zip)
  await tools.files.put(object, zip.bytes)
  return zip.size
}

async function sendParts(
  { db, files, signal }: Tools,
  archive: StoredArchive,
  object: Described,
  zip: Zip,
): Promise<number | 'superseded'> {
  const { upload, arrived } = await uploadFor(files, object, Math.ceil(zip.size / partSize))
  const parts: Pick<UploadedPart, 'number' | 'etag'>[] = []
  let sent = 0
  for await (const bytes of inParts(zip.bytes)) {
    signal.throwIfAborted()
    const number = parts.length + 1
    const there = arrived.get(number)
    const digest = crc32(bytes).toString(16)
    if (there?.size === bytes.length && archive.parts[number - 1] === digest) {
      parts.push(there)
      continue
    }
    if (!(await keepPart(db, archive.id, number, digest))) return 'superseded'
    parts.push({ number, etag: await files.multipart.send(upload, number, bytes) })
    sent += bytes.length
  }
  await files.multipart.complete(upload, parts)
  return sent
}

/** What was begun under this key and neither completed nor aborted: it is the archive's alone. */
async function uploadFor(
  files: Files,
  object: Described,
  most: number,
): Promise<{ upload: UploadInParts; arrived: Map<number, UploadedPart> }> {
  for await (const upload of unfinishedAt(files, object.key)) {
    const parts = (await files.multipart.parts(upload)) ?? []
    // Stores may insist on completing with all that have come.
    if (parts.every(({ number }) => number <= most))
      return { upload, arrived: new Map(parts.map(part => [part.number, part])) }
  }
  return { upload: { key: object.key, id: await files.multipart.begin(object) }, arrived: new Map() }
}

export async function abortArchive(files: Files, key: string): Promise<void> {
  for await (const upload of unfinishedAt(files, key)) await files.multipart.abort(upload)
}

async function* unfinishedAt(files: Files, key: string): AsyncGenerator<UploadInParts> {
  for await (const upload of files.multipart.unfinished(key)) if (upload.key === key) yield upload
}
