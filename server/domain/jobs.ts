import type { Kysely } from 'kysely'
import { deleteAttemptsBefore } from '../db/attempts.ts'
import { deleteDoneJobsBefore } from '../db/jobs.ts'
import type { Schema } from '../db/schema.ts'
import { deleteExpiredSessions } from '../db/sessions.ts'
import { deleteExpiredTokens } from '../db/tokens.ts'
import type { Files } from '../files/files.ts'
import type { Mail } from '../mail/mail.ts'
import { giveArchiveUp, makeArchive, orderMissing } from './archives.ts'
import { endAccounts } from './ending.ts'
import { giveExportUp, makeExport } from './exports.ts'
import type { Payloads } from './jobs/queue.ts'
import { sendLetter } from './letters.ts'
import { countVocabulary, indexStale } from './search/indexer.ts'
import { sweepStrays } from './sweeps/strays.ts'
import { sweep } from './sweeps.ts'

/** What jobs work with. Aborted, `signal` asks to stop at a good place, by throwing: another worker begins anew. */
export type Bench = {
  db: Kysely<Schema>
  files: Files
  mail: Mail
  publicUrl: string
  signal: AbortSignal
}

export type Job<Payload> = {
  /** What it answers is kept for admins. It may be done more than once: workers can be killed. */
  run(bench: Bench, payload: Payload): Promise<object>
  /** Milliseconds after which it comes round again. */
  every?: number
  /** It may take minutes: a process does one of these at a time, beside what is quick. */
  long?: boolean
  /** It has failed for good. */
  givenUp?(bench: Omit<Bench, 'signal'>, payload: Payload): Promise<void>
}

export type Jobs = { [Name in keyof Payloads]: Job<Payloads[Name]> }

const tenMinutes = 600_000
const hour = 3_600_000
const day = 24 * hour

export const jobs: Jobs = {
  'tidy up': { run: tidyUp, every: hour },
  sweep: { run: bench => sweep(bench), every: hour },
  'end accounts': { run: endAccounts, every: hour },
  'sweep strays': { run: bench => sweepStrays(bench), every: day },
  archive: { run: makeArchive, givenUp: giveArchiveUp, long: true },
  'order archives': { run: orderMissing, every: tenMinutes },
  index: { run: indexStale, every: tenMinutes },
  'count words': { run: countVocabulary, every: hour },
  export: { run: makeExport, givenUp: giveExportUp, long: true },
  letter: { run: sendLetter },
}

async function tidyUp({ db }: Bench): Promise<object> {
  await deleteExpiredSessions(db)
  await deleteExpiredTokens(db)
  await deleteAttemptsBefore(db, new Date(Date.now() - day))
  return { jobs: await deleteDoneJobsBefore(db, new Date(Date.now() - 7 * day)) }
}
