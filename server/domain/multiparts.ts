import {
  partSize,
  partsOf,
  type SignedPart,
  sizeOfPart,
  type UploadInParts,
  type WantedPart,
  type WantedUpload,
} from '../../src/upload.ts'
import type { StoredAccount } from '../db/accounts.ts'
import { findMultipart, insertMultipart, type Multipart, markCompleted } from '../db/multiparts.ts'
import { deleteUpload } from '../db/uploads.ts'
import { type UploadedPart, UploadGone } from '../files/files.ts'
import { Invalid, NotFound } from './errors.ts'
import { reserve } from './uploads/space.ts'
import { allowed } from './uploads/wanted.ts'
import type { Signing } from './uploads.ts'

/** Begins an upload in parts, which takes its space from now on. */
export async function beginUpload(
  { db, files, limits }: Signing,
  account: StoredAccount,
  wanted: WantedUpload,
): Promise<UploadInParts> {
  const { id, project, object } = allowed(account, wanted)
  if (object.size === 0) throw new Invalid({ size: 'An empty file has no parts.' })
  await limits.count('signing by account', account.username)
  await reserve(db, account, project, object)
  try {
    const uploadId = await files.multipart.begin(object)
    await insertMultipart(db, { id, key: object.key, uploadId, partSize })
    return toAnswer(
      { id, key: object.key, uploadId, partSize, size: object.size, isComplete: false },
      files,
      [],
    )
  } catch (error) {
    await deleteUpload(db, object.key)
    throw error
  }
}

/** With the parts that the store has, whoever sent them when. */
export async function uploadWith(
  { db, files }: Signing,
  account: StoredAccount,
  id: string,
): Promise<UploadInParts> {
  const multipart = await ownMultipart({ db }, account, id)
  if (multipart.isComplete) return toAnswer(multipart, files, [])
  const parts = await files.multipart.parts(atStore(multipart))
  if (parts) return toAnswer(multipart, files, parts)
  // Completed by a server that was killed before it could say so.
  if (!(await files.head(multipart.key))) throw gone()
  await markCompleted(db, id)
  return toAnswer({ ...multipart, isComplete: true }, files, [])
}

export async function signUploadPart(
  { db, files, limits }: Signing,
  account: StoredAccount,
  id: string,
  { number, sha256 }: WantedPart,
): Promise<SignedPart> {
  await limits.count('signing parts by account', account.username)
  const multipart = await ownMultipart({ db }, account, id)
  if (multipart.isComplete) throw new Invalid({ number: 'This upload is complete already.' })
  if (number > partsOf(multipart))
    throw new Invalid({ number: `This upload has ${partsOf(multipart)} parts.` })
  return files.multipart.sign(atStore(multipart), { number, size: sizeOfPart(multipart, number), sha256 })
}

/** Makes one object of the parts, once all have come; does nothing when that is done already. */
export async function completeUpload(
  { db, files }: Signing,
  account: StoredAccount,
  id: string,
): Promise<UploadInParts> {
  const multipart = await ownMultipart({ db }, account, id)
  if (!multipart.isComplete) {
    const parts = await files.multipart.parts(atStore(multipart))
    if (parts)
      await files.multipart.complete(atStore(multipart), checkParts(multipart, parts)).catch(goneTold)
    else if (!(await files.head(multipart.key))) throw gone()
    await markCompleted(db, id)
  }
  return toAnswer({ ...multipart, isComplete: true }, files, [])
}

/** Forgets it, and gives its space back. One that is complete is left to whoever refers to it. */
export async function abortUpload({ db, files }: Signing, account: StoredAccount, id: string): Promise<void> {
  const multipart = await findMultipart(db, account.id, id)
  if (!multipart || multipart.isComplete) return
  await files.multipart.abort(atStore(multipart))
  await deleteUpload(db, multipart.key)
}

async function ownMultipart({ db }: Pick<Signing, 'db'>, account: StoredAccount, id: string) {
  const found = await findMultipart(db, account.id, id)
  if (!found) throw gone()
  return found
}

const gone = () =>
  new NotFound('This upload is no longer there: it was cancelled, or nobody went on with it for a week.')

function goneTold(error: unknown): never {
  throw error instanceof UploadGone ? gone() : error
}

const atStore = ({ key, uploadId }: Multipart) => ({ key, id: uploadId })

function checkParts(multipart: Multipart, parts: readonly UploadedPart[]): readonly UploadedPart[] {
  const sizes = new Map(parts.map(({ number, size }) => [number, size]))
  const numbers = Array.from({ length: partsOf(multipart) }, (_, i) => i + 1)
  const missing = numbers.filter(number => sizes.get(number) !== sizeOfPart(multipart, number))
  if (missing.length > 0)
    throw new Invalid({ parts: `${missing.length} of ${numbers.length} parts have not arrived.` })
  return parts.filter(({ number }) => number <= numbers.length)
}

const toAnswer = (
  { id, key, size, partSize, isComplete }: Multipart,
  files: Signing['files'],
  parts: readonly UploadedPart[],
): UploadInParts => ({
  id,
  key,
  url: files.url(key),
  size,
  partSize,
  parts: parts.map(part => ({ ...part, etag: part.etag.replaceAll('"', '') })),
  isComplete,
})
