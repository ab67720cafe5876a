import type { IncomingMessage, ServerResponse } from 'node:http'
import { Refusal } from './refusal.ts'

const methods = 'GET, HEAD, POST, PUT'
const exposed = 'ETag, Location, Content-Range, Accept-Ranges, Content-Length, Last-Modified'

/** Lets pages of these origins, and of no other, read our answers. */
export function allowOrigin(
  origins: readonly string[],
  { headers }: IncomingMessage,
  response: ServerResponse,
) {
  response.setHeader('vary', 'Origin')
  if (headers.origin === undefined || !origins.includes(headers.origin)) return
  response.setHeader('access-control-allow-origin', headers.origin)
  response.setHeader('access-control-expose-headers', exposed)
}

export function answerPreflight({ headers }: IncomingMessage, response: ServerResponse): void {
  const method = headers['access-control-request-method'] ?? ''
  if (!response.hasHeader('access-control-allow-origin') || !methods.split(', ').includes(method))
    throw new Refusal('AccessForbidden', 'CORSResponse: This CORS request is not allowed.')
  response.setHeader('access-control-allow-methods', methods)
  response.setHeader('access-control-allow-headers', headers['access-control-request-headers'] ?? '')
  response.setHeader('access-control-max-age', 3600)
  response.writeHead(204).end()
}
