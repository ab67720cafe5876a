const orientationTag = 0x0112

/** How a picture must be turned to stand upright, 1 to 8, as the TIFF block of EXIF says; 1 where it does not. */
export function orientationIn(tiff: Uint8Array): number {
  if (tiff.length < 14) return 1
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length)
  const isLittle = view.getUint16(0) === 0x4949
  const first = view.getUint32(4, isLittle)
  if (first + 2 > tiff.length) return 1
  const count = view.getUint16(first, isLittle)
  for (let i = 0; i < count; i++) {
    const entry = first + 2 + 12 * i
    if (entry + 12 > tiff.length) return 1
    if (view.getUint16(entry, isLittle) === orientationTag)
      return inRange(view.getUint16(entry + 8, isLittle))
  }
  return 1
}

const inRange = (orientation: number) => (orientation >= 1 && orientation <= 8 ? orientation : 1)

/** A TIFF block that says this and nothing else. */
export function exifOf(orientation: number): Uint8Array<ArrayBuffer> {
  const tiff = new Uint8Array(26)
  tiff.set([
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    orientationTag >> 8,
    orientationTag & 0xff,
    0,
    3,
    0,
    0,
    0,
    1,
  ])
  tiff[19] = orientation
  return tiff
}
