import type { Point } from './space.ts'

/** A closed outline, clockwise as seen from above. */
export type Outline = readonly Point[]

export function circle([x, y]: Point, radius: number, points = 48): Outline {
  return around(points, angle => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)])
}

/** A circle with `count` flutes cut `depth` (of its radius) deep, as on a knob's skirt. */
export function fluted([x, y]: Point, radius: number, count: number, depth: number): Outline {
  return around(count * 10, angle => {
    const ridge = Math.cos(angle * count)
    const reach = radius * (1 - depth * (ridge > 0 ? ridge ** 2 : 0))
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)]
  })
}

export function polygon([x, y]: Point, radius: number, sides: number, turn = 0): Outline {
  return around(sides, angle => [x + radius * Math.cos(angle + turn), y + radius * Math.sin(angle + turn)])
}

/** A rectangle by its middle. */
export function rectangle([x, y]: Point, width: number, height: number, radius = 0): Outline {
  const round = Math.min(radius, width / 2, height / 2)
  const [right, bottom] = [width / 2 - round, height / 2 - round]
  const corners: [number, number, number][] = [
    [right, bottom, 0],
    [-right, bottom, 1],
    [-right, -bottom, 2],
    [right, -bottom, 3],
  ]
  const steps = round === 0 ? [0] : [0, 1, 2, 3, 4, 5, 6]
  return corners.flatMap(([cx, cy, quarter]) =>
    steps.map((step): Point => {
      const angle = ((quarter + step / 6) * Math.PI) / 2
      return [x + cx + round * Math.cos(angle), y + cy + round * Math.sin(angle)]
    }),
  )
}

/** The same, growing smaller all around. */
export const inset =
  (at: Point, width: number, height: number, radius = 0) =>
  (by: number): Outline =>
    rectangle(at, width - by * 2, height - by * 2, radius)

function around(points: number, at: (angle: number) => Point): Outline {
  return Array.from({ length: points }, (_, index) => at((index / points) * 2 * Math.PI))
}
