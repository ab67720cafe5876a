import type { SignedPart } from '../../src/upload.ts'
import { bucketAddress, encodeKey } from './address.ts'
import { ask, type Client } from './client.ts'
import type { PartToSign, UploadInParts } from './files.ts'

/** How long after its signing a store takes a request, in ms. */
const quarterHour = 15 * 60 * 1000

/**
 * A request by which a browser may send this part, of exactly this size and, where given, of exactly these bytes. Signed
 * in a header rather than in the address: only there do all stores compare the bytes with the signature.
 */
export async function signPart(
  { config, open }: Client,
  { key, id }: UploadInParts,
  part: PartToSign,
): Promise<SignedPart> {
  check(part)
  const { client } = await open()
  const { SignatureV4 } = await import('@smithy/signature-v4')
  const credentials = await ask(() => client.config.credentials())
  const signer = new SignatureV4({
    service: 's3',
    region: config.region,
    credentials,
    sha256: client.config.sha256,
    uriEscapePath: false,
    applyChecksum: false,
  })
  const url = new URL(bucketAddress(config) + encodeKey(key))
  const query = { partNumber: `${part.number}`, uploadId: id }
  const { headers } = await signer.sign(requestOf(url, query, part))
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

function requestOf(
  { protocol, hostname, host, port, pathname }: URL,
  query: Record<string, string>,
  { size, sha256 = 'UNSIGNED-PAYLOAD' }: PartToSign,
) {
  return {
    method: 'PUT',
    protocol,
    hostname,
    ...(port !== '' && { port: Number(port) }),
    path: pathname,
    query,
    headers: { host, 'content-length': `${size}`, 'x-amz-content-sha256': sha256 },
  }
}
