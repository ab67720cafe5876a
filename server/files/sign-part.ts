import type { SignedPart } from '../../src/upload.ts'
import type { Client } from './client.ts'
import type { PartToSign, UploadInParts } from './files.ts'
import { openSigner, requestFor } from './signer.ts'

/** How long after its signing a store takes a request, in ms. */
const quarterHour = 15 * 60 * 1000

/**
 * A request by which a browser may send this part, of exactly this size and, where given, of exactly these bytes. Signed
 * in a header rather than in the address: only there do all stores compare the bytes with the signature.
 */
export async function signPart(
  store: Client,
  { key, id }: UploadInParts,
  part: PartToSign,
): Promise<SignedPart> {
  check(part)
  const { signer, credentials } = await openSigner(store)
  const { url, request, host } = requestFor(store, key)
  const query = { partNumber: `${part.number}`, uploadId: id }
  const { headers } = await signer.sign({ ...request, method: 'PUT', query, headers: headersOf(host, part) })
  url.search = new URLSearchParams(query).toString()
  const { host: _, 'content-length': __, ...sent } = headers
  const latest = Date.now() + quarterHour
  const expires = new Date(Math.min(latest, credentials.expiration?.getTime() ?? latest))
  return { url: url.href, headers: sent, expires: expires.toISOString() }
}

function check({ number, size, sha256 }: PartToSign) {
  if (!Number.isSafeInteger(size) || size < 1) throw new RangeError(`cannot sign a part of ${size} bytes`)
  if (!Number.isInteger(number) || number < 1 || number > 10_000)
    throw new RangeError(`cannot sign a part of number ${number}`)
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256))
    throw new RangeError(`cannot sign a part whose checksum is ${sha256}`)
}

const headersOf = (host: string, { size, sha256 = 'UNSIGNED-PAYLOAD' }: PartToSign) => ({
  host,
  'content-length': `${size}`,
  'x-amz-content-sha256': sha256,
})
