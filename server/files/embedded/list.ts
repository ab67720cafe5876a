import { encodeKey } from '../address.ts'
import { readWhole } from './body.ts'
import { answerXml, type Call, type Store } from './call.ts'
import type { Page, Span } from './keys.ts'
import { Refusal } from './refusal.ts'
import { checkRequestSignature } from './signature.ts'
import type { Node } from './xml.ts'

const mostKeys = 1000

/** GET ?list-type=2. */
export async function listObjects(store: Store, call: Call): Promise<void> {
  await readWhole(call.request, checkRequestSignature(store, call), 0)
  const { query } = call
  const span = spanOf(query)
  const encode = encoderOf(query)
  const { entries, more } = span.most === 0 ? nothing : await store.objects.page(span)
  const last = entries.at(-1)?.name ?? ''
  const given = (name: string, element: string) => query.has(name) && { [element]: query.get(name) ?? '' }

  answerXml(call.response, 200, 'ListBucketResult', {
    Name: store.bucket,
    Prefix: encode(span.prefix),
    MaxKeys: `${span.most}`,
    KeyCount: `${entries.length}`,
    IsTruncated: `${more}`,
    ...(span.delimiter !== '' && { Delimiter: encode(span.delimiter) }),
    ...(query.has('start-after') && { StartAfter: encode(query.get('start-after') ?? '') }),
    ...given('encoding-type', 'EncodingType'),
    ...given('continuation-token', 'ContinuationToken'),
    ...(more && { NextContinuationToken: Buffer.from(last).toString('base64url') }),
    Contents: await contentsOf(store, entries, encode),
    CommonPrefixes: entries.filter(({ common }) => common).map(({ name }) => ({ Prefix: encode(name) })),
  })
}

export function countOf(query: URLSearchParams, name: string, most: number): number {
  const count = query.get(name) ?? `${most}`
  if (!/^\d{1,9}$/.test(count))
    throw new Refusal('InvalidArgument', `The ${name} is not a number as it should be.`)
  return Math.min(most, Number(count))
}

export function encoderOf(query: URLSearchParams): (text: string) => string {
  const kind = query.get('encoding-type')
  if (kind !== null && kind !== 'url')
    throw new Refusal('InvalidArgument', 'The encoding-type is url, or none.')
  return kind === null ? text => text : encodeKey
}

const nothing: Page = { entries: [], more: false }

function spanOf(query: URLSearchParams): Span {
  const token = query.get('continuation-token')
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    after: token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString(),
    most: countOf(query, 'max-keys', mostKeys),
  }
}

async function contentsOf(
  { objects }: Store,
  entries: Page['entries'],
  encode: (text: string) => string,
): Promise<Node[]> {
  const contents: Node[] = []
  for (const { name, common } of entries) {
    // An object may have been removed since the page was made.
    const about = common ? undefined : await objects.about(name)
    if (about)
      contents.push({
        Key: encode(name),
        LastModified: about.modified,
        ETag: `"${about.etag}"`,
        Size: `${about.size}`,
        StorageClass: 'STANDARD',
      })
  }
  return contents
}
