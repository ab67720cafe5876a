import { readWhole } from './body.ts'
import { answerXml, type Call, checkKey, type Store } from './call.ts'
import type { Draft } from './draft.ts'
import { keptHeaders } from './headers.ts'
import { Refusal } from './refusal.ts'
import { checkRequestSignature } from './signature.ts'
import type { Stored } from './stored.ts'

/** PUT with x-amz-copy-source: the bytes of another object, with its headers or (REPLACE) those of this request. */
export async function copyObject(store: Store, call: Call): Promise<void> {
  const { request, response, key } = call
  await readWhole(request, checkRequestSignature(store, call), 0)
  checkKey(key)
  const source = sourceOf(call)
  const replace = isReplacing(call)
  if (source === key && !replace)
    throw new Refusal(
      'InvalidRequest',
      'To copy an object onto itself changes nothing unless its headers are replaced.',
    )

  const object = await store.objects.open(source)
  if (!object) throw new Refusal('NoSuchKey', 'The object to copy does not exist.')
  const draft = await store.objects.draft()
  try {
    request.setTimeout(0)
    await append(draft, object)
    const headers = replace ? keptHeaders(request.headers) : object.about.headers
    const { etag, modified } = await store.objects.keep(draft, { key, headers })
    answerXml(response, 200, 'CopyObjectResult', { ETag: `"${etag}"`, LastModified: modified })
  } finally {
    await draft.discard()
    await object.close()
  }
}

/** Writes a stored object, or part of one, to the end of a draft. */
export async function append(draft: Draft, { about, read }: Stored): Promise<void> {
  if (about.size === 0) return
  const chunks: AsyncIterable<Buffer> = read(0, about.size - 1)
  for await (const bytes of chunks) await draft.write(bytes)
}

function sourceOf({ request, bucket }: Call): string {
  const given = String(request.headers['x-amz-copy-source'])
  if (given.includes('?')) throw new Refusal('NotImplemented', 'Objects have no versions here.')
  const source = decode(given).replace(/^\//, '')
  if (!source.startsWith(`${bucket}/`))
    throw new Refusal('NoSuchBucket', 'Only what is in this bucket can be copied.')
  const key = source.slice(bucket.length + 1)
  checkKey(key)
  return key
}

function isReplacing({ request }: Call): boolean {
  const directive = request.headers['x-amz-metadata-directive'] ?? 'COPY'
  if (directive !== 'COPY' && directive !== 'REPLACE')
    throw new Refusal('InvalidArgument', 'The metadata directive is COPY or REPLACE.')
  return directive === 'REPLACE'
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Refusal('InvalidArgument', 'The copy source cannot be understood.')
  }
}
