import type { Say } from '../deploy/say.ts'
import type { Lock } from './lock.ts'
import type { Proxy } from './proxy.ts'
import type { Settings } from './settings.ts'

/** The server that is deployed to, as a run finds it. */
export type Host = {
  /** Of compose.yaml, .env and host/. */
  folder: string
  settings: Settings
  proxy: Proxy
  lock: Lock
  say: Say
}
