import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { Refusal } from './refusal.ts'

export type Checksum = {
  update(bytes: Buffer): void
  /** In base 64. */
  digest(): string
}

const prefix = 'x-amz-checksum-'

/** The checksums that S3 takes along with a body, by header or trailer. */
export function openChecksum(header: string): Checksum {
  const name = header.slice(prefix.length)
  if (name === 'crc32') return openCrc32()
  if (name !== 'sha1' && name !== 'sha256')
    throw new Refusal('NotImplemented', 'Of the checksums only CRC32, SHA1 and SHA256 are known here.')
  const hash = createHash(name)
  return { update: bytes => void hash.update(bytes), digest: () => hash.digest('base64') }
}

export function isChecksum(header: string): boolean {
  return header.startsWith(prefix) && header !== `${prefix}algorithm` && header !== `${prefix}type`
}

function openCrc32(): Checksum {
  let value = 0
  return {
    update: bytes => (value = crc32(bytes, value)),
    digest: () => {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(value)
      return bytes.toString('base64')
    },
  }
}
