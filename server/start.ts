import { setTimeout as pause } from 'node:timers/promises'
import type { Server } from '@hapi/hapi'
import type { Config } from './config.ts'
import { deleteAttemptsBefore } from './db/attempts.ts'
import { type Database, openDatabase } from './db/db.ts'
import { deleteExpiredSessions } from './db/sessions.ts'
import { warmRenderer } from './domain/markdown.ts'
import { keepRendered } from './domain/renderings.ts'
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

const hour = 3_600_000

/** Opens the database and the store, listens, and knows how to stop without dropping a request. */
export async function start(
  config: Config,
  frontend: Frontend,
  log: (message: string) => void,
): Promise<Running> {
  const sessionSecret = config.sessionSecret ?? keptSecret(config.data, 'session')
  const [database, store] = await both(openDatabase(config.database, log), openStore(config, log))
  const close = () => both(database.close(), store.stop())
  try {
    const { server, drain, requestsUnderWay } = await createServer({
      config: { ...config, sessionSecret },
      database,
      files: store.files,
      frontend,
    })
    warmRenderer()
    await server.start()
    const renderings = keepRendered(database.db, log)
    const sweep = setInterval(() => void sweepUp(database, log), hour)
    return {
      server,
      url: config.publicUrl,
      async stop() {
        clearInterval(sweep)
        drain()
        const rendered = renderings.stop()
        await pause(config.drainDelay)
        const inFlight = requestsUnderWay()
        await server.stop({ timeout: 10_000 })
        await rendered
        await close()
        return inFlight
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function sweepUp({ db }: Database, log: (message: string) => void) {
  try {
    await deleteExpiredSessions(db)
    await deleteAttemptsBefore(db, new Date(Date.now() - 24 * hour))
  } catch (error) {
    log(`sweeping failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Both, or the first one's failure once the other has ended too. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b])
  return Promise.all([a, b])
}
