import { ask, type Client, patient } from './client.ts'
import type { Described, Multipart } from './files.ts'
import { describe } from './served.ts'

/** What is held in memory at a time; 10,000 of them are 80 GB. */
const partSize = 8 * 1024 * 1024

/** Bytes of whatever length: what does not fit into one part goes up in several, each of which may be tried again. */
export async function putObject(
  store: Client,
  multipart: Multipart,
  object: Described,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  const parts = inParts(body)
  const first = await parts.next()
  const second = await parts.next()
  if (second.done) await putWhole(store, object, first.value ?? Buffer.alloc(0))
  else
    await putInParts(store, multipart, object, chain([first.value ?? Buffer.alloc(0), second.value], parts))
}

async function putWhole({ Bucket, open }: Client, object: Described, Body: Buffer): Promise<void> {
  const { sdk, client } = await open()
  await ask(() => client.send(new sdk.PutObjectCommand({ Bucket, Body, ...describe(object) }), patient))
}

async function putInParts(
  store: Client,
  multipart: Multipart,
  object: Described,
  parts: AsyncIterable<Buffer>,
): Promise<void> {
  const upload = { key: object.key, id: await multipart.begin(object) }
  try {
    const { Bucket } = store
    const { sdk, client } = await store.open()
    const done: { number: number; etag: string }[] = []
    for await (const Body of parts) {
      const PartNumber = done.length + 1
      const part = { Bucket, Key: upload.key, UploadId: upload.id, PartNumber, Body }
      const { ETag = '' } = await ask(() => client.send(new sdk.UploadPartCommand(part), patient))
      done.push({ number: PartNumber, etag: ETag })
    }
    await multipart.complete(upload, done)
  } catch (error) {
    // Where even this fails, the sweep of unfinished uploads takes it away.
    await multipart.abort(upload).catch(() => undefined)
    throw error
  }
}

async function* chain(first: readonly Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* first
  yield* rest
}

async function* inParts(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, undefined> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const bytes of body) {
    held.push(bytes)
    size += bytes.length
    while (size >= partSize) {
      const all = Buffer.concat(held)
      yield all.subarray(0, partSize)
      held = [all.subarray(partSize)]
      size -= partSize
    }
  }
  if (size > 0) yield Buffer.concat(held)
}
