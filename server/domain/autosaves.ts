import { equals } from 'ramda'
import {
  type Autosave,
  type AutosaveAnswer,
  type AutosaveCard,
  type AutosaveChange,
  type AutosaveKept,
  autosavesPerAccount,
} from '../../src/autosave.ts'
import { keysOf, type ProjectAddress } from '../../src/project.ts'
import type { StoredAccount } from '../db/accounts.ts'
import {
  deleteAutosave,
  deleteOldAutosaves,
  findAutosave,
  findAutosaveOf,
  insertAutosave,
  type Keeping,
  listAutosaves,
  lockAutosavesOf,
  type StoredAutosave,
  updateAutosave,
} from '../db/autosaves.ts'
import { filesOf } from '../db/files.ts'
import { findProjectId, type StoredFile } from '../db/projects.ts'
import type { Db } from '../db/schema.ts'
import { claimUploads, findUploads, type Upload } from '../db/uploads.ts'
import type { Files } from '../files/files.ts'
import { NotFound, Stale } from './errors.ts'
import type { Limits } from './limits.ts'
import { withAddresses } from './project-files.ts'
import { checkOwner, type Workshop } from './projects.ts'

/** What the rules of autosaves work with. */
export type Keeper = Workshop & { limits: Limits }

export const autosavesOf = ({ db }: Workshop, account: StoredAccount): Promise<AutosaveCard[]> =>
  listAutosaves(db, account.id)

export async function autosaveWith(
  { db, files }: Workshop,
  account: StoredAccount,
  id: string,
): Promise<Autosave> {
  const found = await findAutosave(db, id)
  if (!found || found.accountId !== account.id || isOfDeleted(found)) throw new NotFound(nothingKept)
  return toAutosave(db, files, found)
}

/** The one that changes this project. */
export async function autosaveOf(
  { db, files }: Workshop,
  account: StoredAccount,
  { owner, id }: ProjectAddress,
): Promise<Autosave | null> {
  checkOwner(account, owner)
  const found = await findAutosaveOf(db, account.id, await ownProjectId(db, account, id))
  return found ? toAutosave(db, files, found) : null
}

/** Keeps what is typed, unless another tab or device has kept something since `change.revision`. */
export async function keepAutosave(
  { db, files, limits }: Keeper,
  account: StoredAccount,
  id: string,
  change: AutosaveChange,
): Promise<AutosaveAnswer & { begun: boolean }> {
  await limits.count('keeping by account', account.username)
  return db.transaction().execute(async db => {
    await lockAutosavesOf(db, account.id)
    const keeping = await toKeeping(db, account, id, change)
    const kept = await keptAlready(db, keeping)
    if (!kept) return begin(db, keeping, change.revision)
    if (isSame(kept, keeping)) return { ...answerOf(kept), begun: false }
    if (kept.id !== id || kept.revision !== change.revision) {
      throw new Stale(await toAutosave(db, files, kept), keptElsewhere)
    }
    return goOn(db, keeping, kept.revision)
  })
}

/** Forgets it, unless it was kept anew since this revision. */
export async function discardAutosave(
  { db, files }: Workshop,
  account: StoredAccount,
  kept: AutosaveKept,
): Promise<void> {
  await db.transaction().execute(async db => {
    await lockAutosavesOf(db, account.id)
    if (await deleteAutosave(db, account.id, kept)) return
    const now = await findAutosave(db, kept.id)
    if (now?.accountId === account.id) throw new Stale(await toAutosave(db, files, now), keptElsewhere)
  })
}

const nothingKept = 'There is nothing kept at this address.'
const keptElsewhere = 'This has been changed in another tab or on another device. Compare the two and choose.'

const isOfDeleted = ({ projectId, project }: StoredAutosave) => projectId !== null && project === null

async function ownProjectId(db: Db, account: StoredAccount, id: string): Promise<number> {
  const projectId = await findProjectId(db, account.id, id)
  if (projectId === undefined) throw new NotFound('There is no such project.')
  return projectId
}

/** A file that this account did not upload is left out, since refusing would lose the words beside it. */
async function toKeeping(
  db: Db,
  account: StoredAccount,
  id: string,
  { project, baseVersion, content }: AutosaveChange,
): Promise<Keeping> {
  const projectId = project === null ? null : await ownProjectId(db, account, project)
  const seen = await seenFiles(db, account.id, projectId, content)
  const files = content.files
    .filter(({ key }) => seen.has(key))
    .map(file =>
      file.variants ? { ...file, variants: file.variants.filter(({ key }) => seen.has(key)) } : file,
    )
  return { id, accountId: account.id, projectId, baseVersion, content: { ...content, files } }
}

/** What the project has, and what was signed for the account. */
async function seenFiles(
  db: Db,
  accountId: number,
  projectId: number | null,
  { files }: AutosaveChange['content'],
): Promise<Map<string, Upload>> {
  if (files.length === 0) return new Map()
  const seen = [
    ...(projectId === null ? [] : (await filesOf(db, projectId)).flatMap(withVariants)),
    ...(await findUploads(db, accountId, keysOf(files))),
  ]
  return new Map(seen.map(file => [file.key, file]))
}

/** Of a variant a project knows only the key and the width: enough to know it again. */
const withVariants = (file: StoredFile): Upload[] => keysOf([file]).map(key => ({ ...file, key }))

/** What is under this id, or else what another tab has begun of the same project. */
async function keptAlready(db: Db, { id, accountId, projectId }: Keeping) {
  const kept = await findAutosave(db, id)
  if (kept && kept.accountId !== accountId) throw new NotFound(nothingKept)
  const ofProject = projectId === null ? undefined : await findAutosaveOf(db, accountId, projectId)
  return ofProject ?? kept
}

async function begin(db: Db, keeping: Keeping, revision: number) {
  const updated = await insertAutosave(db, keeping, revision)
  await claimUploads(db, keysOf(keeping.content.files))
  if (keeping.projectId === null) await deleteOldAutosaves(db, keeping.accountId, autosavesPerAccount)
  return { id: keeping.id, revision: revision + 1, updated, begun: true }
}

async function goOn(db: Db, keeping: Keeping, revision: number) {
  const updated = await updateAutosave(db, keeping)
  await claimUploads(db, keysOf(keeping.content.files))
  return { id: keeping.id, revision: revision + 1, updated, begun: false }
}

/** As after an answer that got lost, when the same is sent again. */
const isSame = (kept: StoredAutosave, { id, projectId, baseVersion, content }: Keeping) =>
  kept.id === id &&
  kept.projectId === projectId &&
  kept.baseVersion === baseVersion &&
  equals(kept.content, content)

const answerOf = ({ id, revision, updated }: StoredAutosave): AutosaveAnswer => ({ id, revision, updated })

/** A file of which nothing is said yet. */
const bare: Omit<StoredFile, 'kind' | 'path' | 'key' | 'size' | 'type'> = {
  alt: '',
  width: null,
  height: null,
  caption: '',
  focus: null,
  colour: null,
  variants: [],
  sha256: null,
}

async function toAutosave(
  db: Db,
  store: Files,
  { accountId, projectId, content, ...kept }: StoredAutosave,
): Promise<Autosave> {
  const seen = await seenFiles(db, accountId, projectId, content)
  const files = content.files.flatMap(file => {
    const { size, type } = seen.get(file.key) ?? {}
    return size === undefined || type === undefined
      ? []
      : [withAddresses({ ...bare, ...file, size, type }, store)]
  })
  const cover = files.some(({ key }) => key === content.cover) ? content.cover : null
  return { ...kept, content: { ...content, files, cover } }
}
