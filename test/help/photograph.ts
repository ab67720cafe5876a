import type { Browser } from 'playwright-core'

/** A JPEG of some megabytes as a phone takes it: stored lying, with an EXIF orientation that sets it upright. */
export async function photograph(
  browser: Browser,
  { width, height }: { width: number; height: number },
): Promise<Buffer> {
  const page = await browser.newPage()
  const base64 = await page.evaluate(draw, { width, height })
  await page.close()
  return withOrientation(Buffer.from(base64, 'base64'), turnedRight)
}

/** EXIF orientation 6: the picture's top is at its right side. */
const turnedRight = 6

/** Puts an APP1 segment with a single TIFF tag, Orientation (0x0112), behind the JPEG's first marker. */
function withOrientation(jpeg: Buffer, orientation: number): Buffer {
  const header = Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01', 'latin1')
  const tag = Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0])
  const body = Buffer.concat([header, tag, Buffer.alloc(4)])
  const length = Buffer.alloc(2)
  length.writeUInt16BE(body.length + 2)
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, body, jpeg.subarray(2)])
}

/** Runs in the browser: coloured noise does not compress, so the file is as large as a photograph's. */
async function draw({ width, height }: { width: number; height: number }): Promise<string> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  const image = context.createImageData(width, height)
  for (let i = 0; i < image.data.length; i++) image.data[i] = i % 4 === 3 ? 255 : Math.random() * 255
  context.putImageData(image, 0, 0)
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 })
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (let i = 0; i < bytes.length; i += 32_768) text += String.fromCharCode(...bytes.subarray(i, i + 32_768))
  return btoa(text)
}
