/**
 * What these bytes say, or undefined where they are no text. UTF-8, UTF-16 that says so at its beginning, or else what
 * Windows wrote in the West. `isCut`: they may end amid a character.
 */
export function textIn(bytes: Uint8Array, isCut = false): string | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decoded('utf-16le', bytes, isCut)
  if (first === 0xfe && second === 0xff) return decoded('utf-16be', bytes, isCut)
  if (bytes.includes(0)) return undefined
  const text = decoded('utf-8', bytes, isCut) ?? decoded('windows-1252', bytes, isCut)
  return text !== undefined && isReadable(text) ? text : undefined
}

/** With the ends of lines as they are written here; undefined where the bytes are not in this encoding. */
function decoded(encoding: string, bytes: Uint8Array, isCut: boolean): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: isCut })
    return text.replace(/\r\n?/g, '\n')
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** Programs and packed data are full of what no text has. */
function isReadable(text: string): boolean {
  // oxlint-disable-next-line eslint/no-control-regex -- it is these that are counted
  const odd = text.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u007f-\u009f]/g)?.length ?? 0
  return odd * 50 <= text.length
}
