import { insertJob } from '../../db/jobs.ts'
import type { Db } from '../../db/schema.ts'
import type { Errand } from '../letters.ts'

/** Every job there is, and what it is told. */
export type Payloads = {
  'tidy up': Record<string, never>
  sweep: Record<string, never>
  'end accounts': Record<string, never>
  'sweep strays': Record<string, never>
  archive: { projectId: number; version: number }
  'order archives': Record<string, never>
  index: Record<string, never>
  'count words': Record<string, never>
  export: { exportId: number }
  letter: Errand
}

/**
 * Has it done once this transaction is committed, at least once, by whichever instance. Of several with the same key
 * that have not begun, one is done, with the last one's payload.
 */
export const enqueue = <Name extends keyof Payloads>(
  db: Db,
  name: Name,
  payload: Payloads[Name],
  options: { key?: string; at?: Date } = {},
): Promise<void> => insertJob(db, { name, payload, ...options })
