import { type BoardColours, bareBoard, bundle, pads, silk, thickness, traces } from '../drawing/board.ts'
import { cable, plug, plugTop } from '../drawing/cable.ts'
import {
  ceramic,
  chip,
  electrolytic,
  film,
  header,
  populated,
  resistor,
  trimmer,
} from '../drawing/components.ts'
import { jack, knob, light, screw } from '../drawing/controls.ts'
import { aluminium, matt, steel } from '../drawing/material.ts'
import { rectangle } from '../drawing/outline.ts'
import { scene } from '../drawing/scene.ts'
import { block, recess, shadow } from '../drawing/solid.ts'
import type { Point, View } from '../drawing/space.ts'
import { spring } from '../drawing/spring.ts'
import { paint } from '../drawing/surface.ts'
import { group, text } from '../drawing/svg.ts'

const panel = { width: 60.6, height: 128.5, on: 34 }
const ink = '#3a2018'

export function frontPanel(): string {
  const camera = { tilt: 31, turn: -17, scale: 7.3, target: [22, 17] as Point }
  return scene(camera, '#c9684a', view => [tank(view), ...module(view), ...leads(view)])
}

/** The pan of springs, open side up. */
function tank(view: View): string {
  const at: Point = [-58, -20]
  const outline = (inset: number) => rectangle(at, 112 - 2 * inset, 236 - 2 * inset, 3)
  const inside = { outline: rectangle(at, 104, 228, 2), z: 33 }
  const springs = [-32, 0, 32].map(dx =>
    spring(view, {
      from: [at[0] + dx, at[1] - 96, 16],
      to: [at[0] + dx, at[1] + 96, 16],
      radius: 3.6,
      coils: 74,
    }),
  )
  const ends = [-100, 100].map(dy =>
    block(view, inset => rectangle([at[0], at[1] + dy], 96 - inset, 10 - inset, 1), [2, 22], steel),
  )
  return [
    shadow(
      view,
      [
        { outline: outline(0), z: 0 },
        { outline: outline(0), z: 33 },
      ],
      0,
      0.5,
    ),
    block(view, outline, [0, 33], aluminium, 0.8),
    recess(view, inside, 2, matt('#74777c'), [ends[0], ...springs, ends[1]].join('')),
  ].join('')
}

function module(view: View): string[] {
  const at: Point = [panel.width / 2 + 18, 30]
  const top = panel.on
  const [left, head] = [at[0] - panel.width / 2, at[1] - panel.height / 2]
  const place = (x: number, y: number) => ({ at: [left + x, head + y] as Point, on: top })
  const outline = (inset: number) => rectangle(at, panel.width - 2 * inset, panel.height - 2 * inset, 0.6)
  return [
    shadow(
      view,
      [
        { outline: rectangle(at, 52, 108), z: 0 },
        { outline: rectangle(at, 52, 108), z: top - 2 },
      ],
      0,
      0.55,
    ),
    block(view, inset => rectangle(at, 52 - inset, 108 - inset, 1), [0, top - 2], matt('#23262b')),
    block(view, outline, [top - 2, top], aluminium, 0.3),
    group({ transform: view.plane(top) }, group({ transform: `translate(${left} ${head})` }, artwork())),
    ...[
      [7.5, 3],
      [53, 3],
      [7.5, 125.5],
      [53, 125.5],
    ].map(([x = 0, y = 0]) => screw(view, place(x, y))),
    knob(view, { ...place(17, 29), radius: 8, colour: '#26201f', cap: '#d8d2c8', turn: -40 }),
    knob(view, { ...place(43.6, 29), radius: 8, colour: '#26201f', cap: '#d8d2c8', turn: 55 }),
    light(view, place(30.3, 20), '#ff4a33', true),
    knob(view, { ...place(17, 57), radius: 8, colour: '#26201f', cap: '#d8d2c8', turn: 10 }),
    knob(view, { ...place(43.6, 57), radius: 8, colour: '#b8442a', cap: '#d8d2c8', turn: 80 }),
    knob(view, { ...place(30.3, 76), radius: 4.4, colour: '#26201f', turn: 25 }),
    ...[93, 110].flatMap(y => [13, 30.3, 47.6].map(x => jack(view, place(x, y)))),
  ]
}

function artwork(): string {
  const label = (words: string, x: number, y: number) =>
    text(words, x, y, { size: 2.7, weight: 650, fill: ink, spacing: 0.06 })
  const scale = (x: number, y: number, radius: number) =>
    Array.from(
      { length: 11 },
      (_, step) =>
        `<path d="M${x} ${y - radius - 1}v-1.7" stroke="${ink}" stroke-width="0.35" transform="rotate(${-150 + step * 30} ${x} ${y})"/>`,
    ).join('')
  const coil = Array.from(
    { length: 9 },
    (_, index) =>
      `<ellipse cx="${18.3 + index * 3}" cy="10.6" rx="2.3" ry="3.4" fill="none" stroke="#b8442a" stroke-width="0.55"/>`,
  )
  return [
    paint('cream', [0.2, 0.2, 60.2, 128.1], '#f7eede', '#e6d8c2'),
    coil.join(''),
    ...[
      [17, 29, 8],
      [43.6, 29, 8],
      [17, 57, 8],
      [43.6, 57, 8],
      [30.3, 76, 4.4],
    ].map(([x = 0, y = 0, radius = 0]) => scale(x, y, radius + 0.8)),
    label('DRIVE', 17, 42.4),
    label('DRIP', 43.6, 42.4),
    label('TONE', 17, 70.4),
    label('MIX', 43.6, 70.4),
    text('clip', 30.3, 17, { size: 2.1, fill: ink }),
    `<rect x="38.6" y="102.6" width="18" height="15.4" rx="2" fill="#b8442a"/>`,
    ...['IN', 'DRIVE', 'MIX'].map((words, index) =>
      text(words, 13 + index * 17.3, 87, { size: 2.2, weight: 650, fill: ink }),
    ),
    ...['TONE', 'DRIP'].map((words, index) =>
      text(words, 13 + index * 17.3, 104.4, { size: 2.2, weight: 650, fill: ink }),
    ),
    text('OUT', 47.6, 104.9, { size: 2.2, weight: 650, fill: '#fff4e6' }),
    text('spring tank', 30.3, 122.6, { size: 4.2, weight: 700, fill: '#b8442a' }),
  ].join('')
}

/** From the output out of the picture, and from the tank's sockets behind the module. */
function leads(view: View): string[] {
  const out: Point = [panel.width / 2 + 18 + 17.3, 75.75]
  const top = plugTop(out, panel.on)
  return [
    plug(view, out, panel.on, '#2b2a30'),
    cable(view, {
      through: [
        top,
        [top[0] + 2, top[1] + 2, top[2] + 8],
        [80, 84, 62],
        [97, 70, 44],
        [107, 38, 16],
        [116, 4, 3],
        [150, -34, 3],
      ],
      radius: 2,
      ground: panel.on,
      colour: '#f0b23e',
    }),
  ]
}

const colours: BoardColours = { mask: '#1c1b20', trace: '#4a4753', silk: '#f2eee4', pad: '#e0be6a' }

export function board(): string {
  const camera = { tilt: 38, turn: 17, scale: 11.6, target: [29, 54] as Point, centre: [800, 610] as Point }
  return scene(camera, '#e0a285', view => [
    bareBoard(view, [58, 106], 4, colours, copper()),
    populated(view, 4 + thickness, parts),
  ])
}

function copper(): string {
  const lines = [
    ...bundle([14, 24], [30, 44], 6),
    ...bundle([40, 18], [48, 52], 5),
    ...bundle([12, 62], [26, 80], 6),
    ...bundle([34, 70], [44, 92], 5),
    ...bundle([8, 90], [40, 97], 4),
  ]
  const labels = [
    ['U1', 15, 41.8],
    ['U2', 40, 41.8],
    ['U3', 29, 62.2],
    ['R5', 49.6, 70],
    ['RV5', 43.5, 92],
    ['C9', 14, 78.6],
    ['SEND', 11.5, 99],
    ['RETURN', 24, 99],
    ['spring tank 1.2', 40.5, 99],
  ] as const
  return [
    traces(lines, colours.trace),
    pads(
      [
        [9, 95],
        [14, 95],
        [21.5, 95],
        [26.5, 95],
      ],
      colours.pad,
      1.5,
    ),
    ...labels.map(([words, x, y]) => silk(words, x, y, colours.silk, 1.8)),
  ].join('')
}

const parts = [
  [13, header([29, 13])],
  [14, electrolytic([11, 17])],
  [14, electrolytic([47, 17])],
  [24, ceramic([22, 25])],
  [24, ceramic([36, 25])],
  [34, chip([15, 35], 8, 'TL072')],
  [34, chip([40, 35], 8, 'NE5532')],
  [47, resistor([14, 46.5], '100k')],
  [47, resistor([29, 46.5], '100k')],
  [47, resistor([44, 46.5], '10k')],
  [55, chip([29, 55.5], 16, 'LM13700N')],
  [68, resistor([13, 67], '47k')],
  [68, resistor([28, 67], '47k')],
  [68, resistor([44, 67], '10k')],
  [75, film([14, 75])],
  [75, film([27, 75], '#2c5fa8')],
  [75, film([40, 75])],
  [85, resistor([14, 84], '1k')],
  [85, resistor([28, 84], '100k')],
  [86, trimmer([44, 86.5])],
] as const
