import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { lockFolder } from './lock.ts'

export type Pglite = { host: string; stop(): Promise<void> }
export type WorkerOptions = { folder: string | undefined; template: string | undefined; socket: string }

/**
 * PGlite in a worker thread behind a unix socket in `host`, spoken to by the ordinary `pg` driver. `template`
 * names a dump to begin from. A worker that dies is started again.
 */
export async function startPglite(
  { folder, template }: { folder: string | undefined; template?: string },
  log: (message: string) => void,
): Promise<Pglite> {
  const lock = folder === undefined ? undefined : lockFolder(folder)
  const host = await socketFolder(folder)
  const options = { folder: folder && join(folder, 'files'), template, socket: join(host, '.s.PGSQL.5432') }
  let stopping = false
  if (options.folder && !existsSync(options.folder)) await makeFiles({ ...options, folder: options.folder })
  let worker = await begin()

  async function begin(): Promise<Worker> {
    await rm(options.socket, { force: true })
    const started = await startWorker(options)
    started.once('exit', () => stopping || void restart())
    return started
  }

  async function restart(delay = 500) {
    log('the embedded database stopped unexpectedly; starting it again')
    await pause(delay)
    try {
      worker = await begin()
    } catch (error) {
      log(`the embedded database does not start: ${error instanceof Error ? error.message : String(error)}`)
      void restart(Math.min(2 * delay, 10_000))
    }
  }

  return {
    host,
    async stop() {
      stopping = true
      await stopWorker(worker)
      await rm(host === folder ? options.socket : host, { recursive: true, force: true })
      lock?.release()
    },
  }
}

/**
 * A new database's files, whole or not at all. In a thread that ends with it: making them takes near a gigabyte
 * of memory.
 */
async function makeFiles(options: WorkerOptions & { folder: string }) {
  const making = `${options.folder}.new`
  await rm(making, { recursive: true, force: true })
  await stopWorker(await startWorker({ ...options, folder: making }))
  await rename(making, options.folder)
}

/** The data folder, unless its path is too long for a socket's, which is limited to some hundred bytes. */
async function socketFolder(folder: string | undefined): Promise<string> {
  if (folder !== undefined && Buffer.byteLength(folder) <= 80) return folder
  return mkdtemp(join(tmpdir(), 'muzhack-db-'))
}

function startWorker(workerData: WorkerOptions): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData })
    worker.once('message', () => resolve(worker))
    worker.once('error', reject)
    worker.on('error', () => undefined)
  })
}

function stopWorker(worker: Worker): Promise<void> {
  return new Promise(resolve => {
    worker.once('exit', () => resolve())
    worker.postMessage('stop')
  })
}
