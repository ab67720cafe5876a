import { paths } from '../../../src/paths.ts'
import { kindFolders, type S3Settings } from '../../../src/upload.ts'
import { call } from '../../api.ts'
import type { Item } from './items.ts'
import { postFile } from './post.ts'
import type { StoreAnswer } from './refusals.ts'

/** What the uploader needs of the world. */
export type Outside = {
  /** Throws Refused. */
  sign(item: Item, signal: AbortSignal): Promise<S3Settings>
  post: (
    settings: S3Settings,
    file: File,
    path: string,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ) => Promise<StoreAnswer>
  /** Width and height as shown, upright; undefined for what is no picture. */
  measure(file: File): Promise<{ width: number; height: number } | undefined>
  isReadable(file: File): Promise<boolean>
  isOnline(): boolean
  /** Waits for so many ms; sooner when `signal` aborts. */
  pause(time: number, signal: AbortSignal): Promise<void>
  /** An address for a file of this computer, to be given back. */
  show(file: File): string
  unshow(url: string): void
}

/** `project` is the id to ask signatures under, which may be any. */
export const browserOutside = (project: string): Outside => ({
  sign: (item, signal) => call<S3Settings>('GET', signingAddress(project, item), undefined, signal),
  post: postFile,
  measure,
  isReadable,
  isOnline: () => navigator.onLine,
  pause,
  show: file => URL.createObjectURL(file),
  unshow: url => URL.revokeObjectURL(url),
})

function signingAddress(project: string, { kind, path, type, size }: Item): string {
  const key = `${project}/${kindFolders[kind]}/${path}`
  return `${paths.api.s3Settings}?${new URLSearchParams({ key, type, size: `${size}` })}`
}

async function measure(file: File) {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const { width, height } = bitmap
    bitmap.close()
    return { width, height }
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/** Browsers tell a file that has gone from a network that has only by reading. */
async function isReadable(file: File): Promise<boolean> {
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
