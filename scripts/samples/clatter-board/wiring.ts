import { cable } from '../drawing/cable.ts'
import { diode, electrolytic, film, populated, resistor, transistor } from '../drawing/components.ts'
import { brass, lacquer, matt, metal, plastic, steel } from '../drawing/material.ts'
import { circle, rectangle } from '../drawing/outline.ts'
import { scene } from '../drawing/scene.ts'
import { block, loft, shadow } from '../drawing/solid.ts'
import type { Point, Point3, View } from '../drawing/space.ts'
import { element, group, text } from '../drawing/svg.ts'

const [red, black, cream] = ['#d8402f', '#2b2a2f', '#efe6d2']

/** Two discs, the preamp on stripboard, battery and jack, on a workbench. */
export function wiring(): string {
  const camera = { tilt: 26, turn: 0, scale: 8.6, target: [80, 62] as Point, centre: [790, 600] as Point }
  return scene(camera, '#cdd6c4', view => [
    disc(view, [22, 34]),
    disc(view, [22, 92]),
    battery(view, [128, 26]),
    jack(view, [138, 90]),
    stripboard(view),
    ...leads(view),
    labels(view),
  ])
}

function disc(view: View, at: Point): string {
  const base = [
    { outline: circle(at, 13.5, 72), z: 0 },
    { outline: circle(at, 13.5, 72), z: 0.7 },
  ]
  const ceramic = [
    { outline: circle(at, 9.6, 72), z: 0.7 },
    { outline: circle(at, 9.6, 72), z: 1.1 },
  ]
  const solder = (x: number, y: number) =>
    loft(
      view,
      [0, 0.5, 0.8, 1].map((height, index) => ({
        outline: circle([x, y], [1.5, 1.3, 0.9, 0.2][index] ?? 1, 24),
        z: 0.9 + height,
      })),
      steel,
    )
  return (
    shadow(view, base, 0, 0.5) +
    loft(view, base, brass) +
    loft(view, ceramic, lacquer('#e9e7e0')) +
    solder(at[0] + 5, at[1]) +
    solder(at[0] + 11.6, at[1] - 3)
  )
}

function battery(view: View, at: Point): string {
  const outline = (inset: number) => rectangle(at, 47 - inset * 2, 26 - inset * 2, 2.5)
  const band =
    element('rect', { x: at[0] - 22, y: at[1] - 12.4, width: 13, height: 24.8, fill: '#c99a3c' }) +
    text('9 V', at[0] + 7, at[1] + 3, { size: 9, weight: 700, fill: cream })
  const snap = (inset: number) => rectangle([at[0] - 26, at[1]], 7 - inset * 2, 24 - inset * 2, 2)
  return (
    shadow(
      view,
      [
        { outline: outline(0), z: 0 },
        { outline: outline(0), z: 17 },
      ],
      0,
      0.5,
    ) +
    block(view, outline, [0, 17], plastic('#26303a'), 1.6) +
    group({ transform: view.plane(17) }, band) +
    block(view, snap, [2, 15], matt(black), 1)
  )
}

function jack(view: View, at: Point): string {
  const box = (inset: number) => rectangle(at, 26 - inset * 2, 20 - inset * 2, 1)
  const thread = (inset: number) => rectangle([at[0] + 18, at[1]], 11 - inset, 9 - inset * 2, 1)
  const nut = (inset: number) => rectangle([at[0] + 16, at[1]], 3.4 - inset, 14 - inset * 2, 1)
  return [
    shadow(
      view,
      [
        { outline: box(0), z: 0 },
        { outline: box(0), z: 14 },
      ],
      0,
      0.5,
    ),
    shadow(
      view,
      [
        { outline: thread(0), z: 2 },
        { outline: thread(0), z: 12 },
      ],
      0,
      0.4,
    ),
    block(view, thread, [2, 11], metal('#d0d3d6'), 3.5),
    block(view, nut, [0.5, 13], metal('#b9bcc0'), 3),
    block(view, box, [0, 14], matt('#2a2a2e'), 1),
  ].join('')
}

function stripboard(view: View): string {
  const at: Point = [81, 74]
  const outline = (inset: number) => rectangle(at, 50 - inset, 36 - inset, 0.6)
  const holes = Array.from(
    { length: 18 * 13 },
    (_, index) =>
      `<circle cx="${59.4 + (index % 18) * 2.54}" cy="${58.8 + Math.floor(index / 18) * 2.54}" r="0.48"/>`,
  )
  const parts = [
    [62, resistor([68, 62], '10k')],
    [63, electrolytic([98, 63.5], 2.6, 7)],
    [68, transistor([84, 68], 'J201')],
    [70, film([69, 70], '#c9372c')],
    [72, resistor([97, 72.5], '47k')],
    [77, resistor([68, 78], '10k')],
    [80, diode([97, 79])],
    [84, transistor([84, 84], 'J201')],
    [86, film([69, 86], '#c9372c')],
    [87, film([97, 86], '#2c5fa8')],
  ] as const
  return [
    shadow(
      view,
      [
        { outline: outline(0), z: 1 },
        { outline: outline(0), z: 3 },
      ],
      0,
      0.5,
    ),
    block(view, outline, [1, 2.6], matt('#c48f4f'), 0.1),
    group({ transform: view.plane(2.6) }, group({ fill: '#4a2d12' }, holes.join(''))),
    populated(view, 2.6, parts),
  ].join('')
}

function leads(view: View): string[] {
  const run = (colour: string, ...through: Point3[]) => cable(view, { through, radius: 0.95, colour })
  return [
    run(red, [27, 34, 1.5], [36, 38, 3], [44, 56, 2], [52, 67, 2], [60, 69, 4]),
    run(black, [33.6, 31, 1.5], [42, 30, 3], [52, 50, 2], [54, 60, 2], [60, 61.5, 4]),
    run(red, [27, 92, 1.5], [36, 94, 3], [44, 88, 2], [52, 86, 2], [60, 86, 4]),
    run(black, [33.6, 89, 1.5], [40, 84, 3], [46, 80, 2], [52, 78, 2], [60, 79, 4]),
    run(red, [100, 22, 8], [90, 22, 5], [82, 40, 2], [82, 52, 2], [82, 60, 4]),
    run(black, [100, 30, 8], [94, 32, 5], [90, 44, 2], [90, 54, 2], [90, 60, 4]),
    run(cream, [103, 71, 4], [110, 72, 4], [116, 80, 4], [126, 84, 14]),
    run('#5c9ead', [103, 86, 4], [110, 86, 4], [116, 90, 5], [126, 90, 14]),
    run(black, [103, 79, 4], [108, 92, 3], [116, 98, 5], [127, 96, 14]),
  ]
}

const label = (words: string, x: number, y: number) =>
  text(words, x, y, { size: 4.2, weight: 650, fill: '#4c5548' })

function labels(view: View): string {
  return group(
    { transform: view.plane(0) },
    label('springs, left', 22, 55.5) +
      label('tines, right', 22, 113.5) +
      label('two buffers', 81, 100) +
      label('stereo out', 139, 110),
  )
}
