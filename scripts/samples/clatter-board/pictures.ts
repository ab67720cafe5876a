import { cable, curve } from '../drawing/cable.ts'
import { screw } from '../drawing/controls.ts'
import { brass, matt, steel } from '../drawing/material.ts'
import { type Outline, rectangle } from '../drawing/outline.ts'
import { scene } from '../drawing/scene.ts'
import { block, blur, shadow } from '../drawing/solid.ts'
import type { Point, Point3, View } from '../drawing/space.ts'
import { spring } from '../drawing/spring.ts'
import { wood } from '../drawing/surface.ts'
import { group } from '../drawing/svg.ts'

const spruce = ['#b98850', '#d8ae74', '#ecd0a0'] as const
const walnut = ['#5b3a24', '#7a5134', '#946645'] as const
const upper = 40

export function board(): string {
  const camera = { tilt: 38, turn: -14, scale: 3.68, target: [200, 58] as Point, centre: [806, 620] as Point }
  return scene(camera, '#48604d', view => [
    lead(view),
    plank(view, [200, 60], [400, 120], [0, 18], '#a5763f', 'spruce', spruce, 4),
    block(view, inset => rectangle([297, 60], 201 - inset, 121 - inset, 1.6), [18, 22], matt('#a63a32'), 1),
    plank(view, [297, 60], [200, 120], [22, upper], '#5b3a24', 'walnut', walnut, 9),
    springs(view),
    tines(view),
    rubber(view),
    sandpaper(view),
  ])
}

function plank(
  view: View,
  [x, y]: Point,
  [width, depth]: Point,
  [from, to]: Point,
  side: string,
  id: string,
  tones: readonly [string, string, string],
  seed: number,
): string {
  const outline = (inset: number) => rectangle([x, y], width - inset * 2, depth - inset * 2, 1.6)
  return [
    shadow(
      view,
      [
        { outline: outline(0), z: from },
        { outline: outline(0), z: to },
      ],
      Math.max(0, from - 4),
      0.55,
    ),
    block(view, outline, [from, to], matt(side), 1),
    group(
      { transform: view.plane(to) },
      wood(id, [x - width / 2 + 1, y - depth / 2 + 1, width - 2, depth - 2], tones, seed),
    ),
  ].join('')
}

function springs(view: View): string {
  const lengths: [y: number, from: number, to: number][] = [
    [34, 14, 134],
    [78, 10, 190],
  ]
  return lengths
    .map(([y, from, to]) =>
      [
        spring(view, {
          from: [from + 4, y, 27],
          to: [to - 4, y, 27],
          radius: 6,
          coils: Math.round((to - from) / 3.1),
          wire: 1.3,
          ground: 18,
        }),
        screw(view, { at: [from, y], on: 18 }, 5, brass),
        screw(view, { at: [to, y], on: 18 }, 5, brass),
      ].join(''),
    )
    .join('')
}

const bar = (inset: number): Outline => rectangle([246, 40], 72 - inset, 11 - inset, 1)
const bridge = (inset: number): Outline => rectangle([322, 60], 8 - inset * 2, 84 - inset * 2, 1)

/** Bristles under a flat iron, the middle one longest as on a kalimba. */
function tines(view: View): string {
  const reach = [38, 48, 58, 68, 62, 52, 42]
  const bristles = reach.map((length, index) => {
    const x = 220 + index * 8.7
    const blade = (inset: number): Outline =>
      rectangle([x, 24 + (length + 16) / 2], 3.2 - inset, length + 16 - inset, 0.4)
    return (
      shadow(
        view,
        [
          { outline: blade(0), z: upper + 5 },
          { outline: blade(0), z: upper + 6 },
        ],
        upper,
        0.5,
      ) + block(view, blade, [upper + 5, upper + 6.2], steel, 0.3)
    )
  })
  return [
    block(
      view,
      inset => rectangle([246, 28], 72 - inset, 5 - inset, 1),
      [upper, upper + 5],
      matt('#3a2a1c'),
      0.5,
    ),
    block(view, inset => rectangle([246, 50], 72 - inset, 4 - inset, 1), [upper, upper + 5], brass, 0.8),
    ...bristles,
    block(view, bar, [upper + 6.2, upper + 9], steel, 0.5),
    ...[216, 246, 276].map(x => screw(view, { at: [x, 40], on: upper + 9 }, 3.6, brass)),
  ].join('')
}

function rubber(view: View): string {
  const bands = ['#d9563f', '#e9b44c', '#5c9ead']
  const lines = bands.map((colour, index) => {
    const y = 30 + index * 30
    const points: Point3[] = [
      [292, y, upper + 4],
      [319, y, upper + 15.5],
      [325, y, upper + 15.5],
      [362, y, upper + 4],
    ]
    const pegs = [292, 362].map(x => screw(view, { at: [x, y], on: upper }, 4, brass))
    return (
      pegs.join('') +
      cable(view, {
        through: points.flatMap((point, at) => between(point, points[at + 1])),
        radius: 1.5,
        colour,
        ground: upper,
      })
    )
  })
  return (
    shadow(
      view,
      [
        { outline: bridge(0), z: upper },
        { outline: bridge(0), z: upper + 14 },
      ],
      upper,
      0.5,
    ) +
    block(view, bridge, [upper, upper + 14], matt('#e3c491'), 2) +
    lines.join('')
  )
}

const between = (a: Point3, b: Point3 | undefined): Point3[] =>
  b
    ? [0, 0.33, 0.66].map(share => [
        a[0] + (b[0] - a[0]) * share,
        a[1] + (b[1] - a[1]) * share,
        a[2] + (b[2] - a[2]) * share,
      ])
    : [a]

function sandpaper(view: View): string {
  const rough = `<filter id="rough" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="0.9" numOctaves="2" seed="3"/><feColorMatrix type="matrix" values="0.9 0 0 0 0  0.7 0 0 0 0  0.5 0 0 0 0  0 0 0 0 1"/></filter>`
  return (
    rough +
    block(
      view,
      inset => rectangle([382, 60], 18 - inset, 104 - inset, 0.5),
      [upper, upper + 0.8],
      matt('#7b5a44'),
      0.1,
    ) +
    group(
      { transform: view.plane(upper + 0.8) },
      `<rect x="373.5" y="8.5" width="17" height="103" filter="url(#rough)"/>`,
    )
  )
}

function lead(view: View): string {
  const through: Point3[] = [
    [60, 4, 6],
    [56, -16, 5],
    [20, -34, 3],
    [-20, -30, 3],
    [-70, -50, 3],
  ]
  const drop = curve(through.map(view.project))
  return (
    `<path d="${drop}" fill="none" stroke="#000" stroke-width="14" opacity="0.2" filter="url(#${blur(4)})"/>` +
    cable(view, { through, radius: 2.4, colour: '#e9e3d6' })
  )
}
