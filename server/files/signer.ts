import type { SignatureV4 } from '@smithy/signature-v4'
import { bucketAddress, encodeKey } from './address.ts'
import { ask, type Client } from './client.ts'
import type { Credentials } from './files.ts'

/** What signs requests that others will send, and whose credentials it signs with. */
export async function openSigner({
  config,
  open,
}: Client): Promise<{ signer: SignatureV4; credentials: Credentials }> {
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
  return { signer, credentials }
}

/** A request for an object, as a signer takes it. */
export function requestFor({ config }: Client, key: string) {
  const url = new URL(bucketAddress(config) + encodeKey(key))
  const { protocol, hostname, host, port, pathname: path } = url
  return { url, request: { protocol, hostname, ...(port !== '' && { port: Number(port) }), path }, host }
}
