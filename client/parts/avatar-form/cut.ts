import { avatarSizes } from '../../../src/avatar.ts'
import type { Crop } from './crop.ts'

/** One of the squares, as it is sent. */
export type Square = { size: number; blob: Blob }

/** What is cut out, in all sizes: drawn anew, so that nothing of the file but the picture goes along. */
export async function cut(picture: ImageBitmap, crop: Crop): Promise<Square[]> {
  const squares: Square[] = []
  let source: HTMLCanvasElement | undefined
  // Each from the next larger one: a single step from thousands of pixels to 64 would flicker.
  for (const size of avatarSizes.toReversed()) {
    source = source ? smaller(source, size) : first(picture, crop, size)
    squares.unshift({ size, blob: await encoded(source) })
  }
  return squares
}

/** Draws the square into a canvas; white shines through where the picture is transparent. */
export function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, { x, y, side }: Crop) {
  const context = contextOf(canvas)
  const { width } = canvas
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, width)
  context.drawImage(picture, x - side / 2, y - side / 2, side, side, 0, 0, width, width)
}

function first(picture: ImageBitmap, crop: Crop, size: number) {
  const canvas = canvasOf(size)
  draw(canvas, picture, crop)
  return canvas
}

function smaller(source: HTMLCanvasElement, size: number) {
  const canvas = canvasOf(size)
  contextOf(canvas).drawImage(source, 0, 0, size, size)
  return canvas
}

/** Safari reads WebP but writes none, and answers with PNG without a word. */
async function encoded(canvas: HTMLCanvasElement): Promise<Blob> {
  const webp = await blobOf(canvas, 'image/webp')
  return webp.type === 'image/webp' ? webp : blobOf(canvas, 'image/jpeg')
}

const blobOf = (canvas: HTMLCanvasElement, type: string) =>
  new Promise<Blob>((resolve, reject) =>
    canvas.toBlob(
      blob => (blob ? resolve(blob) : reject(new Error('This browser draws nothing.'))),
      type,
      0.86,
    ),
  )

function canvasOf(size: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  return canvas
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser draws nothing.')
  context.imageSmoothingQuality = 'high'
  return context
}
