import { cable, plug, plugTop } from './drawing/cable.ts'
import { jack, knob, screw } from './drawing/controls.ts'
import { matt } from './drawing/material.ts'
import { rectangle } from './drawing/outline.ts'
import { scene } from './drawing/scene.ts'
import { block, shadow } from './drawing/solid.ts'
import type { Point, View } from './drawing/space.ts'
import { text } from './drawing/svg.ts'

/** In pixels, as social sites show pictures of links. */
export const siteCardSize: Point = [1200, 630]

const on = 12
const panel = { at: [52, 0] as Point, width: 112, height: 78 }

/** The site's name beside a patch bay. */
export function siteCard(): string {
  const camera = { tilt: 28, turn: -14, scale: 6.4, target: [0, -5] as Point }
  const bay = scene(camera, '#1f1b18', view => [...patchBay(view), ...leads(view)], siteCardSize)
  return bay.replace('</svg>', `${words()}</svg>`)
}

const words = () =>
  [
    text('MuzHack', 74, 300, { size: 104, weight: 700, fill: '#fbfaf7', anchor: 'start', spacing: -0.02 }),
    text('Music hardware and software', 78, 372, { size: 33, fill: '#e4dbcd', anchor: 'start' }),
    text('to browse, hear and build', 78, 416, { size: 33, fill: '#e4dbcd', anchor: 'start' }),
  ].join('')

const outline = (inset: number) => rectangle(panel.at, panel.width - 2 * inset, panel.height - 2 * inset, 2)

function patchBay(view: View): string[] {
  const rings = [0, on].map(z => ({ outline: outline(0), z }))
  const corners = [-50, 50].flatMap(dx => [-33, 33].map(dy => placed(dx, dy)))
  return [
    shadow(view, rings, 0, 0.5),
    block(view, outline, [0, on], matt('#e9dfce'), 0.6),
    ...corners.map(corner => screw(view, corner)),
    ...[-33, -11, 11, 33].flatMap((dx, index) => [
      knob(view, {
        ...placed(dx, -18),
        radius: 7,
        colour: index === 1 ? '#b3401a' : '#26211d',
        turn: index * 50 - 90,
      }),
      jack(view, placed(dx, 6)),
      jack(view, placed(dx, 26)),
    ]),
  ]
}

const placed = (dx: number, dy: number) => ({ at: [panel.at[0] + dx, panel.at[1] + dy] as Point, on })

function leads(view: View): string[] {
  return [...lead(view, [-33, 6], [11, 26], '#b3401a'), ...lead(view, [-11, 26], [33, 6], '#d9a441')]
}

/** Hangs from one socket to the other. */
function lead(view: View, from: Point, to: Point, colour: string): string[] {
  const ends = [from, to].map(([dx, dy]) => placed(dx, dy).at)
  const [[ax, ay, az], [bx, by, bz]] = ends.map(end => plugTop(end, on)) as [Top, Top]
  const middle = [(ax + bx) / 2, Math.max(ay, by) + 20, on + 16] as const
  return [
    ...ends.map(end => plug(view, end, on, colour)),
    cable(view, {
      through: [[ax, ay, az], [ax + 1, ay + 3, az + 7], middle, [bx - 1, by + 3, bz + 7], [bx, by, bz]],
      radius: 1.7,
      colour,
      ground: on,
    }),
  ]
}
type Top = ReturnType<typeof plugTop>
