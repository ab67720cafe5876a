import { md5 } from '@noble/hashes/legacy.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** MD5 in hex, one a blob; undefined when one can no longer be read. */
export type Hashes = string[] | undefined

addEventListener('message', ({ data }: MessageEvent<readonly Blob[]>) => {
  void md5sOf(data).then(hashes => postMessage(hashes satisfies Hashes))
})

async function md5sOf(blobs: readonly Blob[]): Promise<Hashes> {
  const hashes: string[] = []
  try {
    for (const blob of blobs) hashes.push(bytesToHex(md5(new Uint8Array(await blob.arrayBuffer()))))
    return hashes
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}
