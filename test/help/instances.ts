import { afterAll, beforeAll } from 'vitest'
import { type Database, openDatabase } from '../../server/db/db.ts'
import { databaseEnvironment } from './database.ts'
import { type MuzHack, openSite } from './muzhack.ts'
import { openStore } from './s3.ts'

export type Instance = MuzHack & { url: string; database: Database }

/** Sites on ports of their own over one PostgreSQL; without `TEST_DATABASE_URL` there is none to share. */
export function instances(count: number): Instance[] {
  const sites: Instance[] = []
  const closers: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    const { env, drop } = await databaseEnvironment()
    closers.push(drop)
    const store = await openStore()
    closers.push(store.stop)
    for (let made = 0; made < count; made++) {
      const database = await openDatabase({ url: env['DATABASE_URL'] ?? '' }, () => undefined)
      closers.push(database.close)
      const site = await openSite(database, store.files)
      await site.server.start()
      closers.push(() => site.server.stop())
      sites.push({ ...site, database, url: `http://localhost:${site.server.info.port}` })
    }
  })

  afterAll(async () => {
    for (const close of closers.toReversed()) await close()
  })

  return sites
}
