import { md5 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** What a worker is asked, and answers in hex, a text a blob; undefined when one can no longer be read. */
export type Question = { blobs: readonly Blob[]; algorithm: keyof typeof algorithms }
export type Hashes = string[] | undefined

const algorithms = { md5, sha256 }

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  void hashesOf(data).then(hashes => postMessage(hashes satisfies Hashes))
})

async function hashesOf({ blobs, algorithm }: Question): Promise<Hashes> {
  const hashes: string[] = []
  try {
    for (const blob of blobs) hashes.push(await hashOf(blob, algorithm))
    return hashes
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/** Piece by piece: a file may be larger than memory. */
async function hashOf(blob: Blob, algorithm: Question['algorithm']): Promise<string> {
  const hash = algorithms[algorithm].create()
  const reader = blob.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return bytesToHex(hash.digest())
    hash.update(value)
  }
}
