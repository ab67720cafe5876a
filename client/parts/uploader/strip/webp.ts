import type { Pieces } from '../strip.ts'
import { exifOf, orientationIn } from './exif.ts'

const needed = /^(?:VP8 |VP8L|VP8X|ALPH|ANIM|ANMF|ICCP)$/
const flag = { animated: 0x02, xmp: 0x04, exif: 0x08 }

export function strippedWebp(bytes: Uint8Array<ArrayBuffer>): Pieces | undefined {
  if (textAt(bytes, 0) !== 'RIFF' || textAt(bytes, 8) !== 'WEBP') return undefined
  const chunks = [...chunksOf(bytes)]
  const exif = chunks.find(({ name }) => name === 'EXIF')
  const orientation = exif ? orientationIn(exif.chunk.subarray(8)) : 1
  const pieces = chunks
    .filter(({ name }) => needed.test(name))
    .map(({ name, chunk }) => (name === 'VP8X' ? withoutFlags(chunk, orientation) : chunk))
  if (orientation !== 1) pieces.push(chunkOf('EXIF', exifOf(orientation)))
  return [headerOf(pieces), ...pieces]
}

export function isAnimatedWebp(bytes: Uint8Array): boolean {
  return textAt(bytes, 12) === 'VP8X' && ((bytes[20] ?? 0) & flag.animated) !== 0
}

const textAt = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))

/** Chunks of an odd length are filled up by a byte. */
function* chunksOf(bytes: Uint8Array<ArrayBuffer>) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const last = Math.min(bytes.length, 8 + view.getUint32(4, true))
  for (let start = 12; start + 8 <= last; ) {
    const size = view.getUint32(start + 4, true)
    const end = start + 8 + size + (size % 2)
    yield { name: textAt(bytes, start), chunk: bytes.subarray(start, end) }
    start = end
  }
}

function withoutFlags(chunk: Uint8Array<ArrayBuffer>, orientation: number): Uint8Array<ArrayBuffer> {
  const copy = chunk.slice()
  const flags = (copy[8] ?? 0) & ~flag.xmp & ~flag.exif
  copy[8] = orientation === 1 ? flags : flags | flag.exif
  return copy
}

function chunkOf(name: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(8 + body.length + (body.length % 2))
  chunk.set(new TextEncoder().encode(name))
  new DataView(chunk.buffer).setUint32(4, body.length, true)
  chunk.set(body, 8)
  return chunk
}

function headerOf(pieces: Pieces): Uint8Array<ArrayBuffer> {
  const header = chunkOf('RIFF', new TextEncoder().encode('WEBP'))
  const size = pieces.reduce((sum, { length }) => sum + length, 4)
  new DataView(header.buffer).setUint32(4, size, true)
  return header
}
