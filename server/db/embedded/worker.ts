import { openAsBlob } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import type { WorkerOptions } from './start.ts'

const { folder, template, socket } = workerData as WorkerOptions

const pglite = await PGlite.create({
  ...(folder !== undefined && { dataDir: folder }),
  ...(template !== undefined && { loadDataDir: await openAsBlob(template) }),
  extensions: { pg_trgm },
  startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
})
const server = new PGLiteSocketServer({ db: pglite, path: socket, maxConnections: 20 })
await server.start()
parentPort?.postMessage('ready')

parentPort?.once('message', async () => {
  await server.stop()
  await pglite.exec('vacuum')
  await pglite.exec('checkpoint')
  await pglite.close()
  parentPort?.close()
})
