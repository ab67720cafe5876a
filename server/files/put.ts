import { ask, type Client, patient } from './client.ts'
import type { Described, Multipart } from './files.ts'
import { begunWith, inParts, partSize } from './parts.ts'
import { describe } from './served.ts'

/** Bytes of whatever length: what does not fit into one part goes up in several, each of which may be tried again. */
export async function putObject(
  store: Client,
  multipart: Multipart,
  object: Described,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  const parts = inParts(body)
  const { value: first = Buffer.alloc(0) } = await parts.next()
  if (first.length < partSize) await putWhole(store, object, first)
  else await putInParts(multipart, object, begunWith(first, parts))
}

async function putWhole({ Bucket, open }: Client, object: Described, Body: Buffer): Promise<void> {
  const { sdk, client } = await open()
  await ask(() => client.send(new sdk.PutObjectCommand({ Bucket, Body, ...describe(object) }), patient))
}

async function putInParts(
  multipart: Multipart,
  object: Described,
  parts: AsyncIterable<Buffer>,
): Promise<void> {
  const upload = { key: object.key, id: await multipart.begin(object) }
  try {
    const done: { number: number; etag: string }[] = []
    for await (const part of parts) {
      const number = done.length + 1
      done.push({ number, etag: await multipart.send(upload, number, part) })
    }
    await multipart.complete(upload, done)
  } catch (error) {
    // Where even this fails, the sweep of unfinished uploads takes it away.
    await multipart.abort(upload).catch(() => undefined)
    throw error
  }
}
