import { mix } from './colour.ts'
import { blurs } from './solid.ts'
import { type Camera, type Point, type View, view } from './space.ts'
import { group } from './svg.ts'

export const pictureSize: Point = [1600, 1200]

/** A thing on a coloured paper sweep, lit from the upper left. */
export function scene(
  camera: Omit<Camera, 'size'>,
  paper: string,
  draw: (view: View) => string[],
  size = pictureSize,
): string {
  return picture(
    size,
    sweep(size, paper) +
      group({ 'stroke-width': 0.6 }, draw(view({ ...camera, size })).join('')) +
      finish(size),
  )
}

export function picture([width, height]: Point, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${definitions()}${content}</svg>`
}

function sweep([width, height]: Point, paper: string): string {
  return `<radialGradient id="paper" cx="0.3" cy="0.22" r="1.05">
    <stop offset="0" stop-color="${mix(paper, '#ffffff', 0.2)}"/>
    <stop offset="0.45" stop-color="${paper}"/>
    <stop offset="1" stop-color="${mix(paper, '#0b0a14', 0.3)}"/></radialGradient>
    <rect width="${width}" height="${height}" fill="url(#paper)"/>`
}

/** A breath of lamp light and lens over everything. */
function finish([width, height]: Point): string {
  return `<radialGradient id="lamp" cx="0.18" cy="0.05" r="0.9"><stop offset="0" stop-color="#fff6e4" stop-opacity="0.2"/><stop offset="1" stop-color="#fff6e4" stop-opacity="0"/></radialGradient>
    <radialGradient id="lens" cx="0.5" cy="0.5" r="0.75"><stop offset="0.6" stop-color="#06040c" stop-opacity="0"/><stop offset="1" stop-color="#06040c" stop-opacity="0.24"/></radialGradient>
    <rect width="${width}" height="${height}" fill="url(#lamp)"/><rect width="${width}" height="${height}" fill="url(#lens)"/>`
}

function definitions(): string {
  const fuzzy = blurs.map(
    each =>
      `<filter id="blur-${each}" x="-60%" y="-60%" width="220%" height="220%" color-interpolation-filters="sRGB"><feGaussianBlur stdDeviation="${each}"/></filter>`,
  )
  return `<defs>${fuzzy.join('')}</defs>`
}
