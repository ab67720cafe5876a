import { bytesOf } from './bytes.ts'

/** Without a sum where the page came by plain HTTP, to which browsers give no `crypto.subtle`. */
export type Digested = { sha256?: string }

/** SHA-256 in hex; undefined for what can no longer be read. */
export async function sha256Of(blob: Blob): Promise<Digested | undefined> {
  if (!('subtle' in crypto)) return {}
  const bytes = await bytesOf(blob)
  return bytes && { sha256: hexOf(await crypto.subtle.digest('SHA-256', bytes)) }
}

const hexOf = (hash: ArrayBuffer) =>
  Array.from(new Uint8Array(hash), byte => byte.toString(16).padStart(2, '0')).join('')
