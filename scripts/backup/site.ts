import { readConfig } from '../../server/config.ts'
import type { StoreConfig } from '../../server/files/files.ts'
import { Stop } from '../deploy/stop.ts'
import { exit } from './exit.ts'

/** Where a site keeps what it knows. */
export type Site = { database: string; store: StoreConfig }

type Env = Record<string, string | undefined>

/** From the server's own variables. */
export function siteOf(env: Env): Site {
  const absent = !env.DATABASE_URL ? 'DATABASE_URL' : !env.S3_BUCKET ? 'S3_BUCKET' : undefined
  if (absent) throw new Stop(exit.refused, `${absent} is not set. ${embedded}`)
  const { database, store } = read(env)
  if (!('url' in database) || 'port' in store) throw new Stop(exit.refused, embedded)
  return { database: database.url, store }
}

const embedded =
  'This is for a site on PostgreSQL and S3, by the variables of its server (--env FILE reads them). Where database ' +
  'and files are embedded, stop the site and copy its data folder.'

/** What the site needs in production beyond these two is no matter here. */
function read(env: Env) {
  try {
    return readConfig({ ...env, NODE_ENV: undefined })
  } catch (error) {
    throw new Stop(exit.usage, (error as Error).message)
  }
}
