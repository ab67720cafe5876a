import { cable } from '../drawing/cable.ts'
import { button, screw, slider } from '../drawing/controls.ts'
import { brass, matt } from '../drawing/material.ts'
import { rectangle } from '../drawing/outline.ts'
import { scene } from '../drawing/scene.ts'
import { block, shadow } from '../drawing/solid.ts'
import type { Point, View } from '../drawing/space.ts'
import { wood } from '../drawing/surface.ts'
import { group, text } from '../drawing/svg.ts'

const [width, depth, top] = [220, 140, 44]
const caps = ['#e4572e', '#f3a712', '#f7f1e3', '#669bbc', '#e4572e', '#f3a712', '#f7f1e3', '#669bbc']
const values = [0.75, 0.4, 0.92, 0.15, 0.55, 0.8, 0.3, 0.62]

export function topView(): string {
  const camera = { tilt: 40, turn: -13, scale: 5, target: [110, 70] as Point, centre: [790, 690] as Point }
  return scene(camera, '#e3b34c', view => [lead(view), ...box(view), ...controls(view)])
}

function box(view: View): string[] {
  const at: Point = [width / 2, depth / 2]
  const outline = (inset: number) => rectangle(at, width - 2 * inset, depth - 2 * inset, 4)
  return [
    shadow(
      view,
      [
        { outline: outline(0), z: 0 },
        { outline: outline(0), z: top },
      ],
      0,
      0.55,
    ),
    block(view, outline, [0, 3], matt('#3a2a1c'), 0.2),
    block(view, outline, [3, top - 4], matt('#b5793f'), 0.2),
    block(view, outline, [top - 4, top - 2.7], matt('#e7cb98'), 0.1),
    block(view, outline, [top - 2.7, top - 1.3], matt('#a87b48'), 0.1),
    block(view, outline, [top - 1.3, top], matt('#e7cb98'), 0.3),
    group({ transform: view.plane(top) }, artwork()),
    ...[
      [8, 8],
      [212, 8],
      [8, 132],
      [212, 132],
    ].map(([x = 0, y = 0]) => screw(view, { at: [x, y], on: top }, 3, brass)),
  ]
}

function controls(view: View): string[] {
  return [
    button(view, { at: [196, 22], on: top }, '#e4572e', 5),
    ...values.map((value, index) =>
      slider(view, {
        at: [26 + index * 24, 76],
        on: top,
        travel: 60,
        value,
        cap: caps[index] ?? '',
        width: 10,
        depth: 16,
      }),
    ),
  ]
}

function artwork(): string {
  const dark = '#4a2f18'
  const marks = values.flatMap((_, index) =>
    [0, 1, 2, 3, 4, 5, 6].map(
      step =>
        `<path d="M${26 + index * 24 - 9} ${46 + step * 10}h${step % 3 === 0 ? 4 : 2.4}" stroke="${dark}" stroke-width="0.6"/>`,
    ),
  )
  return [
    `<clipPath id="lid"><rect x="0.4" y="0.4" width="${width - 0.8}" height="${depth - 0.8}" rx="3.8"/></clipPath>`,
    group(
      { 'clip-path': 'url(#lid)' },
      wood('birch', [0, 0, width, depth], ['#d9b378', '#e8cd9c', '#f2dfb8'], 11),
    ),
    marks.join(''),
    ...values.map((_, index) =>
      text(String(index + 1), 26 + index * 24, 124, { size: 5.4, weight: 700, fill: dark }),
    ),
    text('FADER BOX', 18, 25, { size: 7.6, weight: 700, fill: dark, anchor: 'start', spacing: 0.1 }),
    text('learn', 183, 24, { size: 4.6, weight: 600, fill: dark, anchor: 'end' }),
  ].join('')
}

const plug = (inset: number) => rectangle([110, -8], 12 - inset, 20 - inset, 2)

function lead(view: View): string {
  return (
    cable(view, {
      through: [
        [110, -16, 12],
        [110, -34, 10],
        [126, -60, 3],
        [170, -64, 2.4],
        [210, -90, 2.4],
        [270, -100, 2.4],
      ],
      radius: 2.4,
      colour: '#f4efe6',
    }) + block(view, plug, [8, 16], matt('#f4efe6'), 1.5)
  )
}
