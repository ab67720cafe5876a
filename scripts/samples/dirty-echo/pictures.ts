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
    label('time', 16, 34.6),
    label('repeats', 50, 34.6),
    label('grit', 33, 59.6),
    label('runaway', 17, 115),
    label('echo', 49, 115),
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
    ...bundle([14, 18], [26, 30], 5),
    ...bundle([34, 38], [48, 54], 6),
    ...bundle([10, 44], [22, 60], 5),
    ...bundle([40, 16], [54, 34], 4),
  ]
  const labels = [
    ['U1', 16, 38],
    ['U2', 45.5, 37.6],
    ['C12', 51, 18.4],
    ['RV4', 46, 61.4],
    ['Q1', 30, 57.6],
    ['DIRTY ECHO', 20, 64.4],
    ['9V', 10.8, 9.4],
    ['GND', 16.6, 9.4],
    ['IN', 22.6, 9.4],
    ['OUT', 28.6, 9.4],
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
  [14, electrolytic([12, 15], 3.2, 9, '#2a2a2f')],
  [14, film([24, 15], '#c9372c')],
  [14, film([37, 15], '#c9372c')],
  [13, electrolytic([51, 12.5], 4, 12, '#2a2a2f')],
  [22, resistor([12, 22.6], '10k')],
  [22, resistor([26, 22.6], '10k')],
  [22, resistor([40, 22.6], '47k')],
  [31, chip([21, 31], 16, 'PT2399')],
  [31, chip([45.5, 30.6], 8, 'TL072CP')],
  [43, resistor([12, 42.6], '1k')],
  [43, resistor([26, 42.6], '100k')],
  [43, ceramic([38, 42.6])],
  [43, ceramic([48, 42.6])],
  [50, diode([13, 49.6])],
  [50, diode([26, 49.6])],
  [52, film([40, 49.8], '#2c5fa8')],
  [55, transistor([30, 55], '2N3904')],
  [56, trimmer([46, 56.6])],
  [56, transistor([15, 56.4], '78L05')],
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
