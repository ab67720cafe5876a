import { cropAround, cropOf, cropSize, cropType, middle } from '../../../src/crop.ts'
import type { Focus } from '../../../src/project.ts'
import { variantWidths } from '../../../src/upload.ts'
import { contextOf } from './canvas.ts'
import type { Item } from './items.ts'

/** What other sites show of a picture; undefined for one that is too small. White shines through where it does. */
export async function cropped(picture: ImageBitmap, focus: Focus): Promise<Blob | undefined> {
  const from = cropAround(focus, picture)
  if (!from) return undefined
  const { width, height } = cropSize
  const canvas = new OffscreenCanvas(width, height)
  const context = contextOf(canvas)
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.drawImage(picture, from.x, from.y, from.width, from.height, 0, 0, width, height)
  return canvas.convertToBlob({ type: cropType, quality: 0.85 })
}

/** The same of a picture that was prepared before; undefined where this browser cannot. */
export async function croppedAnew(picture: Blob, focus: Focus): Promise<Blob | undefined> {
  if (typeof OffscreenCanvas === 'undefined') return undefined
  try {
    const bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image' })
    const crop = await cropped(bitmap, focus)
    bitmap.close()
    return crop
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/** Whether its focus point has moved since it was cut; what was never cut stays so. */
export function isCutElsewhere({ variants, focus }: Pick<Item, 'variants' | 'focus'>): boolean {
  const around = cropOf(variants)?.crop
  const { x, y } = focus ?? middle
  return around !== undefined && (around.x !== x || around.y !== y)
}

/** Where what can be cut from is: the widest copy, if there is one, is smaller to fetch than an original. */
export const sourceOf = ({ variants, url }: Pick<Item, 'variants' | 'url'>): string =>
  variants.find(({ width }) => width === variantWidths.at(-1))?.url ?? url
