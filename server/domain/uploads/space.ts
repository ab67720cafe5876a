import type { Kysely } from 'kysely'
import { formatSize } from '../../../src/format.ts'
import { uploadLimits } from '../../../src/upload.ts'
import type { StoredAccount } from '../../db/accounts.ts'
import type { Schema } from '../../db/schema.ts'
import { bytesOf, insertUpload, lockUploadsOf, type Upload } from '../../db/uploads.ts'
import { NotAllowed } from '../errors.ts'

/** One at a time for an account, so that many at once take no more than one after another would. */
export async function reserve(
  db: Kysely<Schema>,
  account: StoredAccount,
  project: string,
  upload: Upload,
): Promise<void> {
  await inTurn(account.id, () =>
    db.transaction().execute(async db => {
      await lockUploadsOf(db, account.id)
      const held = await bytesOf(db, account.id, project)
      if (held.account + upload.size > uploadLimits.sizePerAccount) refuseAccount(held.account, upload)
      if (held.project + upload.size > uploadLimits.sizePerProject)
        refuseProject(project, held.project, upload)
      await insertUpload(db, account.id, upload)
    }),
  )
}

const lastOf = new Map<number, Promise<void>>()

/** The lock is what counts, over all instances; but those who wait here keep no connections from other people. */
async function inTurn(accountId: number, work: () => Promise<void>): Promise<void> {
  const mine = (lastOf.get(accountId) ?? Promise.resolve()).then(work)
  const settled = mine.catch(() => undefined)
  lastOf.set(accountId, settled)
  await mine.finally(() => lastOf.get(accountId) === settled && lastOf.delete(accountId))
}

function refuseAccount(held: number, { key, size }: Upload): never {
  throw new NotAllowed(
    `Your account is full: it holds ${formatSize(held)} of ${formatSize(uploadLimits.sizePerAccount)}, and ` +
      `${nameOf(key)} has ${formatSize(size)}. Remove files that you no longer need; what a deleted project ` +
      'holds, and what was uploaded but not saved, counts until it is gone for good.',
  )
}

function refuseProject(project: string, held: number, { key, size }: Upload): never {
  throw new NotAllowed(
    `A project holds at most ${formatSize(uploadLimits.sizePerProject)}: ${project} has ${formatSize(held)} already, ` +
      `and ${nameOf(key)} has ${formatSize(size)}. Remove files from it and save it first.`,
  )
}

const nameOf = (key: string) => key.replace(/^.*\//, '')
