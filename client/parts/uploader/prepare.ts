import { cropSize, middle } from '../../../src/crop.ts'
import type { Focus } from '../../../src/project.ts'
import { variantWidths } from '../../../src/upload.ts'
import { bytesOf } from './bytes.ts'
import { contextOf } from './canvas.ts'
import { cropped } from './crop.ts'
import { isAnimated, stripped } from './strip.ts'

/** A picture as it is sent; sizes in pixels, upright. `colour` stands for it until it has loaded. */
export type Prepared = {
  width: number
  height: number
  colour: string | null
  original: Blob
  /** By width; the last may be what other sites show, cut out around `crop`. */
  copies: { blob: Blob; width: number; crop?: Focus }[]
}

/** Undefined for what this browser cannot show. Where it draws nothing, a picture goes as it is, but stripped. */
export async function prepare(
  file: Blob,
  type: string,
  { draws }: { draws: boolean },
): Promise<Prepared | undefined> {
  const bytes = await bytesOf(file)
  if (!bytes) return undefined
  const pieces = stripped(bytes, type)
  const clean = pieces && new Blob(pieces, { type })
  const bitmap = await decoded(clean ?? file)
  if (!bitmap) return undefined
  const { width, height } = bitmap
  if (!draws) return clean && { width, height, colour: null, original: clean, copies: [] }
  const { colour, isOpaque } = lookOf(bitmap)
  const original = clean ?? (await drawnAnew(bitmap, isOpaque))
  const copies = isAnimated(bytes, type) ? [] : await copiesOf(bitmap, isOpaque)
  const useful = copies.filter(({ blob }) => blob.size < original.size)
  const crop = await cropsOf(bitmap)
  bitmap.close()
  return { width, height, colour, original, copies: [...useful, ...crop] }
}

async function decoded(file: Blob) {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/** Its middle colour; null where something shines through. */
function lookOf(bitmap: ImageBitmap): { colour: string | null; isOpaque: boolean } {
  const side = 16
  const canvas = drawn(bitmap, side, side)
  const { data } = contextOf(canvas).getImageData(0, 0, side, side)
  const mean = (channel: number) =>
    data.reduce((sum, value, i) => (i % 4 === channel ? sum + value : sum), 0) / side ** 2
  if (mean(3) < 255) return { colour: null, isOpaque: false }
  const hex = [0, 1, 2].map(channel => Math.round(mean(channel)).toString(16).padStart(2, '0'))
  return { colour: `#${hex.join('')}`, isOpaque: true }
}

/** In pixels: what every browser's canvas holds. */
const largest = 16_000_000

async function drawnAnew(bitmap: ImageBitmap, isOpaque: boolean): Promise<Blob> {
  const scale = Math.min(1, Math.sqrt(largest / (bitmap.width * bitmap.height)))
  const canvas = drawn(bitmap, Math.floor(bitmap.width * scale), Math.floor(bitmap.height * scale))
  // Where WebP is not written, this gives PNG.
  return canvas.convertToBlob({ type: isOpaque ? 'image/jpeg' : 'image/webp', quality: 0.92 })
}

/** Each drawn from the next larger one, never enlarged. */
async function copiesOf(bitmap: ImageBitmap, isOpaque: boolean): Promise<Prepared['copies']> {
  const copies: Prepared['copies'] = []
  let source: ImageBitmap | OffscreenCanvas = bitmap
  for (const width of variantWidths.toReversed().filter(width => width < bitmap.width)) {
    source = drawn(source, width, Math.max(1, Math.round((bitmap.height * width) / bitmap.width)))
    const blob = await encoded(source, isOpaque)
    if (blob) copies.unshift({ blob, width })
  }
  return copies
}

async function cropsOf(bitmap: ImageBitmap): Promise<Prepared['copies']> {
  const blob = await cropped(bitmap, middle)
  return blob ? [{ blob, width: cropSize.width, crop: middle }] : []
}

/** Safari reads WebP but writes none, and answers with PNG without a word. */
async function encoded(canvas: OffscreenCanvas, isOpaque: boolean): Promise<Blob | undefined> {
  const webp = await canvas.convertToBlob({ type: 'image/webp', quality: 0.75 })
  if (webp.type === 'image/webp') return webp
  return isOpaque ? canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 }) : undefined
}

function drawn(source: ImageBitmap | OffscreenCanvas, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height)
  contextOf(canvas).drawImage(source, 0, 0, width, height)
  return canvas
}
