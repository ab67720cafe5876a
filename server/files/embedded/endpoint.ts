import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { readCall, type Store } from './call.ts'
import { shareConnections } from './connections.ts'
import { allowOrigin, answerPreflight } from './cors.ts'
import { openObjects } from './objects.ts'
import { operationOf } from './operations.ts'
import { Refusal, toRefusal } from './refusal.ts'
import type { Trust } from './signature.ts'
import { document } from './xml.ts'

export type EndpointOptions = Trust & {
  folder: string
  bucket: string
  /** Of the pages that may read our answers, such as http://localhost:8000. */
  allowedOrigins: readonly string[]
}

export type Endpoint = {
  /** Returns the port. */
  listen(port: number, host: string): Promise<number>
  /** Gives requests under way these milliseconds to finish. */
  close(grace: number): Promise<void>
}

const silence = 60_000
const drained = { bytes: 64 * 1024 * 1024, milliseconds: 30_000 }

/** A small S3: one bucket, path style, for what MuzHack asks of object storage. */
export function createEndpoint({ folder, allowedOrigins, ...options }: EndpointOptions): Endpoint {
  const store = Promise.withResolvers<Store>()
  const server = createServer((request, response) => {
    request.on('error', () => undefined)
    response.on('error', () => undefined)
    allowOrigin(allowedOrigins, request, response)
    store.promise
      .then(opened => answer(opened, request, response))
      .catch(error => refuse(error, request, response))
  })
  server.headersTimeout = 20_000
  // A large file over a bad line may take hours: only silence ends a request.
  server.requestTimeout = 0
  server.timeout = silence
  server.maxConnections = 2000
  shareConnections(server)

  return {
    listen: async (port, host) => {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, resolve)
      })
      // Only now: opening clears away what a crash has left, and whoever holds the port still needs its own.
      store.resolve({ ...options, objects: await openObjects(folder) })
      const address = server.address()
      return typeof address === 'object' && address ? address.port : port
    },
    close: async grace => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeIdleConnections()
      await Promise.race([closed, pause(grace, undefined, { ref: false })])
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(store: Store, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'OPTIONS') return answerPreflight(request, response)
  const call = readCall(request, response)
  if (call.bucket !== store.bucket) throw new Refusal('NoSuchBucket', 'The specified bucket does not exist.')
  await operationOf(call)(store, call)
}

async function refuse(error: unknown, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refusal = toRefusal(error)
  if (refusal.status >= 500 && error !== refusal) console.error(error)
  if (response.headersSent || response.destroyed) return void response.destroy()
  const body = document('Error', {
    Code: refusal.code,
    Message: refusal.message,
    Resource: request.url ?? '',
    RequestId: randomUUID(),
  })
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value)
  if (!request.complete) response.setHeader('connection', 'close')
  response.writeHead(refusal.status, {
    'content-type': 'application/xml',
    'content-length': Buffer.byteLength(body),
  })
  if (request.method !== 'HEAD') response.write(body)
  if (!request.complete) await drain(request)
  response.end()
}

/**
 * Reads on for a while, and throws away, what the client is still sending: to close at once would reset the
 * connection, and our answer would be lost before a browser, busy with sending, has read it.
 */
async function drain(request: IncomingMessage): Promise<void> {
  if (request.destroyed) return
  const enough = Promise.withResolvers<void>()
  const timer = setTimeout(enough.resolve, drained.milliseconds)
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > drained.bytes) enough.resolve()
  })
  request.once('close', enough.resolve).once('end', enough.resolve)
  request.unpipe()
  request.resume()
  await enough.promise
  clearTimeout(timer)
}
