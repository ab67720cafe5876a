import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../test/help/free-port.ts'
import { type Pinned, startPinned } from './pinned.ts'

/** Where a site keeps its data: in a database of PostgreSQL, or in a folder of the embedded one; else in an empty folder of its own. */
export type Place = { url: string } | { folder: string } | undefined

export type Site = { port: number; url: string; data: string; server: Pinned; stop(): Promise<void> }

export async function startSite(place: Place): Promise<Site> {
  const [port, s3Port] = [await freePort(), await freePort()]
  const own = await mkdtemp(join(tmpdir(), 'muzhack-bench-'))
  const data = place && 'folder' in place ? place.folder : own
  const server = await startPinned(join(import.meta.dirname, '../../server/main.ts'), {
    PORT: `${port}`,
    S3_PORT: `${s3Port}`,
    MUZHACK_DATA: data,
    DATABASE_URL: place && 'url' in place ? place.url : '',
    RATE_LIMITS: 'off',
    // As in production: a line a request.
    LOG_LEVEL: 'info',
  })
  return {
    port,
    url: `http://localhost:${port}`,
    data,
    server,
    async stop() {
      await server.stop()
      await rm(own, { recursive: true, force: true })
    },
  }
}
