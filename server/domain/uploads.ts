import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { formatSize } from '../../src/format.ts'
import { projectIdPattern } from '../../src/project.ts'
import {
  type FileKind,
  type KindFolder,
  kindFolders,
  normalisePath,
  type S3Settings,
  storedType,
  uploadLimits,
} from '../../src/upload.ts'
import type { StoredAccount } from '../db/accounts.ts'
import type { Schema } from '../db/schema.ts'
import { bytesOf, insertUpload, lockUploadsOf, type Upload } from '../db/uploads.ts'
import type { Files } from '../files/files.ts'
import { Invalid, NotAllowed } from './errors.ts'
import type { Limits } from './limits.ts'

type Wanted = { key: string; type: string; size: number }

/**
 * Signs a form for one object, of exactly this type and at most this size. `key` asks for
 * `<project>/<pictures|files|audio>/<path>`; the object's own key adds the account and 128 random bits, so that
 * nobody can write over anything.
 */
export async function signUpload(
  db: Kysely<Schema>,
  files: Files,
  limits: Limits,
  account: StoredAccount,
  wanted: Wanted,
): Promise<S3Settings> {
  const { project, kind, path } = parseKey(wanted.key)
  const type = storedType(kind, wanted.type) ?? refuseType(kind, path)
  if (wanted.size > uploadLimits.size[kind]) refuseSize(kind, path)
  await limits.count('signing by account', account.username)
  const random = randomBytes(16).toString('base64url')
  const key = `u/${account.username}/${project}/${kindFolders[kind]}/${random}/${path}`
  await reserve(db, account, project, { key, type, size: wanted.size })
  return files.sign({
    key,
    type,
    size: wanted.size,
    ...(kind === 'file' && { attachment: path.replace(/^.*\//, '') }),
  })
}

const kinds = Object.fromEntries(
  Object.entries(kindFolders).map(([kind, folder]) => [folder, kind]),
) as Record<KindFolder, FileKind>

function parseKey(key: string): { project: string; kind: FileKind; path: string } {
  const [, project = '', folder = '', rest = ''] = /^([^/]*)\/([^/]*)\/(.*)$/s.exec(key) ?? []
  const path = normalisePath(rest)
  if (!projectIdPattern.test(project) || !Object.hasOwn(kinds, folder)) {
    throw new Invalid({ key: 'Ask for project/pictures/name, project/files/name or project/audio/name.' })
  }
  if (path === undefined)
    throw new Invalid({ key: 'This file name cannot be kept: it is too long, or has odd characters.' })
  return { project, kind: kinds[folder as KindFolder], path }
}

function refuseType(kind: FileKind, path: string): never {
  const offer = kind === 'picture' ? 'JPEG, PNG, WebP, GIF or AVIF' : 'MP3, WAV, Ogg, FLAC, AAC or WebM'
  throw new Invalid({
    type: `${path} is not a ${kind === 'picture' ? 'picture' : 'sound'} browsers can show: use ${offer}.`,
  })
}

function refuseSize(kind: FileKind, path: string): never {
  const most = uploadLimits.size[kind] / 1024 / 1024
  throw new Invalid({ size: `${path} is too big: at most ${most} MB.` })
}

/** One at a time for an account, so that many at once take no more than one after another would. */
async function reserve(db: Kysely<Schema>, account: StoredAccount, project: string, upload: Upload) {
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
