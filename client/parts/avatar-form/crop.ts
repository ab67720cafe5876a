import { clamp } from 'ramda'

export type Size = { width: number; height: number }

/** A square of a picture: its middle and its side, in the picture's pixels. */
export type Crop = { x: number; y: number; side: number }

/** How far one can go in. */
export const mostZoom = 5

/** As much as there is, from the middle. */
export const wholeOf = ({ width, height }: Size): Crop => ({
  x: width / 2,
  y: height / 2,
  side: Math.min(width, height),
})

export const zoomOf = ({ side }: Crop, { width, height }: Size) => Math.min(width, height) / side

export const zoomed = (crop: Crop, size: Size, zoom: number): Crop =>
  inside({ ...crop, side: Math.min(size.width, size.height) / clamp(1, mostZoom, zoom) }, size)

/** By parts of its own side. */
export const moved = (crop: Crop, size: Size, right: number, down: number): Crop =>
  inside({ ...crop, x: crop.x + right * crop.side, y: crop.y + down * crop.side }, size)

/** Where it is between the picture's edges, from 0 to 100; the middle where there is no way to go. */
export function placeOf({ x, y, side }: Crop, { width, height }: Size): { across: number; down: number } {
  const part = (at: number, length: number) =>
    length > side ? Math.round((100 * (at - side / 2)) / (length - side)) : 50
  return { across: part(x, width), down: part(y, height) }
}

export function placed(crop: Crop, size: Size, { across, down }: { across: number; down: number }): Crop {
  const at = (part: number, length: number) => crop.side / 2 + (part / 100) * (length - crop.side)
  return inside({ ...crop, x: at(across, size.width), y: at(down, size.height) }, size)
}

function inside({ x, y, side }: Crop, { width, height }: Size): Crop {
  const half = side / 2
  return { side, x: clamp(half, width - half, x), y: clamp(half, height - half, y) }
}
