import { crc32 } from 'node:zlib'
import type { Files, UploadedPart, UploadInParts } from '../../files/files.ts'
import { begunWith, inParts, partSize } from '../../files/parts.ts'

type Tools = { files: Files; signal: AbortSignal }

/**
 * A zip on its way into the store. `parts` are digests of what had been sent before this worker's forerunner was
 * killed, or was about to be; `keepPart` adds one, and answers whether anybody still waits; `size` where it is known.
 */
export type Parcel = {
  key: string
  /** The name a browser saves it under. */
  attachment: string
  size?: number
  parts: readonly (string | null)[]
  keepPart(number: number, digest: string): Promise<boolean>
}
/** How big it is, and how many bytes of it had to be sent. */
export type Sent = { size: number; sent: number }

/** Puts it into the store, going on with what has arrived; 'superseded' once nobody waits for it any more. */
export async function sendZip(
  tools: Tools,
  parcel: Parcel,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Sent | 'superseded'> {
  const { files } = tools
  const { key, size } = parcel
  const isThere = async (size: number) => (await files.head(key))?.size === size
  const whole = size !== undefined && (await isThere(size)) && { size, sent: 0 }
  const sent = whole || (await send(tools, parcel, bytes))
  // Where two workers were at it, each may have begun an upload.
  await abortUnfinished(files, key)
  if (sent !== 'superseded' && !(await isThere(sent.size))) throw new Error(`${key} did not arrive whole`)
  return sent
}

export async function abortUnfinished(files: Files, key: string): Promise<void> {
  for await (const upload of unfinishedAt(files, key)) await files.multipart.abort(upload)
}

async function send(
  tools: Tools,
  parcel: Parcel,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Sent | 'superseded'> {
  const parts = inParts(bytes)
  const { value: first = Buffer.alloc(0) } = await parts.next()
  if (first.length === partSize) return sendParts(tools, parcel, begunWith(first, parts))
  await tools.files.put(objectOf(parcel), begunWith(first, parts))
  return { size: first.length, sent: first.length }
}

const objectOf = ({ key, attachment }: Parcel) => ({ key, type: 'application/zip', attachment })

async function sendParts(
  { files, signal }: Tools,
  parcel: Parcel,
  bytes: AsyncIterable<Buffer>,
): Promise<Sent | 'superseded'> {
  const { upload, arrived } = await uploadFor(files, parcel)
  const parts: Pick<UploadedPart, 'number' | 'etag'>[] = []
  const all: Sent = { size: 0, sent: 0 }
  for await (const part of bytes) {
    signal.throwIfAborted()
    const number = parts.length + 1
    const there = arrived.get(number)
    const digest = crc32(part).toString(16)
    all.size += part.length
    if (there?.size === part.length && parcel.parts[number - 1] === digest) {
      parts.push(there)
      continue
    }
    if (!(await parcel.keepPart(number, digest))) return 'superseded'
    parts.push({ number, etag: await files.multipart.send(upload, number, part) })
    all.sent += part.length
  }
  await complete(files, upload, parts, arrived)
  return all
}

/** Stores may insist on completing with all that have come, so that one that became shorter begins anew. */
async function complete(
  files: Files,
  upload: UploadInParts,
  parts: readonly Pick<UploadedPart, 'number' | 'etag'>[],
  arrived: ReadonlyMap<number, UploadedPart>,
): Promise<void> {
  if ([...arrived.keys()].every(number => number <= parts.length))
    return files.multipart.complete(upload, parts)
  await files.multipart.abort(upload)
  throw new Error(`${upload.key} is shorter than what had arrived of it`)
}

/** What was begun under this key and neither completed nor aborted: it is the zip's alone. */
async function uploadFor(
  files: Files,
  parcel: Parcel,
): Promise<{ upload: UploadInParts; arrived: Map<number, UploadedPart> }> {
  for await (const upload of unfinishedAt(files, parcel.key)) {
    const parts = (await files.multipart.parts(upload)) ?? []
    return { upload, arrived: new Map(parts.map(part => [part.number, part])) }
  }
  const id = await files.multipart.begin(objectOf(parcel))
  return { upload: { key: parcel.key, id }, arrived: new Map() }
}

async function* unfinishedAt(files: Files, key: string): AsyncGenerator<UploadInParts> {
  for await (const upload of files.multipart.unfinished(key)) if (upload.key === key) yield upload
}
