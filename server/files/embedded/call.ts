import type { IncomingMessage, ServerResponse } from 'node:http'
import { encodeKey } from '../address.ts'
import type { Objects } from './objects.ts'
import { Refusal } from './refusal.ts'
import type { Trust } from './signature.ts'
import { document, type Node } from './xml.ts'

export type Store = Trust & { bucket: string; objects: Objects }

export type Call = {
  request: IncomingMessage
  response: ServerResponse
  bucket: string
  /** Empty for the bucket itself. */
  key: string
  query: URLSearchParams
}

/** Takes the address apart as it was sent: a URL object would already have resolved what it finds of `..`. */
export function readCall(request: IncomingMessage, response: ServerResponse): Call {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2)
  if (!path.startsWith('/')) throw notAnAddress()
  try {
    decodeURIComponent(query)
    const [bucket = '', ...key] = decodeURIComponent(path).slice(1).split('/')
    return { request, response, bucket, key: key.join('/'), query: new URLSearchParams(query) }
  } catch (error) {
    throw error instanceof URIError ? notAnAddress() : error
  }
}

export function checkKey(key: string): void {
  if (key === '') throw new Refusal('InvalidArgument', 'An object needs a key.')
  if (Buffer.byteLength(key) > 1024) throw new Refusal('KeyTooLongError', 'A key has at most 1024 bytes.')
  if (/\p{Cc}/u.test(key) || key.split('/').some(segment => segment === '.' || segment === '..'))
    throw new Refusal(
      'InvalidArgument',
      'A key has no control characters and no . or .. between its slashes.',
    )
}

/** Where everybody finds an object. */
export function locationOf({ request, bucket }: Call, key: string): string {
  return `http://${request.headers.host ?? 'localhost'}/${bucket}/${encodeKey(key)}`
}

export function answerXml(response: ServerResponse, status: number, root: string, content: Node): void {
  const body = Buffer.from(document(root, content))
  response.writeHead(status, { 'content-type': 'application/xml', 'content-length': body.length }).end(body)
}

function notAnAddress(): Refusal {
  return new Refusal('InvalidURI', 'The address cannot be understood.')
}
