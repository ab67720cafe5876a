import { bareBoard, pads, silk, thickness } from '../drawing/board.ts'
import { cable } from '../drawing/cable.ts'
import { can, chip, populated } from '../drawing/components.ts'
import { slider } from '../drawing/controls.ts'
import { metal } from '../drawing/material.ts'
import { rectangle } from '../drawing/outline.ts'
import { scene } from '../drawing/scene.ts'
import { block, shadow } from '../drawing/solid.ts'
import type { Point, View } from '../drawing/space.ts'
import { group, text } from '../drawing/svg.ts'

const columns = Array.from({ length: 8 }, (_, index) => 42 + index * 31)
const wipers = ['#2fa8a0', '#f28c1e', '#e8d44d', '#5aa469', '#3f88c5', '#7768ae', '#c05299', '#8d6a4f']
const inputs = ['A0', 'A1', 'A2', 'A3', 'A6', 'A7', 'A8', 'A9']
const names = ['GND', 'VCC', ...inputs, '2']
const pin = (index: number): Point => [80 + index * 14, 171]
const [red, black] = ['#cf3a32', '#34323a']

/** The parts as they lie on a table, twice as large as the board really is. */
export function wiring(): string {
  const camera = { tilt: 14, turn: 0, scale: 5, target: [150, 118] as Point }
  return scene(camera, '#dfe3dc', view => [
    ...columns.map(x => fader(view, x)),
    board(view),
    ...supply(view),
    ...leads(view),
    labels(view),
  ])
}

function fader(view: View, x: number): string {
  const outline = (inset: number) => rectangle([x, 72], 15 - inset * 2, 84 - inset * 2, 1)
  const value = ((x * 7) % 10) / 12 + 0.1
  return [
    shadow(
      view,
      [
        { outline: outline(0), z: 0 },
        { outline: outline(0), z: 8 },
      ],
      0,
      0.45,
    ),
    block(view, outline, [0, 8], metal('#aeb2b5'), 0.5),
    slider(view, { at: [x, 72], on: 8, travel: 60, value, cap: '#2f2f35', width: 10, depth: 14 }),
  ].join('')
}

/** Ground and five volts, from fader to fader. */
function supply(view: View): string[] {
  const [first = 0, last = 0] = [columns[0], columns.at(-1)]
  const along = (y: number, colour: string, end: readonly [number, number, number][]) =>
    cable(view, {
      through: [...end, [first - 14, y, 2], ...columns.map(x => [x, y, 2] as const), [last + 6, y, 2]],
      radius: 1.2,
      colour,
    })
  return [
    along(22, red, [
      [94, 171, 8],
      [93, 160, 8],
      [60, 152, 2],
      [22, 144, 2],
      [12, 110, 2],
      [12, 44, 2],
    ]),
    along(124, black, [
      [80, 171, 8],
      [79, 161, 8],
      [50, 156, 2],
      [24, 136, 2],
    ]),
    ...columns.flatMap(x => [
      cable(view, {
        through: [
          [x, 22, 3],
          [x, 31, 5],
        ],
        radius: 1.2,
        colour: red,
      }),
      cable(view, {
        through: [
          [x - 4, 124, 3],
          [x - 4, 113, 5],
        ],
        radius: 1.2,
        colour: black,
      }),
    ]),
  ]
}

function board(view: View): string {
  const at = 3
  const art =
    pads(
      names.map((_, index): Point => [15 + index * 14, 6]),
      '#e0be6a',
      2.2,
    ) +
    pads(
      names.map((_, index): Point => [15 + index * 14, 54]),
      '#e0be6a',
      2.2,
    ) +
    names.map((name, index) => silk(name, 15 + index * 14, 14, '#f2eee4', 4)).join('') +
    silk('PRO MICRO', 137, 44, '#f2eee4', 6)
  const moved = group(
    {
      transform: `translate(${view
        .project([65, 165, 0])
        .map((value, axis) => value - (view.project([0, 0, 0])[axis] ?? 0))
        .join(' ')})`,
    },
    [
      bareBoard(
        view,
        [170, 60],
        at,
        { mask: '#22252b', trace: '#3a3d45', silk: '#fff', pad: '#e0be6a' },
        art,
      ),
      populated(view, at + thickness, [
        [32, can([6, 30], [16, 22], 7)],
        [30, chip([70, 32], 16, 'ATmega32U4')],
        [31, can([106, 31], [13, 6], 4)],
      ]),
    ].join(''),
  )
  return moved
}

function leads(view: View): string[] {
  return [
    ...columns.map((x, index) => {
      const [px, py] = pin(index + 2)
      const low = 132 + Math.abs(index - 3.5) * 5
      return cable(view, {
        through: [
          [x + 4, 112, 5],
          [x + 4, 122, 4],
          [x + (px - x) * 0.3, low, 2.5],
          [px, py - 14, 5],
          [px, py, 7],
        ],
        radius: 1.3,
        colour: wipers[index] ?? '',
      })
    }),
    cable(view, {
      through: [
        [220, 171, 7],
        [221, 160, 6],
        [242, 168, 2.5],
        [262, 184, 3],
      ],
      radius: 1.3,
      colour: '#9aa0a6',
    }),
  ]
}

function labels(view: View): string {
  const words = [
    ...columns.map((x, index) =>
      text(String(index + 1), x + 11, 34, { size: 6, weight: 700, fill: '#56585a' }),
    ),
    text('VCC', 286, 24, { size: 6, weight: 700, fill: red }),
    text('GND', 286, 126, { size: 6, weight: 700, fill: black }),
    text('button to GND', 268, 188, { size: 5, weight: 600, fill: '#56585a', anchor: 'start' }),
  ]
  return group({ transform: view.plane(0) }, words.join(''))
}
