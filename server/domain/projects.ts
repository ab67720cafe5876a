import type { Kysely } from 'kysely'
import { difference } from 'ramda'
import { type Availability } from '../../src/answers.ts'
import { isModerator } from '../../src/moderation.ts'
import {
  type Card,
  keysOf,
  normaliseTag,
  type Project,
  type ProjectAddress,
  type ProjectChange,
  type ProjectDraft,
  projectLimits,
  reservedProjectIds,
  tagPattern,
} from '../../src/project.ts'
import type { StoredAccount } from '../db/accounts.ts'
import { deleteAutosave, lockAutosavesOf } from '../db/autosaves.ts'
import { listDrafts } from '../db/cards.ts'
import { replaceFiles } from '../db/files.ts'
import {
  findMovedProject,
  findProject,
  forgetFormerAddress,
  insertProject,
  isIdTaken,
  keepFormerAddress,
  markDeleted,
  type ProjectText,
  type StoredFile,
  type StoredProject,
  updateProject,
  type Written,
} from '../db/projects.ts'
import type { Db, Schema } from '../db/schema.ts'
import { claimUploads, releaseUploads } from '../db/uploads.ts'
import type { Files } from '../files/files.ts'
import { archiveOf, orderArchive } from './archives.ts'
import { withAvatar } from './avatars.ts'
import { checkConfirmed } from './confirmations.ts'
import { Invalid, NotAllowed, NotFound, Stale, Taken } from './errors.ts'
import type { Desk, Limits } from './limits.ts'
import { type Asker, rendererVersion, withFileAddresses } from './markdown.ts'
import { checkFiles, refuseKey, withAddresses } from './project-files.ts'
import { countPublication } from './publications.ts'
import { indexProject } from './search/indexer.ts'
import { toCard } from './search.ts'
import { renderText } from './texts.ts'

/** What the rules of projects work with. */
export type Workshop = { db: Kysely<Schema>; files: Files }
export type Reader = Pick<StoredAccount, 'username' | 'role'> | undefined
/** Publishing renders, which nobody may make slow too often. */
export type Press = Workshop & { limits: Limits }

export async function publishProject(
  { db, files, limits }: Press,
  account: StoredAccount,
  owner: string,
  { autosave, ...draft }: ProjectDraft,
): Promise<Project> {
  checkOwner(account, owner)
  await limits.count('saving by account', account.username)
  if (draft.status === 'published') checkConfirmed(account)
  const stored = await checkFiles(db, files, account, draft.files)
  const text = await toText(draft, stored, { id: account.id, limits })
  await db.transaction().execute(async db => {
    if (autosave) await lockAutosavesOf(db, account.id)
    const projectId = orRefused(await insertProject(db, account.id, text), text)
    if (text.status === 'published') await countPublication(limits.within(db), account)
    await forgetFormerAddress(db, account.id, text.id)
    await saveFiles(db, projectId, stored)
    await indexProject(db, projectId)
    await orderArchive(db, projectId)
    if (autosave) await deleteAutosave(db, account.id, autosave)
  })
  return projectAt({ db, files }, account, { owner, id: text.id })
}

export async function changeProject(
  { db, files, limits }: Press,
  account: StoredAccount,
  address: ProjectAddress,
  { version, autosave, ...draft }: ProjectChange,
): Promise<Project> {
  checkOwner(account, address.owner)
  await limits.count('saving by account', account.username)
  if (draft.status === 'published') checkConfirmed(account)
  const before = await ownProject(db, address)
  const stored = await checkFiles(db, files, account, draft.files, before.files)
  const text = await toText(draft, stored, { id: account.id, limits })
  await db.transaction().execute(async db => {
    if (autosave) await lockAutosavesOf(db, account.id)
    const now = await ownProject(db, address, { lock: true })
    if (now.version !== version) throw new Stale(await toProject({ db, files }, now))
    orRefused(await updateProject(db, now.projectId, text), text)
    if (text.status === 'published' && now.published === null)
      await countPublication(limits.within(db), account)
    await forgetFormerAddress(db, account.id, text.id)
    if (text.id !== address.id) await keepFormerAddress(db, account.id, address.id, now.projectId)
    await saveFiles(db, now.projectId, stored, now.files)
    await indexProject(db, now.projectId)
    await orderArchive(db, now.projectId)
    if (autosave) await deleteAutosave(db, account.id, autosave)
  })
  return projectAt({ db, files }, account, { owner: address.owner, id: text.id })
}

export async function deleteProject(
  { db, limits }: Desk,
  account: StoredAccount,
  address: ProjectAddress,
): Promise<void> {
  checkOwner(account, address.owner)
  await limits.count('saving by account', account.username)
  const { projectId } = await ownProject(db, address)
  await markDeleted(db, projectId)
}

/** Drafts are there for their owner only, hidden projects for their owner and moderators. */
export async function projectAt(
  { db, files }: Workshop,
  reader: Reader,
  address: ProjectAddress,
): Promise<Project> {
  const found = await findProject(db, address)
  if (!found || !mayRead(reader, address, found)) throw new NotFound('There is no such project.')
  return toProject({ db, files }, found)
}

/** Where a project that once had this address is now, if the reader may see it. */
export async function movedProject(
  { db }: Workshop,
  reader: Reader,
  { owner, id }: ProjectAddress,
): Promise<ProjectAddress | undefined> {
  const moved = await findMovedProject(db, { owner, id })
  return moved && mayRead(reader, { owner }, moved) ? { owner, id: moved.id } : undefined
}

export function mayRead(
  reader: Reader,
  { owner }: Pick<ProjectAddress, 'owner'>,
  { status }: Pick<Project, 'status'>,
): boolean {
  if (status === 'published' || reader?.username === owner) return true
  return status === 'hidden' && reader !== undefined && isModerator(reader)
}

export async function draftsOf({ db, files }: Workshop, account: StoredAccount): Promise<Card[]> {
  return (await listDrafts(db, account.id)).map(card => toCard(card, files))
}

export async function availabilityOf(
  { db }: Workshop,
  account: StoredAccount,
  id: string,
): Promise<Availability> {
  return { available: !reservedProjectIds.includes(id) && !(await isIdTaken(db, account.id, id)) }
}

export function checkOwner(account: StoredAccount, owner: string) {
  if (account.username !== owner) throw new NotAllowed(`Only ${owner} can change ${owner}'s projects.`)
}

async function ownProject(
  db: Db,
  address: ProjectAddress,
  options?: { lock: boolean },
): Promise<StoredProject> {
  const found = await findProject(db, address, options)
  if (!found) throw new NotFound('There is no such project.')
  return found
}

/** The texts as they are kept: checked, tidied and rendered. */
async function toText(
  { files: _, ...draft }: Omit<ProjectDraft, 'autosave'>,
  files: StoredFile[],
  asker: Asker,
): Promise<ProjectText> {
  if (reservedProjectIds.includes(draft.id))
    throw new Invalid({ id: `The address ${draft.id} is kept for the site.` })
  const pictures = files.filter(({ kind }) => kind === 'picture')
  if (draft.cover !== null && !pictures.some(({ key }) => key === draft.cover)) {
    throw new Invalid({ cover: 'The cover must be one of the pictures.' })
  }
  return {
    ...draft,
    tags: tidyTags(draft.tags),
    cover: draft.cover ?? pictures[0]?.key ?? null,
    descriptionHtml: await renderText('description', draft.description, files, asker),
    instructionsHtml: await renderText('instructions', draft.instructions, files, asker),
    renderer: rendererVersion,
  }
}

function tidyTags(typed: string[]): string[] {
  const tags = [...new Set(typed.map(normaliseTag).filter(Boolean))]
  const odd = tags.find(tag => !tagPattern.test(tag) || tag.length > projectLimits.tag)
  if (odd !== undefined)
    throw new Invalid({ tags: `The tag ${odd} has other characters than a to z, digits, and . + # -` })
  return tags
}

async function saveFiles(db: Db, projectId: number, files: StoredFile[], before: StoredFile[] = []) {
  const keys = keysOf(files)
  const [gone] = await claimUploads(db, keys)
  if (gone !== undefined) refuseKey(files, gone, 'was uploaded long ago and is no longer there')
  await replaceFiles(db, projectId, files)
  await releaseUploads(db, difference(keysOf(before), keys))
}

function orRefused(projectId: Written, { id }: ProjectText): number {
  if (projectId === 'taken') throw new Taken('id', `You have a project at ${id} already.`)
  if (projectId === 'too many words')
    throw new Invalid({
      description: 'Description and instructions have too many words: please shorten them.',
    })
  return projectId
}

async function toProject(workshop: { db: Db; files: Files }, stored: StoredProject): Promise<Project> {
  const { projectId: _, ownerId: __, ...project } = stored
  const { files } = workshop
  return {
    ...project,
    owner: withAvatar(project.owner, files),
    archive: await archiveOf(workshop, stored),
    descriptionHtml: withFileAddresses(project.descriptionHtml, files.url),
    instructionsHtml: withFileAddresses(project.instructionsHtml, files.url),
    files: project.files.map(file => withAddresses(file, files)),
  }
}
