import { type BoardColours, bareBoard, bundle, pads, silk, thickness, traces } from '../drawing/board.ts'
import { cable } from '../drawing/cable.ts'
import {
  ceramic,
  chip,
  diode,
  electrolytic,
  film,
  populated,
  resistor,
  transistor,
  trimmer,
} from '../drawing/components.ts'
import { footSwitch, knob, light } from '../drawing/controls.ts'
import { lacquer, matt, metal } from '../drawing/material.ts'
import { rectangle } from '../drawing/outline.ts'
import { scene } from '../drawing/scene.ts'
import { block, loft, type Ring, shadow } from '../drawing/solid.ts'
import type { Point, Point3, View } from '../drawing/space.ts'
import { group, text } from '../drawing/svg.ts'

const [width, depth, top] = [66, 121, 39]
const coat = '#1f5c63'

export function pedal(): string {
  const camera = { tilt: 38, turn: 21, scale: 7, target: [33, 58] as Point, centre: [800, 690] as Point }
  return scene(camera, '#e39a8f', view => [
    jackAndLead(view, -1),
    jackAndLead(view, 1),
    ...box(view),
    ...controls(view),
  ])
}

function box(view: View): string[] {
  const at: Point = [width / 2, depth / 2]
  const ring = (inset: number, z: number): Ring => ({
    outline: rectangle(at, width - 2 * inset, depth - 2 * inset, 5),
    z,
  })
  const rings = [ring(0, 0), ring(0.9, top - 3), ring(1.3, top - 1.6), ring(2.1, top - 0.5), ring(3.1, top)]
  return [
    shadow(view, rings, 0, 0.55),
    loft(view, rings, lacquer(coat)),
    group({ transform: view.plane(top) }, artwork()),
  ]
}

function controls(view: View): string[] {
  const dial = (x: number, y: number, turn: number, colour = '#f2e8d5') =>
    knob(view, { at: [x, y], on: top, radius: 8, height: 10, colour, cap: '#c9a45c', mark: '#2a1d16', turn })
  return [
    dial(16, 21, -70),
    dial(50, 21, 40),
    dial(33, 46, 100, '#e8694a'),
    light(view, { at: [33, 70], on: top }, '#ff5a36', true, 2.4),
    footSwitch(view, { at: [17, 100], on: top }),
    footSwitch(view, { at: [49, 100], on: top }),
  ]
}

/** Rings that spread and fall apart, as the repeats do. */
function artwork(): string {
  const cream = '#f2e8d5'
  const rings = Array.from({ length: 9 }, (_, index) => {
    const radius = 13 + index * 5.2
    return `<circle cx="33" cy="70" r="${radius}" fill="none" stroke="${index % 3 === 0 ? '#e8694a' : cream}" stroke-width="${0.95 - index * 0.07}" stroke-dasharray="${index < 2 ? 'none' : `${16 - index * 1.5} ${index * 0.9}`}" opacity="${0.85 - index * 0.065}"/>`
  })
  const label = (words: string, x: number, y: number) =>
    text(words, x, y, { size: 3.1, weight: 650, fill: cream })
  return [
    `<clipPath id="lid"><rect x="4" y="4" width="58" height="113" rx="3"/></clipPath>`,
    group({ 'clip-path': 'url(#lid)' }, rings.join('')),
    `<rect x="9" y="79" width="48" height="9.6" rx="2" fill="${coat}"/>`,
    text('DIRTY ECHO', 33, 86.3, { size: 6.9, weight: 700, fill: cream, spacing: 0.06 }),
    group(
      { stroke: coat, 'stroke-width': 2, 'paint-order': 'stroke' },
      [
        label('time', 16, 34.6),
        label('repeats', 50, 34.6),
        label('grit', 33, 59.6),
        label('runaway', 17, 115),
        label('echo', 49, 115),
      ].join(''),
    ),
  ].join('')
}

function jackAndLead(view: View, side: -1 | 1): string {
  const x = side < 0 ? -9 : width + 9
  const out = (distance: number, y: number, z: number): Point3 => [x + side * distance, y, z]
  const barrel = (inset: number) => rectangle([x, 33], 20 - inset, 13 - inset, 4)
  const tail =
    side < 0
      ? [out(40, 46, 2.6), out(60, 80, 2.6), out(90, 96, 2.6), out(140, 92, 2.6)]
      : [out(38, 36, 3), out(52, 12, 2.6), out(44, -22, 2.6), out(70, -60, 2.6)]
  return (
    cable(view, {
      through: [out(6, 33, 18), out(16, 34, 15), ...tail],
      radius: 3,
      colour: side < 0 ? '#2c2a30' : '#f0c04f',
    }) +
    shadow(
      view,
      [
        { outline: barrel(0), z: 12 },
        { outline: barrel(0), z: 25 },
      ],
      0,
      0.4,
    ) +
    block(view, barrel, [12, 25], side < 0 ? matt('#29282d') : metal('#c6c9cd'), 4)
  )
}

const colours: BoardColours = { mask: '#1f6b45', trace: '#48a578', silk: '#f4f7f1', pad: '#d9d9d2' }

export function board(): string {
  const camera = { tilt: 42, turn: -20, scale: 13.4, target: [31, 34] as Point, centre: [800, 620] as Point }
  return scene(camera, '#3d4a63', view => [
    bareBoard(view, [62, 68], 4, colours, copper()),
    populated(view, 4 + thickness, parts),
    wires(view),
  ])
}

function copper(): string {
  const lines = [
    ...bundle([11, 8], [30, 26], 3),
    ...bundle([30, 28], [40, 38], 4),
    ...bundle([12, 42], [28, 50], 5),
    ...bundle([32, 40], [46, 52], 5),
    ...bundle([6, 50], [20, 62], 3),
    ...bundle([52, 22], [56, 50], 3),
  ]
  const labels = [
    ['U1', 20, 41.2],
    ['U2', 46, 41.6],
    ['C12', 51, 19.4],
    ['RV4', 49, 62.4],
    ['Q1', 29.4, 60],
    ['DIRTY ECHO', 30, 65.6],
    ['9V', 10.8, 10],
    ['GND', 16.6, 10],
    ['IN', 22.6, 10],
    ['OUT', 28.6, 10],
  ] as const
  return [
    traces(lines, colours.trace, 0.85),
    pads(soldered, colours.pad, 1.3),
    ...labels.map(([words, x, y]) => silk(words, x, y, colours.silk, 1.7)),
  ].join('')
}

const soldered: readonly Point[] = [
  [11, 6],
  [17, 6],
  [23, 6],
  [29, 6],
]

const parts = [
  [13, electrolytic([38, 12], 3.2, 9, '#2a2a2f')],
  [12, electrolytic([51, 13], 4, 12, '#2a2a2f')],
  [18, film([13, 17.6], '#c9372c')],
  [18, film([25, 17.6], '#c9372c')],
  [22, resistor([14, 23], '10k')],
  [22, resistor([28, 23], '10k')],
  [22, resistor([46, 24], '47k')],
  [33, chip([20, 34], 16, 'PT2399')],
  [33, chip([46, 34.5], 8, 'TL072')],
  [45, resistor([12, 46], '1k')],
  [45, resistor([26, 46], '100k')],
  [46, ceramic([38, 46])],
  [46, ceramic([50, 46])],
  [51, diode([13, 52.4])],
  [51, diode([26, 52.4])],
  [57, transistor([12, 58.6], '78L05')],
  [57, transistor([25, 58.6], '2N3904')],
  [57, film([36, 57.4], '#2c5fa8')],
  [58, trimmer([49, 57.4])],
] as const

/** The flying leads to battery and jacks. */
function wires(view: View): string {
  return soldered
    .map(([x, y], index) =>
      cable(view, {
        through: [
          [x, y, 6],
          [x, y - 1, 12],
          [x - 4 + index * 2, y - 12, 9],
          [x - 10 + index * 9, y - 26, 2],
          [x - 8 + index * 12, y - 50, 2],
        ],
        radius: 0.75,
        colour: ['#d8352a', '#2a2a2f', '#f2e8d5', '#f0c04f'][index] ?? '',
      }),
    )
    .join('')
}
