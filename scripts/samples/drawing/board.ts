import { lacquer } from './material.ts'
import { rectangle } from './outline.ts'
import { block, type Ring, shadow } from './solid.ts'
import type { Point, View } from './space.ts'
import { element, group, mono, text } from './svg.ts'

export type BoardColours = { mask: string; trace: string; silk: string; pad: string }

export const thickness = 1.6
/** A bare board: mask, traces, pads and print; `art` is drawn over them in millimetres. */
export function bareBoard(
  view: View,
  [width, height]: Point,
  on: number,
  colours: BoardColours,
  art: string,
): string {
  const at: Point = [width / 2, height / 2]
  const outline = (inset: number) => rectangle(at, width - 2 * inset, height - 2 * inset, 2.5 - inset)
  const top = on + thickness
  const rings: Ring[] = [
    { outline: outline(0), z: on },
    { outline: outline(0), z: top },
  ]
  const holes = [
    [4, 4],
    [width - 4, 4],
    [4, height - 4],
    [width - 4, height - 4],
  ].map(([x, y]) =>
    element('circle', { cx: x, cy: y, r: 2.3, fill: '#0d0d10', stroke: colours.pad, 'stroke-width': 1.1 }),
  )
  return [
    shadow(view, rings, 0, 0.5),
    block(view, outline, [on, top], lacquer(colours.mask), 0.1),
    group({ transform: view.plane(top) }, art + holes.join('')),
  ].join('')
}

/** Copper under the mask: lines of points, bent at 45 degrees. */
export function traces(lines: readonly (readonly Point[])[], colour: string, width = 0.7): string {
  return lines
    .map(line =>
      element('path', {
        d: `M${line.map(point => point.join(' ')).join('L')}`,
        fill: 'none',
        stroke: colour,
        'stroke-width': width,
        'stroke-linejoin': 'round',
        'stroke-linecap': 'round',
      }),
    )
    .join('')
}

/** From one pad to another, along the board's sides and once at 45 degrees. */
export function dogleg([ax, ay]: Point, [bx, by]: Point): Point[] {
  const [dx, dy] = [bx - ax, by - ay]
  const slant = Math.min(Math.abs(dx), Math.abs(dy))
  const turn: Point = [bx - Math.sign(dx) * slant, by - Math.sign(dy) * slant]
  return [[ax, ay], turn, [bx, by]]
}

/** As many lines side by side. */
export const bundle = ([ax, ay]: Point, [bx, by]: Point, count: number) =>
  Array.from({ length: count }, (_, index) =>
    dogleg([ax + index * 1.3, ay + index * 1.3], [bx + index * 1.3, by + index * 1.3]),
  )

export const pads = (points: readonly Point[], colour: string, size = 0.95) =>
  points
    .map(
      ([cx, cy]) =>
        element('circle', { cx, cy, r: size, fill: colour }) +
        element('circle', { cx, cy, r: size * 0.45, fill: '#15140f' }),
    )
    .join('')

export const silk = (words: string, x: number, y: number, colour: string, size = 1.9) =>
  text(words, x, y, { size, fill: colour, weight: 600, family: mono })
