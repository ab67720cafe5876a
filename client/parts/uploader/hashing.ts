import type { Hashes, Question } from './hash.worker.ts'

/** Up to here a file is read whole, by the browser's own and faster algorithm. In bytes. */
const small = 8 * 1024 * 1024

/** SHA-256 in hex of something small; undefined where the page came by plain HTTP, or the file has gone. */
export async function digest(blob: Blob): Promise<string | undefined> {
  if (!('subtle' in crypto)) return undefined
  try {
    const hash = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
    return Array.from(new Uint8Array(hash), byte => byte.toString(16).padStart(2, '0')).join('')
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

let last: Promise<unknown> = Promise.resolve()

/** SHA-256 in hex of a file of any size, one after the other; undefined when it could not be made out. */
export function checksum(blob: Blob, signal: AbortSignal): Promise<string | undefined> {
  if (blob.size <= small) return digest(blob)
  const turn = last.then(async () => (await hashes({ blobs: [blob], algorithm: 'sha256' }, signal))?.[0])
  last = turn.catch(() => undefined)
  return turn
}

/** MD5 in hex of each, as stores give it as the ETag of a part. */
export const md5s = (blobs: readonly Blob[], signal: AbortSignal): Promise<Hashes> =>
  hashes({ blobs, algorithm: 'md5' }, signal)

async function hashes(question: Question, signal: AbortSignal): Promise<Hashes> {
  if (signal.aborted) return undefined
  const worker = new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module' })
  const answer = new Promise<Hashes>(resolve => {
    worker.addEventListener('message', ({ data }: MessageEvent<Hashes>) => resolve(data))
    worker.addEventListener('error', () => resolve(undefined))
    signal.addEventListener('abort', () => resolve(undefined))
  })
  worker.postMessage(question)
  const hashes = await answer
  worker.terminate()
  return hashes
}
