import { mix } from './colour.ts'
import { type Material, metal, rubber } from './material.ts'
import { circle } from './outline.ts'
import { blur, loft, shadow } from './solid.ts'
import { type Point, type Point3, shadowFall, short, type View } from './space.ts'
import { element, group } from './svg.ts'

type Cable = { through: readonly Point3[]; radius: number; colour: string; ground?: number }

/** A round cable along a smooth line, with its shadow on the plane at `ground`. */
export function cable(view: View, { through, radius, colour, ground = 0 }: Cable): string {
  const width = radius * 2 * view.scale
  const line = curve(through.map(view.project))
  const dropped = through.map(([x, y, z]): Point3 => {
    const floor = Math.min(ground, Math.max(0, z - radius))
    const [dx, dy] = shadowFall(view, z - floor)
    return [x + dx, y + dy, floor]
  })
  const stroke = (d: string, colour: string, share: number, more = {}) =>
    element('path', {
      d,
      fill: 'none',
      stroke: colour,
      'stroke-width': width * share,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
      ...more,
    })
  const height = Math.max(...through.map(([, , z]) => z - Math.min(ground, z)))
  return [
    group(
      { opacity: 0.36, filter: `url(#${blur(Math.max(3, Math.min(8, height * 0.3)))})` },
      stroke(curve(dropped.map(view.project)), '#000', 1.05),
    ),
    stroke(line, mix(colour, '#08060c', 0.55), 1),
    group(
      { transform: `translate(${short(-width * 0.05)} ${short(-width * 0.06)})` },
      stroke(line, mix(colour, '#08060c', 0.22), 0.84),
    ),
    group(
      { transform: `translate(${short(-width * 0.11)} ${short(-width * 0.13)})` },
      stroke(line, colour, 0.6),
    ),
    group(
      { transform: `translate(${short(-width * 0.19)} ${short(-width * 0.21)})`, opacity: 0.6 },
      stroke(line, mix(colour, '#ffffff', 0.65), 0.14),
    ),
  ].join('')
}

/** A smooth line through points, after Catmull and Rom. */
export function curve(points: readonly Point[]): string {
  const at = (index: number): Point => points[Math.min(points.length - 1, Math.max(0, index))] ?? [0, 0]
  const pieces = points.slice(1).map((end, index) => {
    const [before, start, after] = [at(index - 1), at(index), at(index + 2)]
    const first = [start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6]
    const second = [end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6]
    return `C${[...first, ...second, ...end].map(short).join(' ')}`
  })
  return `M${at(0).map(short).join(' ')}${pieces.join('')}`
}

/** A plug that stands in a jack; its cable leaves from `plugTop`. */
export function plug(view: View, at: Point, on: number, colour: string, size = 1): string {
  const parts: [Material, [radius: number, height: number][]][] = [
    [
      metal('#cfd2d6'),
      [
        [2.6, 2.8],
        [2.6, 4.4],
      ],
    ],
    [
      rubber(colour),
      [
        [3.6, 4.4],
        [3.7, 6],
        [3.3, 17],
        [2.2, 18.5],
        [1.7, 24],
        [1.5, plugHeight],
      ],
    ],
  ]
  const rings = parts.map(([, sizes]) =>
    sizes.map(([radius, height]) => ({ outline: circle(at, radius * size, 40), z: on + height * size })),
  )
  return (
    shadow(view, rings.flat(), on, 0.5) +
    parts.map(([material], index) => loft(view, rings[index] ?? [], material)).join('')
  )
}

const plugHeight = 25
export const plugTop = ([x, y]: Point, on: number, size = 1): Point3 => [x, y, on + (plugHeight - 1) * size]
