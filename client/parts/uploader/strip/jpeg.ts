import type { Pieces } from '../strip.ts'
import { exifOf, orientationIn } from './exif.ts'

const marker = {
  start: 0xd8,
  end: 0xd9,
  scan: 0xda,
  app0: 0xe0,
  app1: 0xe1,
  app2: 0xe2,
  app14: 0xee,
  comment: 0xfe,
}

/**
 * Its segments but for EXIF, XMP, IPTC, thumbnails, comments and the like, as far as the picture's end: phones put
 * whole films and second pictures behind it, with places of their own.
 */
export function strippedJpeg(bytes: Uint8Array<ArrayBuffer>): Pieces | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== marker.start) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const pieces: Pieces = []
  let orientation = 1
  let at = 2
  while (at + 4 <= bytes.length) {
    const [lead, kind = 0] = bytes.subarray(at, at + 2)
    if (lead !== 0xff) return undefined
    if (kind === marker.end) break
    if (kind === 0xff) {
      at++
      continue
    }
    const end = at + 2 + view.getUint16(at + 2)
    const segment = bytes.subarray(at, end)
    if (begins(segment, 'Exif\0\0')) orientation = orientationIn(segment.subarray(10))
    if (isNeeded(kind, segment)) pieces.push(segment)
    at = end
    if (kind !== marker.scan) continue
    at = endOfScan(bytes, end)
    pieces.push(bytes.subarray(end, at))
  }
  return [bytes.subarray(0, 2), ...upright(orientation), ...pieces, new Uint8Array([0xff, marker.end])]
}

/** JFIF, colours, and all that is no application's own. */
function isNeeded(kind: number, segment: Uint8Array): boolean {
  if (kind === marker.app0) return begins(segment, 'JFIF\0')
  if (kind === marker.app2) return begins(segment, 'ICC_PROFILE\0')
  if (kind === marker.app14) return begins(segment, 'Adobe')
  return kind < marker.app0 || (kind > 0xef && kind !== marker.comment)
}

/** Behind a segment's marker and length. */
const begins = (segment: Uint8Array, text: string) =>
  asBytes(text).every((byte, i) => segment[4 + i] === byte)

const asBytes = (text: string) => new TextEncoder().encode(text)

/** Where the next marker stands; in between, 0xff is followed by 0 or by a restart's number. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

function upright(orientation: number): Pieces {
  if (orientation === 1) return []
  const exif = exifOf(orientation)
  const name = asBytes('Exif\0\0')
  return [new Uint8Array([0xff, marker.app1, 0, 2 + name.length + exif.length, ...name]), exif]
}
