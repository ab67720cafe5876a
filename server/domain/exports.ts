import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { daysToFetch, type Export } from '../../src/export.ts'
import { formatDay } from '../../src/format.ts'
import { paths } from '../../src/paths.ts'
import type { StoredAccount } from '../db/accounts.ts'
import { findMember, type Member } from '../db/belongings.ts'
import {
  findExport,
  insertExport,
  keepFailed,
  keepMade,
  keepPart,
  listExports,
  type StoredExport,
} from '../db/exports.ts'
import type { Schema } from '../db/schema.ts'
import { privateFolder } from '../files/address.ts'
import type { Files } from '../files/files.ts'
import { abortUnfinished, sendZip } from './archives/send.ts'
import { zipOf } from './archives/zip.ts'
import { NotFound, UnderWay } from './errors.ts'
import { belongingsOf } from './exports/contents.ts'
import { enqueue } from './jobs/queue.ts'
import type { Bench } from './jobs.ts'
import { post } from './letters.ts'
import type { Limits } from './limits.ts'

type Counter = { db: Kysely<Schema>; limits: Limits }
type ExportOrder = { exportId: number }

/** Has everything that is theirs put into one zip. */
export async function askForExport({ db, limits }: Counter, account: StoredAccount): Promise<Export> {
  return db.transaction().execute(async db => {
    const asked = await insertExport(db, { accountId: account.id, key: keyOf(account) })
    if (!asked) throw new UnderWay('Your export is being made already. A letter tells you when it is ready.')
    await limits.within(db).count('exports by account', account.username)
    await enqueue(db, 'export', { exportId: asked.id })
    return toExport(asked)
  })
}

const keyOf = (account: StoredAccount) =>
  `${privateFolder}${randomBytes(24).toString('base64url')}/${nameOf(account)}`

const nameOf = ({ username }: Pick<StoredAccount, 'username'>) => `muzhack-${username}.zip`

/** Those that can be downloaded or are being made, and what failed lately. */
export async function exportsOf({ db }: Pick<Counter, 'db'>, { id }: StoredAccount): Promise<Export[]> {
  return (await listExports(db, id, daysToFetch)).map(toExport)
}

function toExport({ id: number, asked, state, size, made }: StoredExport): Export {
  if (state === 'made' && made)
    return { number, asked, state, url: paths.exportFile({ number }), size: size ?? 0, until: endOf(made) }
  return { number, asked, state: state === 'failed' ? state : 'being made' }
}

const day = 86_400_000
const endOf = (made: Date) => new Date(made.getTime() + daysToFetch * day).toISOString()

/** Long enough to go on with what broke off. */
const secondsToFetch = 3600

/** An address to read it from, good for an hour. */
export async function addressOfExport(
  { db, files }: { db: Kysely<Schema>; files: Pick<Files, 'privateUrl'> },
  account: StoredAccount,
  number: number,
): Promise<string> {
  const found = (await listExports(db, account.id, daysToFetch)).find(({ id }) => id === number)
  if (found?.state !== 'made')
    throw new NotFound('This export is not here, or no longer. You can have another made in your settings.')
  return files.privateUrl(found.key, secondsToFetch)
}

/** The job. Nobody waits for it once the account has ended. */
export async function makeExport(bench: Bench, { exportId }: ExportOrder): Promise<object> {
  const { db, files } = bench
  const wanted = await findExport(db, exportId)
  if (wanted?.state !== 'waiting') return { made: false }
  const member = wanted.accountId === null ? undefined : await findMember(db, wanted.accountId)
  if (member) return make(bench, wanted, member)
  await abortUnfinished(files, wanted.key)
  return { made: false }
}

async function make(bench: Bench, { id, key, asked, parts }: StoredExport, member: Member): Promise<object> {
  const { db } = bench
  const zip = zipOf(belongingsOf(bench, member, asked), { ...bench, modified: asked })
  const parcel = {
    key,
    attachment: nameOf(member),
    parts,
    keepPart: (number: number, digest: string) => keepPart(db, id, number, digest),
  }
  const sent = await sendZip(bench, parcel, zip.bytes)
  return sent === 'superseded' ? { made: false } : { made: await tell(bench, id, member, sent.size), ...sent }
}

const tell = ({ db }: Bench, id: number, { id: accountId }: Member, size: number): Promise<boolean> =>
  db.transaction().execute(async db => {
    const made = await keepMade(db, id, size)
    if (made) await post(db, 'exportReady', { accountId, until: formatDay(endOf(made)) })
    return made !== undefined
  })

export async function giveExportUp(
  { db, files }: Omit<Bench, 'signal'>,
  { exportId }: ExportOrder,
): Promise<void> {
  const wanted = await findExport(db, exportId)
  if (wanted?.state !== 'waiting') return
  await keepFailed(db, exportId)
  await abortUnfinished(files, wanted.key)
}
