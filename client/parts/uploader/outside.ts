import { paths } from '../../../src/paths.ts'
import { kindFolders, type S3Settings } from '../../../src/upload.ts'
import { call } from '../../api.ts'
import type { Item } from './items.ts'
import { postFile } from './post.ts'
import { preparation } from './preparation.ts'
import type { Prepared } from './prepare.ts'
import type { StoreAnswer } from './refusals.ts'

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
  /** A picture as it is to be sent; undefined for what this browser cannot show. */
  prepare(file: File, type: string, signal: AbortSignal): Promise<Prepared | undefined>
  isReadable(file: Blob): Promise<boolean>
  isOnline(): boolean
  /** Waits for so many ms; sooner when `signal` aborts. */
  pause(time: number, signal: AbortSignal): Promise<void>
  /** An address for a file of this computer, to be given back. */
  show(file: File): string
  unshow(url: string): void
}

/** `project` is the id to ask signatures under, which may be any. */
export const browserOutside = (project: string): Outside => ({
  sign: (wanted, signal) => call<S3Settings>('GET', signingAddress(project, wanted), undefined, signal),
  post: postFile,
  prepare: preparation(),
  isReadable,
  isOnline: () => navigator.onLine,
  pause,
  show: file => URL.createObjectURL(file),
  unshow: url => URL.revokeObjectURL(url),
})

function signingAddress(project: string, { kind, path, type, size }: Wanted): string {
  const key = `${project}/${kindFolders[kind]}/${path}`
  return `${paths.api.s3Settings}?${new URLSearchParams({ key, type, size: `${size}` })}`
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
