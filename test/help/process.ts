import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import { inject } from 'vitest'
import { reachedAt } from '../../server/host.ts'
import { copyFolder } from './copy-folder.ts'
import { databaseEnvironment } from './database.ts'
import { freePort } from './free-port.ts'

/** The site as `npm start` runs it: own processes, own ports, an empty database. */
export type SiteProcess = {
  url: string
  data: string
  /** How its database is reached while it runs. */
  database: ClientConfig
  process: ChildProcess
  stop(): Promise<number | null>
}

export const startSite = (env: Record<string, string> = {}): Promise<SiteProcess> =>
  startSiteFrom(inject('emptyDatabase').folder, env)

export async function startSiteFrom(empty: string, env: Record<string, string>): Promise<SiteProcess> {
  const data = await mkdtemp(join(tmpdir(), 'muzhack-site-'))
  copyFolder(empty, join(data, 'db'))
  const database = await databaseEnvironment()
  const [port, s3Port] = [await freePort(), await freePort()]
  const child = fork(join(import.meta.dirname, '../../server/main.ts'), {
    env: {
      ...process.env,
      PORT: `${port}`,
      S3_PORT: `${s3Port}`,
      MUZHACK_DATA: data,
      LOG_LEVEL: 'warn',
      ...database.env,
      ...env,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('it did not start'))),
  ])
  return {
    url: reachedAt(env.HOST, port),
    data,
    database: database.env.DATABASE_URL
      ? { connectionString: database.env.DATABASE_URL }
      : { host: join(data, 'db'), user: 'postgres', database: 'postgres' },
    process: child,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      await rm(data, { recursive: true, force: true })
      await database.drop()
      return child.exitCode
    },
  }
}
