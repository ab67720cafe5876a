import { strippedJpeg } from './strip/jpeg.ts'
import { isAnimatedPng, strippedPng } from './strip/png.ts'
import { isAnimatedWebp, strippedWebp } from './strip/webp.ts'

/** The bytes of a file, in pieces that follow one another. */
export type Pieces = Uint8Array<ArrayBuffer>[]

/**
 * A picture without what it tells besides (where and when it was taken, with whose camera), its pixels untouched and
 * its colours and orientation kept; undefined where only drawing it anew helps. A GIF tells nothing of the kind.
 */
export function stripped(bytes: Uint8Array<ArrayBuffer>, type: string): Pieces | undefined {
  switch (type) {
    case 'image/jpeg':
      return strippedJpeg(bytes)
    case 'image/png':
      return strippedPng(bytes)
    case 'image/webp':
      return strippedWebp(bytes)
    case 'image/gif':
      return [bytes]
    case 'image/avif':
      return isAnimated(bytes, type) || !/Exif|application\/rdf\+xml/.test(headOf(bytes))
        ? [bytes]
        : undefined
    default:
      return undefined
  }
}

/** Smaller copies of these would stand still. */
export function isAnimated(bytes: Uint8Array, type: string): boolean {
  switch (type) {
    case 'image/gif':
      return true
    case 'image/png':
      return isAnimatedPng(bytes)
    case 'image/webp':
      return isAnimatedWebp(bytes)
    case 'image/avif':
      return /^.{4}ftyp.{0,64}avis/s.test(headOf(bytes))
    default:
      return false
  }
}

/** AVIF lists what it consists of at its beginning. */
const headOf = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes.subarray(0, 65_536))
