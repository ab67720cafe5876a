import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type Checksum, isChecksum, openChecksum } from './checksum.ts'
import { decodeChunks } from './chunked.ts'
import { Refusal } from './refusal.ts'

export type Body = {
  /** The bytes as they come; throws at their end when they are not what was signed or promised. */
  read(): AsyncGenerator<Buffer>
  /** The checksums that came along, once all is read. */
  checksums(): Record<string, string>
}

const chunked = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'

/** The body of a request, of which its signature says `payload`: a hash, that it is unsigned, or how it streams. */
export function openBody(request: IncomingMessage, payload: string, largest: number): Body {
  const { headers } = request
  const trailers = new Map<string, string>()
  const promised = promisedSize(request, payload)
  if (promised !== undefined && promised > largest) throw tooLarge(largest)
  const checksums = checksumsOf(request)
  const given = (name: string) => trailers.get(name) ?? String(headers[name] ?? '')

  return {
    async *read() {
      const sha256 = isHash(payload) ? createHash('sha256') : undefined
      let size = 0
      const raw: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
      for await (const bytes of payload === chunked ? decodeChunks(raw, trailers) : raw) {
        size += bytes.length
        if (size > largest) throw tooLarge(largest)
        sha256?.update(bytes)
        for (const { update } of checksums.values()) update(bytes)
        yield bytes
      }
      if (promised !== undefined && size !== promised) throw incomplete()
      if (sha256 && sha256.digest('hex') !== payload) throw otherBody()
      for (const [name, { digest }] of checksums) if (digest() !== given(name)) throw otherSum(name)
    },
    checksums: () =>
      Object.fromEntries([...checksums.keys()].filter(isChecksum).map(name => [name, given(name)])),
  }
}

/** A body that is short enough to be held. */
export async function readWhole(request: IncomingMessage, payload: string, largest: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of openBody(request, payload, largest).read()) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function promisedSize({ headers }: IncomingMessage, payload: string): number | undefined {
  if (!isHash(payload) && payload !== 'UNSIGNED-PAYLOAD' && payload !== chunked)
    throw new Refusal('NotImplemented', `Bodies signed as ${payload.slice(0, 50)} are not taken here.`)
  const size = headers[payload === chunked ? 'x-amz-decoded-content-length' : 'content-length']
  if (size === undefined) return undefined
  if (!/^\d{1,15}$/.test(String(size))) throw new Refusal('InvalidArgument', 'The length is not a number.')
  return Number(size)
}

function checksumsOf({ headers }: IncomingMessage): Map<string, Checksum> {
  const announced = String(headers['x-amz-trailer'] ?? '').split(',')
  const names = [...Object.keys(headers), ...announced.map(name => name.trim().toLowerCase())]
  const sums = new Map(names.filter(isChecksum).map(name => [name, openChecksum(name)]))
  if (headers['content-md5'] !== undefined) sums.set('content-md5', openMd5())
  return sums
}

function openMd5(): Checksum {
  const hash = createHash('md5')
  return { update: bytes => void hash.update(bytes), digest: () => hash.digest('base64') }
}

function isHash(payload: string): boolean {
  return /^[0-9a-f]{64}$/.test(payload)
}

function tooLarge(largest: number): Refusal {
  return new Refusal('EntityTooLarge', `The body is larger than the ${largest} bytes that are allowed.`)
}

function incomplete(): Refusal {
  return new Refusal('IncompleteBody', 'The body is not as long as was said.')
}

function otherBody(): Refusal {
  return new Refusal('XAmzContentSHA256Mismatch', 'The body is not the one that was signed.')
}

function otherSum(name: string): Refusal {
  return new Refusal('BadDigest', `The ${name} is not the one that we calculate.`)
}
