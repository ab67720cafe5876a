import type { DraftFile } from '../../src/project.ts'
import { type FileKind, normalisePath, pictureTypes, uploadLimits } from '../../src/upload.ts'
import type { StoredAccount } from '../db/accounts.ts'
import type { StoredFile } from '../db/projects.ts'
import type { Db } from '../db/schema.ts'
import { findUploads, type Upload } from '../db/uploads.ts'
import type { Files } from '../files/files.ts'
import { Invalid } from './errors.ts'

/**
 * The files of a draft as the store has them: those the project had are known, each other one must have been
 * signed for this account and have arrived, as signed.
 */
export async function checkFiles(
  db: Db,
  store: Files,
  account: StoredAccount,
  wanted: readonly DraftFile[],
  known: readonly StoredFile[] = [],
): Promise<StoredFile[]> {
  const knownByKey = new Map(known.map(file => [file.key, file]))
  const fresh = wanted.filter(file => !knownByKey.has(file.key)).map(file => file.key)
  const uploads = new Map((await findUploads(db, account.id, fresh)).map(upload => [upload.key, upload]))
  await eachOf(fresh, key => checkArrived(store, uploads.get(key) ?? refuseKey(wanted, key)))
  const files = wanted.map(file =>
    toStored(file, knownByKey.get(file.key) ?? uploads.get(file.key) ?? refuseKey(wanted, file.key)),
  )
  checkTogether(files)
  return files
}

async function checkArrived(store: Files, { key, size, type }: Upload) {
  const object = await store.head(key)
  if (!object) refuse(`${nameOf(key)} has not arrived. Please upload it again.`)
  if (object.size !== size || object.type !== type) {
    refuse(`${nameOf(key)} did not arrive as it was sent. Please upload it again.`)
  }
}

function toStored(
  { kind, path, key, alt = '', width = null, height = null }: DraftFile,
  seen: Upload,
): StoredFile {
  const normal = normalisePath(path) ?? refuse(`The file name ${path} cannot be kept.`)
  if (kindOf(seen) !== kind) refuse(`${normal} was not uploaded as this kind of file.`)
  return { kind, path: normal, key, size: seen.size, type: seen.type, alt, width, height }
}

function kindOf({ type }: Upload): FileKind {
  if (pictureTypes.includes(type)) return 'picture'
  return type.startsWith('audio/') ? 'audio' : 'file'
}

function checkTogether(files: readonly StoredFile[]) {
  if (files.reduce((sum, { size }) => sum + size, 0) > uploadLimits.sizePerProject) {
    refuse('These files are too big together: a project holds at most 4 GB.')
  }
  const paths = new Set<string>()
  for (const { kind, path } of files) {
    const place = `${kind}/${path}`
    if (paths.has(place)) refuse(`There are two files called ${path}. Please remove one of them.`)
    paths.add(place)
  }
}

/** A few at a time: a project may bring two hundred. */
async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>) {
  const rest = items.values()
  const one = async () => {
    for (const item of rest) await work(item)
  }
  await Promise.all([one(), one(), one(), one(), one(), one(), one(), one()])
}

function refuseKey(wanted: readonly DraftFile[], key: string): never {
  const path = wanted.find(file => file.key === key)?.path ?? nameOf(key)
  return refuse(`${path} was not uploaded by you. Please upload it again.`)
}

function refuse(problem: string): never {
  throw new Invalid({ files: problem })
}

const nameOf = (key: string) => key.replace(/^.*\//, '')
