import type { Pieces } from '../strip.ts'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** What its pixels, colours and movement need; text, times and EXIF are not among it. */
const needed =
  /^(?:IHDR|PLTE|IDAT|IEND|tRNS|cHRM|gAMA|iCCP|sBIT|sRGB|cICP|mDCV|cLLI|bKGD|pHYs|acTL|fcTL|fdAT)$/

export function strippedPng(bytes: Uint8Array<ArrayBuffer>): Pieces | undefined {
  if (signature.some((byte, i) => bytes[i] !== byte)) return undefined
  const pieces: Pieces = [bytes.subarray(0, 8)]
  for (const { name, start, end } of chunksOf(bytes)) {
    if (needed.test(name)) pieces.push(bytes.subarray(start, end))
  }
  return pieces
}

/** Said before the first pixels. */
export function isAnimatedPng(bytes: Uint8Array): boolean {
  for (const { name } of chunksOf(bytes)) {
    if (name === 'acTL') return true
    if (name === 'IDAT') return false
  }
  return false
}

/** As far as the picture's end. */
function* chunksOf(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let start = 8; start + 12 <= bytes.length; ) {
    const name = String.fromCharCode(...bytes.subarray(start + 4, start + 8))
    const end = start + 12 + view.getUint32(start)
    yield { name, start, end }
    if (name === 'IEND') return
    start = end
  }
}
