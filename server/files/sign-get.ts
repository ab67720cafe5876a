import type { Client } from './client.ts'
import { openSigner, requestFor } from './signer.ts'

/** An address at which anybody may read this object for so many seconds, or as long as our own credentials last. */
export async function signGet(store: Client, key: string, seconds: number): Promise<string> {
  const { signer } = await openSigner(store)
  const { url, request, host } = requestFor(store, key)
  const headers = { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }
  const { query = {} } = await signer.presign(
    { ...request, method: 'GET', query: {}, headers },
    { expiresIn: seconds },
  )
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
  return url.href
}
