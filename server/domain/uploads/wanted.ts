import { randomBytes } from 'node:crypto'
import { projectIdPattern } from '../../../src/project.ts'
import {
  type FileKind,
  type KindFolder,
  kindFolders,
  normalisePath,
  storedType,
  uploadLimits,
  type WantedUpload,
} from '../../../src/upload.ts'
import type { StoredAccount } from '../../db/accounts.ts'
import type { SignedObject } from '../../files/files.ts'
import { Invalid } from '../errors.ts'
import { attachmentOf } from './attachments.ts'

/** What may be uploaded; `id` is the part of the key that nobody can guess. */
type Allowed = { id: string; project: string; object: SignedObject }

/**
 * One object, of exactly this type and at most this size. `key` asks for `<project>/<pictures|files|audio>/<path>`; the
 * object's own key adds the account and 128 random bits, so that nobody can write over anything.
 */
export function allowed({ username }: StoredAccount, wanted: WantedUpload): Allowed {
  const { project, kind, path } = parseKey(wanted.key)
  const type = storedType(kind, wanted.type) ?? refuseType(kind, path)
  const { size } = wanted
  if (size > uploadLimits.size[kind]) refuseSize(kind, path)
  const id = randomBytes(16).toString('base64url')
  const key = `u/${username}/${project}/${kindFolders[kind]}/${id}/${path}`
  const attachment = attachmentOf(key)
  return { id, project, object: { key, type, size, ...(attachment !== undefined && { attachment }) } }
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
