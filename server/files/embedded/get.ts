import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { audioTypes, pictureTypes } from '../../../src/upload.ts'
import { privateFolder } from '../address.ts'
import { type Call, checkKey, type Store } from './call.ts'
import { Refusal } from './refusal.ts'
import { checkAddressSignature, checkRequestSignature } from './signature.ts'
import type { About } from './stored.ts'

/** GET and HEAD: anybody may read, but for what is private. */
export async function getObject(store: Store, call: Call): Promise<void> {
  const { request, response, key } = call
  checkKey(key)
  if (key.startsWith(privateFolder)) checkReader(store, call)
  const object = await store.objects.open(key)
  if (!object) throw new Refusal('NoSuchKey', 'The specified key does not exist.')
  try {
    const { about } = object
    for (const [name, value] of Object.entries(headersOf(about))) response.setHeader(name, value)
    if (isKnown(request, about)) return void response.writeHead(304).end()

    const range = rangeOf(request, about)
    const { start, end } = range ?? { start: 0, end: about.size - 1 }
    if (range) response.setHeader('content-range', `bytes ${start}-${end}/${about.size}`)
    response.writeHead(range ? 206 : 200, { 'content-length': end - start + 1 })
    if (request.method === 'HEAD' || about.size === 0) response.end()
    else await pipeline(object.read(start, end), response)
  } finally {
    await object.close()
  }
}

function checkReader(store: Store, call: Call): void {
  if (call.query.has('X-Amz-Signature')) checkAddressSignature(store, call)
  else checkRequestSignature(store, call)
}

function headersOf({ headers, etag, modified }: About): Record<string, string> {
  const type = headers['content-type'] ?? 'binary/octet-stream'
  return {
    ...headers,
    'content-type': type,
    'accept-ranges': 'bytes',
    etag: `"${etag}"`,
    'last-modified': new Date(modified).toUTCString(),
    'x-content-type-options': 'nosniff',
    // Opened straight from here, a stranger's page must be able to do nothing.
    ...(!pictureTypes.includes(type) &&
      !audioTypes.includes(type) && { 'content-security-policy': "sandbox; default-src 'none'" }),
  }
}

/** Whether the client has this version already, as RFC 9110 (13.2) orders the questions. */
function isKnown({ headers }: IncomingMessage, about: About): boolean {
  const wanted = headers['if-match']
  if (wanted !== undefined && !lists(wanted, about))
    throw new Refusal('PreconditionFailed', 'The object is another.')
  const known = headers['if-none-match']
  if (known !== undefined) return lists(known, about)
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return wholeSeconds(about.modified) <= since
}

function lists(tags: string, { etag }: About): boolean {
  return tags
    .split(',')
    .map(tag => tag.trim().replace(/^W\//, ''))
    .some(tag => tag === '*' || tag === `"${etag}"`)
}

function wholeSeconds(date: string): number {
  return Math.floor(Date.parse(date) / 1000) * 1000
}

/** Undefined where all is to be sent: no range, more than one, one that makes no sense, or one of another version. */
function rangeOf({ headers }: IncomingMessage, about: About): { start: number; end: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? []
  if ((from === '' && to === '') || !isSameVersion(headers['if-range'], about)) return undefined
  if (from !== '' && to !== '' && Number(from) > Number(to)) return undefined

  const { size } = about
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(size - 1, Number(to))
  if (start > end) throw unsatisfiable(size)
  return { start, end }
}

function isSameVersion(version: string | string[] | undefined, about: About): boolean {
  if (version === undefined) return true
  return version === `"${about.etag}"` || Date.parse(String(version)) === wholeSeconds(about.modified)
}

function unsatisfiable(size: number): Refusal {
  return new Refusal('InvalidRange', 'The requested range is not satisfiable.', {
    'content-range': `bytes */${size}`,
  })
}
