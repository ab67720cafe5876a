import { clamp } from 'ramda'
import type { Focus, Variant } from './project.ts'

type Size = { width: number; height: number }
type Rectangle = Size & { x: number; y: number }

/** What other sites show beside a link, in pixels: what they are sent otherwise they cut themselves. */
export const cropSize: Size = { width: 1200, height: 630 }

/** Some sites read no WebP. */
export const cropType = 'image/jpeg'

export const middle: Focus = { x: 50, y: 50 }

/**
 * What is cut out of a picture: as much of it as `cropSize` has the shape of, with the focus as near to its middle as
 * the edges let it. Undefined for a picture that would be blurred.
 */
export function cropAround({ x, y }: Focus, picture: Size): Rectangle | undefined {
  const scale = Math.min(picture.width / cropSize.width, picture.height / cropSize.height)
  if (scale < 0.5) return undefined
  const [width, height] = [cropSize.width * scale, cropSize.height * scale]
  return {
    x: clamp(0, picture.width - width, (picture.width * x) / 100 - width / 2),
    y: clamp(0, picture.height - height, (picture.height * y) / 100 - height / 2),
    width,
    height,
  }
}

type Kept = Pick<Variant, 'crop'>

export const cropOf = <Some extends Kept>(variants: readonly Some[]): Some | undefined =>
  variants.find(({ crop }) => crop !== undefined)

/** Those that show the whole picture. */
export const copiesOf = <Some extends Kept>(variants: readonly Some[]): Some[] =>
  variants.filter(({ crop }) => crop === undefined)
