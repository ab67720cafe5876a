import { largestForm } from '../../../src/upload.ts'
import type { Hashes } from './hash.worker.ts'
import { type Digested, sha256Of } from './sha256.ts'
import type { Asked, Told } from './sha256.worker.ts'

type Thread = { hash(blob: Blob): Promise<Digested | undefined>; busy(): number }

/** Beside the page, which hashing stopped for 40 ms at a time, a fifth of an upload over a fast line. */
const most = 2
const threads: Thread[] = []
let last: Promise<unknown> = Promise.resolve()

/** SHA-256 in hex of what fits into memory, beside the page; undefined for what can no longer be read. */
export const digest = (blob: Blob): Promise<Digested | undefined> => leastBusy().hash(blob)

function leastBusy(): Thread {
  const [first] = threads.toSorted((a, b) => a.busy() - b.busy())
  if (first && (first.busy() === 0 || threads.length === most)) return first
  const another = startThread()
  threads.push(another)
  return another
}

/** A thread that does not start, for want of a network to fetch it by, or fails leaves its work to the page. */
function startThread(): Thread {
  const worker = new Worker(new URL('./sha256.worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, { blob: Blob; tell(digested: ReturnType<typeof sha256Of>): void }>()
  let [count, hasFailed] = [0, false]
  worker.addEventListener('message', ({ data: { id, digested } }: MessageEvent<Told>) => {
    waiting.get(id)?.tell(Promise.resolve(digested))
    waiting.delete(id)
  })
  worker.addEventListener('error', () => {
    hasFailed = true
    for (const { blob, tell } of waiting.values()) tell(sha256Of(blob))
    waiting.clear()
  })
  return {
    hash(blob) {
      if (hasFailed) return sha256Of(blob)
      return new Promise(tell => {
        const id = ++count
        waiting.set(id, { blob, tell })
        worker.postMessage({ id, blob } satisfies Asked)
      })
    },
    busy: () => waiting.size,
  }
}

/**
 * SHA-256 in hex of a file, one after the other, for browsers hash only what is in memory as a whole: undefined for what
 * is too large for that, which the server looks at later, and for what has gone.
 */
export function checksum(file: Blob, signal: AbortSignal): Promise<string | undefined> {
  const turn = last.then(async () => {
    if (signal.aborted || file.size > largestForm) return undefined
    return (await digest(file))?.sha256
  })
  last = turn.catch(() => undefined)
  return turn
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
