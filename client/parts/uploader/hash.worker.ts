import { md5 } from '@noble/hashes/legacy.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { bytesOf } from './bytes.ts'

/** MD5 in hex, one a blob; undefined when one can no longer be read. */
export type Hashes = string[] | undefined

addEventListener('message', ({ data }: MessageEvent<readonly Blob[]>) => {
  void md5sOf(data).then(hashes => postMessage(hashes satisfies Hashes))
})

async function md5sOf(blobs: readonly Blob[]): Promise<Hashes> {
  const hashes: string[] = []
  for (const blob of blobs) {
    const bytes = await bytesOf(blob)
    if (!bytes) return undefined
    hashes.push(bytesToHex(md5(bytes)))
  }
  return hashes
}
