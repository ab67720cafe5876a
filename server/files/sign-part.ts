import { bucketAddress, encodeKey } from './address.ts'
import { ask, type Client } from './client.ts'
import type { SignedPart, UploadInParts } from './files.ts'

const quarterHour = 15 * 60

/** An address to which a browser may PUT this part, of exactly this size, for a quarter of an hour. */
export async function signPart(
  { config, open }: Client,
  { key, id }: UploadInParts,
  { number, size }: { number: number; size: number },
): Promise<SignedPart> {
  if (!Number.isSafeInteger(size) || size < 1) throw new RangeError(`cannot sign a part of ${size} bytes`)
  if (!Number.isInteger(number) || number < 1 || number > 10_000)
    throw new RangeError(`cannot sign a part of number ${number}`)
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
  const { query } = await signer.presign(requestOf(url, id, number, size), { expiresIn: quarterHour })
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value))
  const latest = Date.now() + quarterHour * 1000
  const expires = new Date(Math.min(latest, credentials.expiration?.getTime() ?? latest))
  return { url: url.href, expires: expires.toISOString() }
}

function requestOf(
  { protocol, hostname, host, port, pathname }: URL,
  id: string,
  number: number,
  size: number,
) {
  return {
    method: 'PUT',
    protocol,
    hostname,
    ...(port !== '' && { port: Number(port) }),
    path: pathname,
    query: { partNumber: `${number}`, uploadId: id },
    headers: { host, 'content-length': `${size}`, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
  }
}
