import { type Body, openBody } from './body.ts'
import { type Call, checkKey, type Store } from './call.ts'
import { copyObject } from './copy.ts'
import type { Draft } from './draft.ts'
import { keptHeaders } from './headers.ts'
import { Refusal } from './refusal.ts'
import { checkRequestSignature } from './signature.ts'

export const largestPut = 5 * 1024 ** 3

export async function putObject(store: Store, call: Call): Promise<void> {
  const { headers } = call.request
  if (headers['x-amz-copy-source'] !== undefined) return copyObject(store, call)
  const payload = checkRequestSignature(store, call)
  checkKey(call.key)
  if (headers['if-match'] !== undefined || headers['if-none-match'] !== undefined)
    throw new Refusal('NotImplemented', 'Objects are put without conditions here.')
  const body = openBody(call.request, payload, largestPut)
  await receive(store, call, body, async draft => {
    const about = { key: call.key, headers: keptHeaders(headers) }
    const { etag } = await store.objects.keep(draft, about)
    call.response.writeHead(200, { etag: `"${etag}"`, ...body.checksums() }).end()
  })
}

/** Takes a body in, and hands it over once it is known to be whole. */
export async function receive(
  { objects }: Store,
  { request }: Call,
  body: Body,
  keep: (draft: Draft) => Promise<void>,
): Promise<void> {
  const draft = await objects.draft()
  try {
    for await (const bytes of body.read()) await draft.write(bytes)
    // From here on silence is ours: making a large file durable can take longer than a client may be idle.
    request.setTimeout(0)
    await keep(draft)
  } finally {
    await draft.discard()
  }
}
