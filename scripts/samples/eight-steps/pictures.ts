import {
  type BoardColours,
  bareBoard,
  bundle,
  dogleg,
  pads,
  silk,
  thickness,
  traces,
} from '../drawing/board.ts'
import { cable, plug, plugTop } from '../drawing/cable.ts'
import {
  ceramic,
  chip,
  diode,
  electrolytic,
  film,
  header,
  populated,
  resistor,
} from '../drawing/components.ts'
import { jack, light, screw, slider, toggle } from '../drawing/controls.ts'
import { aluminium, matt } from '../drawing/material.ts'
import { rectangle } from '../drawing/outline.ts'
import { scene } from '../drawing/scene.ts'
import { block, shadow } from '../drawing/solid.ts'
import type { Point, Point3, View } from '../drawing/space.ts'
import { paint } from '../drawing/surface.ts'
import { group, text } from '../drawing/svg.ts'

const [width, height, top] = [101.3, 128.5, 34]
const melody = [0.2, 0.45, 0.92, 0.62, 0.2, 1, 0.78, 0.5]
const columns = melody.map((_, step) => 10.2 + step * 11.56)
const active = 2
const ink = '#e9f1ee'

export function frontPanel(): string {
  const camera = { tilt: 34, turn: 13, scale: 7.2, target: [50, 63] as Point, centre: [800, 650] as Point }
  return scene(camera, '#5fa8a0', view => [...body(view), ...controls(view), ...patch(view)])
}

function body(view: View): string[] {
  const at: Point = [width / 2, height / 2]
  const outline = (inset: number) => rectangle(at, width - 2 * inset, height - 2 * inset, 0.6)
  return [
    shadow(
      view,
      [
        { outline: rectangle(at, 94, 108), z: 0 },
        { outline: rectangle(at, 94, 108), z: top },
      ],
      0,
      0.55,
    ),
    block(view, inset => rectangle(at, 94 - inset, 108 - inset, 1), [0, top - 2], matt('#17251f')),
    block(view, outline, [top - 2, top], aluminium, 0.3),
    group({ transform: view.plane(top) }, artwork()),
  ]
}

const place = (x: number, y: number) => ({ at: [x, y] as Point, on: top })

function controls(view: View): string[] {
  return [
    ...[
      [7.5, 3],
      [93.8, 3],
    ].map(([x = 0, y = 0]) => screw(view, place(x, y))),
    ...columns.map((x, step) => light(view, place(x, 19), '#ffab2e', step === active, 1.6)),
    ...columns.map((x, step) => toggle(view, place(x, 31), step === 4 ? 22 : -16, 0.72)),
    ...columns.map((x, step) =>
      slider(view, {
        ...place(x, 64),
        travel: 36,
        value: melody[step] ?? 0,
        cap: step === active ? '#f08a24' : '#f3eee2',
        depth: 8,
        width: 5.4,
      }),
    ),
    ...columns.map(x => jack(view, place(x, 99))),
    jack(view, place(10.2, 115)),
    jack(view, place(21.8, 115)),
    toggle(view, place(50.6, 115), 18, 0.8),
    jack(view, place(91.1, 115)),
    ...[
      [7.5, 125.6],
      [93.8, 125.6],
    ].map(([x = 0, y = 0]) => screw(view, place(x, y))),
  ]
}

function artwork(): string {
  const label = (words: string, x: number, y: number, size = 2.3) =>
    text(words, x, y, { size, weight: 650, fill: ink, spacing: 0.05 })
  const marks = columns.flatMap(x =>
    [0, 1, 2, 3, 4, 5, 6, 7, 8].map(
      volt =>
        `<path d="M${x + 3.4} ${82 - volt * 4.5}h${volt % 4 === 0 ? 2.2 : 1.3}" stroke="${ink}" stroke-width="0.28" opacity="0.75"/>`,
    ),
  )
  return [
    paint('night', [0.2, 0.2, width - 0.4, height - 0.4], '#22403a', '#152a27'),
    text('eight steps', 50.6, 10.6, { size: 5, weight: 700, fill: '#f08a24' }),
    `<path d="M14 9h20M67 9h20" stroke="#f08a24" stroke-width="0.5"/>`,
    marks.join(''),
    ...columns.map((x, step) => label(String(step + 1), x, 92)),
    `<path d="M10.2 104.6H91.1" stroke="${ink}" stroke-width="0.25" opacity="0.6"/>`,
    label('clock', 10.2, 109.4),
    label('reset', 21.8, 109.4),
    label('2 · 5 · 8 V', 50.6, 109.2),
    `<rect x="84.4" y="106.4" width="13.4" height="14.8" rx="2" fill="#f08a24"/>`,
    text('out', 91.1, 109.6, { size: 2.3, weight: 700, fill: '#1a2f2b' }),
  ].join('')
}

function patch(view: View): string[] {
  const lead = (at: Point, colour: string, rest: readonly Point3[]) => {
    const [x, y, z] = plugTop(at, top)
    return (
      plug(view, at, top, '#26262c') +
      cable(view, { through: [[x, y, z], [x + 1, y + 2, z + 9], ...rest], radius: 1.9, colour, ground: top })
    )
  }
  return [
    lead([columns[5] ?? 0, 99], '#f2c14e', [
      [58, 116, 66],
      [40, 122, 60],
      [25, 121, 62],
      [21.8, 117, 68],
      [21.8, 115, 58],
    ]) + plug(view, [21.8, 115], top, '#26262c'),
    lead([10.2, 115], '#ef6f5b', [
      [4, 126, 56],
      [-8, 132, 20],
      [-36, 124, 2],
      [-90, 118, 2],
    ]),
    lead([91.1, 115], '#dfe7ea', [
      [100, 126, 60],
      [112, 128, 22],
      [130, 112, 2],
      [165, 100, 2],
      [215, 92, 2],
    ]),
  ]
}

const colours: BoardColours = { mask: '#1d4b8f', trace: '#3d78c8', silk: '#eef2f7', pad: '#d8c27a' }
const size: Point = [96, 70]

export function board(): string {
  const camera = { tilt: 40, turn: -14, scale: 12.2, target: [48, 35] as Point, centre: [800, 640] as Point }
  const at = 4
  return scene(camera, '#d9dcd6', view => [
    bareBoard(view, size, at, colours, copper()),
    populated(view, at + thickness, parts()),
  ])
}

function copper(): string {
  const steps = melody.map((_, step) => 16 + step * 9.2)
  const lines = [
    ...steps.flatMap((x, step) => [dogleg([x, 62], [18 + step * 2.54, 22]), dogleg([x, 49], [x, 62])]),
    ...bundle([46, 22], [56, 22], 6),
    ...bundle([70, 24], [84, 44], 5),
    ...bundle([12, 12], [66, 9], 4),
  ]
  const holes = steps.flatMap((x): Point[] => [
    [x, 56],
    [x, 61.5],
  ])
  return [
    traces(lines, colours.trace),
    pads(holes, colours.pad),
    ...steps.map((x, step) => silk(`SL${step + 1}`, x + 3.4, 59.4, colours.silk, 1.5)),
    silk('eight steps  rev C', 48, 67, colours.silk, 2),
    ...[
      ['U1', 27, 29.6],
      ['U2', 54, 29.6],
      ['U3', 86, 29.6],
    ].map(([words, x, y]) => silk(String(words), Number(x), Number(y), colours.silk, 1.8)),
  ].join('')
}

function parts() {
  const steps = melody.map((_, step) => 16 + step * 9.2)
  return [
    [8, header([30, 9])],
    [8, electrolytic([50, 10])],
    [9, electrolytic([60, 10])],
    [9, ceramic([70, 9])],
    [9, ceramic([79, 9])],
    [22, chip([27, 22], 16, 'CD4017BE')],
    [22, chip([54, 22], 14, 'CD40106BE')],
    [22, chip([79, 22], 14, 'TL074CN')],
    [31, film([20, 31.5])],
    [31, ceramic([32, 31.5])],
    [31, film([62, 31.5], '#2c5fa8')],
    [31, ceramic([74, 31.5])],
    ...steps.map((x, step) => [40, resistor([x, 40], step % 3 === 0 ? '1k' : '100k', true)] as const),
    ...steps.map(x => [51, diode([x, 51])] as const),
  ] as const
}
