import { sortBy } from 'ramda'
import { cropOf, cropType } from '../../src/crop.ts'
import { type DraftFile, keysOf, type Variant } from '../../src/project.ts'
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
  checkKeys(wanted)
  const knownByKey = new Map(known.map(file => [file.key, file]))
  const knownKeys = new Set(keysOf(known))
  const fresh = keysOf(wanted).filter(key => !knownKeys.has(key))
  const uploads = new Map((await findUploads(db, account.id, fresh)).map(upload => [upload.key, upload]))
  await eachOf(fresh, key => checkArrived(store, uploads.get(key) ?? refuseKey(wanted, key)))
  for (const { path, variants = [] } of wanted) {
    checkVariants(path, variants, uploads)
    checkCrop(path, variants, uploads, known)
  }
  const files = wanted.map(file =>
    toStored(file, knownByKey.get(file.key) ?? uploads.get(file.key) ?? refuseKey(wanted, file.key)),
  )
  checkTogether(files)
  return files
}

/** A file with the addresses at which it can be read. */
export const withAddresses = <File extends { key: string; variants: Variant[] }>(
  file: File,
  store: Files,
) => ({
  ...file,
  url: store.url(file.key),
  variants: file.variants.map(variant => ({ ...variant, url: store.url(variant.key) })),
})

function checkKeys(wanted: readonly DraftFile[]) {
  const paths = new Map<string, string>()
  for (const { key, path } of wanted) {
    const other = paths.get(key)
    if (other !== undefined)
      refuse(`${path} is the same upload as ${other}. Please upload it again, or remove one of them.`)
    paths.set(key, path)
  }
}

async function checkArrived(store: Files, { key, size, type }: Upload) {
  const object = await store.head(key)
  if (!object) refuse(`${nameOf(key)} has not arrived. Please upload it again.`)
  if (object.size !== size || object.type !== type) {
    refuse(`${nameOf(key)} did not arrive as it was sent. Please upload it again.`)
  }
}

/** Those not among the uploads were checked when they were first saved. */
function checkVariants(path: string, variants: readonly Variant[], uploads: Map<string, Upload>) {
  for (const { key } of variants) {
    const upload = uploads.get(key)
    if (upload && kindOf(upload) !== 'picture') refuse(`A smaller ${path} is not a picture.`)
  }
}

/** Other sites are told what type it is. */
function checkCrop(
  path: string,
  variants: readonly Variant[],
  uploads: Map<string, Upload>,
  known: readonly StoredFile[],
) {
  const crop = cropOf(variants)
  if (!crop) return
  const wasOne = known.some(({ variants }) => cropOf(variants)?.key === crop.key)
  if (!wasOne && uploads.get(crop.key)?.type !== cropType)
    refuse(`What other sites show of ${path} is not a JPEG.`)
}

/** Its checksum stays as it was first told: the bytes do too. */
function toStored(
  draft: DraftFile,
  { size, type, sha256 = null }: Pick<Upload, 'size' | 'type'> & { sha256?: string | null },
): StoredFile {
  const { kind, path, key, alt = '', width = null, height = null } = draft
  const { caption = '', focus = null, colour = null, variants = [] } = draft
  const normal = normalisePath(path) ?? refuse(`The file name ${path} cannot be kept.`)
  if (kindOf({ type }) !== kind) refuse(`${normal} was not uploaded as this kind of file.`)
  const looks =
    kind === 'picture' ? { caption, focus, colour, variants: sortBy(variantWidth, variants) } : plain
  const told = sha256 ?? draft.sha256 ?? null
  return { kind, path: normal, key, size, type, alt, width, height, ...looks, sha256: told }
}

const plain = { caption: '', focus: null, colour: null, variants: [] }

const variantWidth = ({ width }: Variant) => width

function kindOf({ type }: Pick<Upload, 'type'>): FileKind {
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

export function refuseKey(
  wanted: readonly Pick<DraftFile, 'path' | 'key' | 'variants'>[],
  key: string,
  problem = 'was not uploaded by you, or too long ago',
): never {
  const path = wanted.find(file => keysOf([file]).includes(key))?.path ?? nameOf(key)
  return refuse(`${path} ${problem}. Please upload it again.`)
}

function refuse(problem: string): never {
  throw new Invalid({ files: problem })
}

const nameOf = (key: string) => key.replace(/^.*\//, '')
