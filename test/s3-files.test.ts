import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { StoreUnavailable } from '../server/files/files.ts'
import { openFiles } from '../server/files/s3.ts'
import { credentials } from './help/s3.ts'

let server: Server | undefined
afterEach(() => {
  server?.close()
  server?.closeAllConnections()
})

/** The client of a store that answers like this. */
async function filesOf(answer: RequestListener) {
  server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = Object(server.address())
  return openFiles({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-central-1',
    bucket: 'muzhack',
    credentials,
  })
}

describe('a store that does not answer', () => {
  it('is unavailable when nobody listens', async () => {
    const files = await filesOf(() => undefined)
    server?.close()

    await expect(files.ready()).rejects.toThrow(StoreUnavailable)
    await expect(files.head('x')).rejects.toThrow(StoreUnavailable)
    await expect(files.remove(['x'])).rejects.toThrow(StoreUnavailable)
  })

  it('is not ready within two seconds when it keeps silent, and some more on a busy machine', async () => {
    const files = await filesOf(() => undefined)
    const start = performance.now()

    await expect(files.ready()).rejects.toThrow(StoreUnavailable)

    expect(performance.now() - start).toBeLessThan(8000)
  })

  it('is unavailable when it fails', async () => {
    const files = await filesOf((_, response) => response.writeHead(503).end())

    await expect(files.ready()).rejects.toThrow(StoreUnavailable)
    await expect(files.head('x')).rejects.toThrow(StoreUnavailable)
  })

  it('still signs, which needs no store', async () => {
    const files = await filesOf(() => undefined)
    server?.close()

    expect(await files.sign({ key: 'x', type: 'audio/wav', size: 1 })).toMatchObject({ key: 'x' })
  })
})

describe('a store that refuses', () => {
  it('is not ready when it does not know the bucket', async () => {
    const files = await filesOf((_, response) => response.writeHead(404).end())

    await expect(files.ready()).rejects.toThrow('the object store does not know our bucket')
  })

  it('is ready when we may only not list what is in it', async () => {
    const files = await filesOf((_, response) => response.writeHead(403).end())

    await expect(files.ready()).resolves.toBeUndefined()
    await expect(files.head('x')).rejects.not.toThrow(StoreUnavailable)
  })
})
