import { setTimeout as pause } from 'node:timers/promises'
import type { Server } from '@hapi/hapi'
import type { Config } from './config.ts'
import { takeDataFolder } from './data-folder.ts'
import { type Database, openDatabase } from './db/db.ts'
import { startWorker } from './domain/jobs/worker.ts'
import { jobs } from './domain/jobs.ts'
import { warmRenderer } from './domain/markdown.ts'
import { keepRendered } from './domain/renderings.ts'
import { openMail } from './mail/open.ts'
import type { Metrics } from './metrics.ts'
import type { Frontend } from './pages.ts'
import { keptSecret } from './secrets.ts'
import { createServer } from './server.ts'
import { openStore } from './store.ts'

export type Running = {
  server: Server
  url: string
  /** Answers how many requests were under way when the last connection was taken. */
  stop(): Promise<number>
}

/** Opens the database and the store, listens, and knows how to stop without dropping a request. */
export async function start(
  config: Config,
  frontend: Frontend,
  log: (message: string) => void,
): Promise<Running> {
  const folder = takeDataFolder(config)
  const sessionSecret = config.sessionSecret ?? keptSecret(config.data, 'session')
  const [database, store] = await both(openDatabase(config.database, log), openStore(config, log))
  const metrics = await metricsOf(config, database)
  const post = openMail(config.mail, log)
  const mail = metrics?.mail(post) ?? post
  const close = async () => {
    mail.close()
    await both(database.close(), store.stop())
    folder.release()
  }
  try {
    const { server, drain, requestsUnderWay } = await createServer({
      config: { ...config, sessionSecret },
      database,
      files: store.files,
      frontend,
      metrics,
    })
    warmRenderer()
    await server.start()
    const listening = await metrics?.tell()
    const renderings = keepRendered(database.db, log)
    const worker = startWorker(metrics?.jobs(jobs) ?? jobs, {
      db: database.db,
      files: store.files,
      mail,
      publicUrl: config.publicUrl,
      log,
    })
    // What a request has asked for, such as a letter, need not wait for the worker's next turn.
    server.events.on('response', ({ method }) => {
      if (method !== 'get') worker.wake()
    })
    return {
      server,
      url: config.publicUrl,
      async stop() {
        drain()
        const working = Promise.all([worker.stop(), renderings.stop()])
        await pause(config.drainDelay)
        const inFlight = requestsUnderWay()
        await server.stop({ timeout: 10_000 })
        await working
        await listening?.stop()
        await close()
        return inFlight
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** What nobody asks for is not even read into memory. */
async function metricsOf({ metrics, revision }: Config, database: Database): Promise<Metrics | undefined> {
  if (!metrics) return undefined
  const { openMetrics } = await import('./metrics.ts')
  return openMetrics({ ...metrics, revision, database, jobs: Object.keys(jobs) })
}

/** Both, or the first one's failure once the other has ended too. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b])
  return Promise.all([a, b])
}
