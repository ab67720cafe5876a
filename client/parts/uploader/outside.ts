import { paths } from '../../../src/paths.ts'
import type { Focus } from '../../../src/project.ts'
import {
  kindFolders,
  type S3Settings,
  type SignedPart,
  type UploadInParts,
  type WantedPart,
} from '../../../src/upload.ts'
import { call, Refused } from '../../api.ts'
import { newId } from '../../ui/new-id.ts'
import { croppedAnew } from './crop.ts'
import { checksum, digest, md5s } from './hashing.ts'
import type { Item } from './items.ts'
import { forgetFile, holdFile, keepFile, recallFile, tidyFiles } from './kept-files.ts'
import { postFile, putPart } from './post.ts'
import { preparation } from './preparation.ts'
import type { Prepared } from './prepare.ts'
import type { StoreAnswer } from './refusals.ts'
import type { Digested } from './sha256.ts'

/** What is asked to be sent. */
export type Wanted = Pick<Item, 'kind' | 'path' | 'type' | 'size'>

/** What the uploader needs of the world. */
export type Outside = {
  /** Throws Refused. */
  sign(wanted: Wanted, signal: AbortSignal): Promise<S3Settings>
  post: (
    settings: S3Settings,
    file: Blob,
    path: string,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ) => Promise<StoreAnswer>
  parts: Parts
  /** SHA-256 of a file in hex; undefined when it could not be made out. */
  checksum(file: Blob, signal: AbortSignal): Promise<string | undefined>
  /** Files that this browser keeps until they have arrived. */
  kept: Kept
  newId(): string
  /** A picture as it is to be sent; undefined for what this browser cannot show. */
  prepare(file: File, type: string, signal: AbortSignal): Promise<Prepared | undefined>
  /** What other sites show of a picture, cut around this point; undefined where this browser cannot. */
  crop(picture: Blob, focus: Focus): Promise<Blob | undefined>
  /** A stored picture; undefined when it did not come. */
  fetch(url: string, signal: AbortSignal): Promise<Blob | undefined>
  isReadable(file: Blob): Promise<boolean>
  isOnline(): boolean
  /** Waits for so many ms; sooner when `signal` aborts. */
  pause(time: number, signal: AbortSignal): Promise<void>
  /** An address for a file of this computer, to be given back. */
  show(file: File): string
  unshow(url: string): void
}

/** Uploads in parts; all that ask MuzHack throw Refused. */
type Parts = {
  begin(wanted: Wanted, signal: AbortSignal): Promise<UploadInParts>
  find(id: string, signal: AbortSignal): Promise<UploadInParts>
  sign(id: string, part: WantedPart, signal: AbortSignal): Promise<SignedPart>
  put: (
    signed: SignedPart,
    bytes: Blob,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ) => Promise<StoreAnswer>
  complete(id: string, signal: AbortSignal): Promise<UploadInParts>
  /** As far as that can be done now: what nobody goes on with is swept. */
  abort(id: string): void
  /** SHA-256 in hex, where the browser can; undefined for what can no longer be read. */
  digest(bytes: Blob): Promise<Digested | undefined>
  /** MD5 in hex of each. */
  md5s(blobs: readonly Blob[], signal: AbortSignal): Promise<string[] | undefined>
}

type Kept = {
  /** Whether no other tab sends it: from now on this one may. */
  hold(id: string): Promise<boolean>
  keep(id: string, file: File): Promise<void>
  recall(id: string): Promise<File | undefined>
  forget(id: string): Promise<void>
  tidy(): Promise<void>
}

/** `project` is the id to ask signatures under, which may be any. */
export const browserOutside = (project: string): Outside => ({
  sign: (wanted, signal) => call<S3Settings>('GET', signingAddress(project, wanted), undefined, signal),
  post: postFile,
  parts: partsOutside(project),
  checksum,
  kept: { hold: holdFile, keep: keepFile, recall: recallFile, forget: forgetFile, tidy: tidyFiles },
  newId,
  prepare: preparation(),
  crop: croppedAnew,
  fetch: fetchPicture,
  isReadable,
  isOnline: () => navigator.onLine,
  pause,
  show: file => URL.createObjectURL(file),
  unshow: url => URL.revokeObjectURL(url),
})

const partsOutside = (project: string): Parts => ({
  begin: ({ kind, path, type, size }, signal) =>
    call<UploadInParts>('POST', paths.api.s3Uploads, { key: keyOf(project, kind, path), type, size }, signal),
  find: (id, signal) => call<UploadInParts>('GET', paths.api.s3Upload({ id }), undefined, signal),
  sign: (id, part, signal) => call<SignedPart>('POST', paths.api.s3UploadParts({ id }), part, signal),
  put: putPart,
  complete: (id, signal) =>
    call<UploadInParts>('PUT', paths.api.s3UploadCompletion({ id }), undefined, signal),
  abort: id => void call('DELETE', paths.api.s3Upload({ id })).catch(unlessRefused),
  digest,
  md5s,
})

function unlessRefused(error: unknown) {
  if (!(error instanceof Refused)) throw error
}

function signingAddress(project: string, { kind, path, type, size }: Wanted): string {
  const wanted = { key: keyOf(project, kind, path), type, size: `${size}` }
  return `${paths.api.s3Settings}?${new URLSearchParams(wanted)}`
}

const keyOf = (project: string, kind: Wanted['kind'], path: string) =>
  `${project}/${kindFolders[kind]}/${path}`

/** Anew, for what was stored when a page showed it may lack the store's word that pages may read it. */
async function fetchPicture(url: string, signal: AbortSignal): Promise<Blob | undefined> {
  try {
    const answer = await fetch(url, { signal, cache: 'reload' })
    return answer.ok ? await answer.blob() : undefined
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return undefined
    throw error
  }
}

/** Browsers tell a file that has gone from a network that has only by reading. */
async function isReadable(file: Blob): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer()
    return true
  } catch (error) {
    if (error instanceof DOMException) return false
    throw error
  }
}

function pause(time: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, time)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
