/** Without a sum where the page came by plain HTTP, to which browsers give no `crypto.subtle`. */
export type Digested = { sha256?: string }

/** SHA-256 in hex; undefined for what can no longer be read. */
export async function sha256Of(blob: Blob): Promise<Digested | undefined> {
  if (!('subtle' in crypto)) return {}
  const bytes = await read(blob)
  return bytes && { sha256: hexOf(await crypto.subtle.digest('SHA-256', bytes)) }
}

async function read(blob: Blob): Promise<ArrayBuffer | undefined> {
  try {
    return await blob.arrayBuffer()
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

const hexOf = (hash: ArrayBuffer) =>
  Array.from(new Uint8Array(hash), byte => byte.toString(16).padStart(2, '0')).join('')
