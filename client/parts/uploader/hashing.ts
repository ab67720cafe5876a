import { largestForm } from '../../../src/upload.ts'
import type { Hashes } from './hash.worker.ts'

/** SHA-256 in hex; undefined where the page came by plain HTTP. */
export async function digest(bytes: ArrayBuffer): Promise<string | undefined> {
  if (!('subtle' in crypto)) return undefined
  const hash = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(hash), byte => byte.toString(16).padStart(2, '0')).join('')
}

let last: Promise<unknown> = Promise.resolve()

/**
 * SHA-256 in hex of a file, one after the other, for browsers hash only what is in memory as a whole: undefined for what
 * is too large for that, which the server looks at later, and for what has gone.
 */
export function checksum(file: Blob, signal: AbortSignal): Promise<string | undefined> {
  const turn = last.then(async () => {
    if (signal.aborted || file.size > largestForm) return undefined
    const bytes = await read(file)
    return bytes && digest(bytes)
  })
  last = turn.catch(() => undefined)
  return turn
}

/** Undefined for what has gone. */
export async function read(blob: Blob): Promise<ArrayBuffer | undefined> {
  try {
    return await blob.arrayBuffer()
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/** MD5 in hex of each, as stores give it as the ETag of a part; undefined when one has gone. */
export async function md5s(blobs: readonly Blob[], signal: AbortSignal): Promise<Hashes> {
  if (signal.aborted) return undefined
  const worker = new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module' })
  const answer = new Promise<Hashes>(resolve => {
    worker.addEventListener('message', ({ data }: MessageEvent<Hashes>) => resolve(data))
    worker.addEventListener('error', () => resolve(undefined))
    signal.addEventListener('abort', () => resolve(undefined))
  })
  worker.postMessage(blobs)
  const hashes = await answer
  worker.terminate()
  return hashes
}
