import { mix } from './colour.ts'
import { aluminium, type Material, matt, metal, plastic, rubber, shade, steel } from './material.ts'
import { circle, fluted, type Outline, polygon, rectangle } from './outline.ts'
import { face, loft, type Ring, recess, shadow } from './solid.ts'
import { type Point, radians, type View } from './space.ts'
import { element, group } from './svg.ts'

type Placed = { at: Point; on: number }
const ring = (outline: Outline, z: number): Ring => ({ outline, z })

type Knob = Placed & {
  radius: number
  height?: number
  colour: string
  cap?: string
  mark?: string
  turn: number
}

/** A fluted knob; `turn` in degrees, 0 at twelve o'clock. */
export function knob(
  view: View,
  { at, on, radius, height = radius * 1.1, colour, cap, mark = '#fff', turn }: Knob,
): string {
  const flutes = (size: number) => fluted(at, radius * size, 18, 0.055)
  const skirt = [
    ring(circle(at, radius * 1.12, 180), on),
    ring(circle(at, radius * 1.12, 180), on + height * 0.12),
    ring(circle(at, radius * 1.04, 180), on + height * 0.2),
  ]
  const body = [
    ring(flutes(1), on + height * 0.2),
    ring(flutes(0.93), on + height * 0.86),
    ring(flutes(0.9), on + height * 0.95),
    ring(flutes(0.84), on + height),
  ]
  const top = on + height
  const crown = cap === undefined ? '' : capOf(view, at, top, radius * 0.68, metal(cap))
  return [
    shadow(view, [...skirt, ...body], on),
    loft(view, skirt, rubber(colour)),
    loft(view, body, plastic(colour)),
    crown,
    pointer(view, at, top + 0.3, radius, mark, turn),
  ].join('')
}

function pointer(view: View, [x, y]: Point, z: number, radius: number, mark: string, turn: number): string {
  const line = element('rect', {
    x: x - radius * 0.065,
    y: y - radius * 0.84,
    width: radius * 0.13,
    height: radius * 0.62,
    rx: radius * 0.06,
    fill: mark,
    transform: `rotate(${turn} ${x} ${y})`,
  })
  return group({ transform: view.plane(z) }, line)
}

/** Turned metal: brighter where the grooves throw the lamp back. */
function capOf(view: View, at: Point, z: number, radius: number, material: Material): string {
  const edge = loft(view, [ring(circle(at, radius), z), ring(circle(at, radius * 0.96), z + 0.3)], material)
  const rays = Array.from({ length: 90 }, (_, index) => {
    const [from, to] = [index * 4, index * 4 + 4.6].map(radians) as [number, number]
    const glint = Math.cos(2 * (from - 0.9)) * 0.5 + Math.cos(4 * (from - 0.5)) * 0.15
    const outline: Outline = [at, rim(at, radius * 0.95, from), rim(at, radius * 0.95, to)]
    return face(
      view,
      ring(outline, z + 0.3),
      mix(
        shade(view, [0, 0, 1], { ...material, gloss: 0, metal: 0.3 }),
        glint > 0 ? '#ffffff' : '#55585c',
        Math.abs(glint) * 0.75,
      ),
    )
  })
  return edge + rays.join('')
}

const rim = ([x, y]: Point, radius: number, angle: number): Point => [
  x + radius * Math.cos(angle),
  y + radius * Math.sin(angle),
]

/** A 3.5 mm jack with its knurled nut. */
export function jack(view: View, { at, on }: Placed, nut: Material = steel): string {
  const washer = [ring(circle(at, 4), on), ring(circle(at, 4), on + 0.5)]
  const knurls = [
    ring(fluted(at, 3.7, 14, 0.08), on + 0.5),
    ring(fluted(at, 3.7, 14, 0.08), on + 1.8),
    ring(fluted(at, 3.4, 14, 0.06), on + 2.1),
  ]
  const bush = [ring(circle(at, 2.7), on + 2.1), ring(circle(at, 2.6), on + 2.8)]
  return [
    shadow(view, [...washer, ...knurls], on),
    loft(view, washer, nut),
    loft(view, knurls, nut),
    loft(view, bush, nut),
    recess(view, ring(circle(at, 1.85), on + 2.8), on - 3, matt('#0d0d10')),
  ].join('')
}

/** A round light, shining or not. */
export function light(view: View, { at, on }: Placed, colour: string, lit: boolean, radius = 1.5): string {
  const dome = [0, 0.3, 0.6, 0.85, 1].map(share => {
    const angle = (share * Math.PI) / 2
    return ring(circle(at, Math.max(0.05, radius * Math.cos(angle)), 28), on + 0.6 + radius * Math.sin(angle))
  })
  const base = [ring(circle(at, radius * 1.25, 28), on), ring(circle(at, radius * 1.2, 28), on + 0.6)]
  const glow = lit ? halo(view, at, on + 1, radius * 7, colour) : ''
  const body = plastic(lit ? mix(colour, '#ffffff', 0.25) : mix(colour, '#1a1010', 0.62))
  return shadow(view, dome, on) + loft(view, base, metal('#8a8d92')) + loft(view, dome, body) + glow
}

function halo(view: View, [x, y]: Point, z: number, radius: number, colour: string): string {
  const id = `halo-${colour.slice(1)}`
  const stops = `<stop offset="0" stop-color="${mix(colour, '#ffffff', 0.7)}" stop-opacity="0.95"/><stop offset="0.16" stop-color="${colour}" stop-opacity="0.65"/><stop offset="0.5" stop-color="${colour}" stop-opacity="0.16"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/>`
  const disc = element('circle', {
    cx: x,
    cy: y,
    r: radius,
    fill: `url(#${id})`,
    style: 'mix-blend-mode: screen',
  })
  return `<radialGradient id="${id}">${stops}</radialGradient>${group({ transform: view.plane(z) }, disc)}`
}

/** A cross-head screw of `radius`. */
export function screw(view: View, { at, on }: Placed, radius = 2.6, material = steel): string {
  const head = [
    ring(circle(at, radius), on),
    ring(circle(at, radius), on + 0.8),
    ring(circle(at, radius * 0.86), on + 1.4),
    ring(circle(at, radius * 0.6), on + 1.7),
  ]
  const [x, y] = at
  const slot = (turn: number) =>
    element('rect', {
      x: x - radius * 0.5,
      y: y - radius * 0.11,
      width: radius,
      height: radius * 0.22,
      rx: 0.1,
      fill: '#23242a',
      transform: `rotate(${turn} ${x} ${y})`,
    })
  const turn = (x * 37 + y * 11) % 90
  return (
    shadow(view, head, on, 0.35) +
    loft(view, head, material) +
    group({ transform: view.plane(on + 1.7) }, slot(turn) + slot(turn + 90))
  )
}

type Slider = Placed & { travel: number; value: number; cap: string; width?: number; depth?: number }

/** A slide potentiometer's slot and cap; `value` 0 at the near end, 1 at the far one. */
export function slider(
  view: View,
  { at: [x, y], on, travel, value, cap, width = 6, depth = 10 }: Slider,
): string {
  const slot = recess(view, ring(rectangle([x, y], 1.8, travel + 3, 0.9), on), on - 4, matt('#101014'))
  const place: Point = [x, y + travel / 2 - value * travel]
  const stem = [ring(rectangle(place, 1.2, 4), on), ring(rectangle(place, 1.2, 4), on + 3)]
  const body = [
    ring(rectangle(place, width, depth, 1), on + 2.5),
    ring(rectangle(place, width, depth, 1), on + 5),
    ring(rectangle(place, width * 0.86, depth * 0.86, 0.9), on + 8),
    ring(rectangle(place, width * 0.78, depth * 0.8, 0.8), on + 8.4),
  ]
  const line = element('rect', {
    x: place[0] - width * 0.39,
    y: place[1] - 0.5,
    width: width * 0.78,
    height: 1,
    fill: '#fff',
  })
  return [
    slot,
    shadow(view, [...stem, ...body], on, 0.5),
    loft(view, stem, matt('#2a2a2e')),
    loft(view, body, plastic(cap)),
    group({ transform: view.plane(on + 8.5) }, line),
  ].join('')
}

/** A toggle switch; `lean` in degrees towards the viewer. */
export function toggle(view: View, { at, on }: Placed, lean: number, size = 1): string {
  const nut = [ring(polygon(at, 3.6 * size, 6), on), ring(polygon(at, 3.6 * size, 6), on + 1.2 * size)]
  const bush = [ring(circle(at, 2.2 * size), on + 1.2 * size), ring(circle(at, 2 * size), on + 3 * size)]
  const tilt = Math.tan(radians(lean))
  const lever = [0, 1, 2, 3, 4, 5, 6, 7, 8, 8.6, 9].map((height, index) => {
    const radius = index < 8 ? 0.9 + index * 0.09 : ([1.6, 1.2, 0.4][index - 8] ?? 1)
    return ring(circle([at[0], at[1] + height * tilt * size], radius * size, 24), on + (3 + height) * size)
  })
  return (
    shadow(view, [...nut, ...bush, ...lever], on, 0.5) +
    loft(view, nut, steel) +
    loft(view, bush, steel) +
    loft(view, lever, metal('#d8dadd'))
  )
}

/** A foot switch: a nut and a plunger. */
export function footSwitch(view: View, { at, on }: Placed): string {
  const washer = [ring(circle(at, 9.5), on), ring(circle(at, 9.5), on + 0.8)]
  const nut = [
    ring(polygon(at, 8.4, 6, 0.3), on + 0.8),
    ring(polygon(at, 8.4, 6, 0.3), on + 3.2),
    ring(polygon(at, 7.6, 6, 0.3), on + 3.7),
  ]
  const bush = [ring(circle(at, 6), on + 3.7), ring(circle(at, 5.9), on + 6)]
  const dome = [0, 2.4, 3.6, 4.3, 4.8, 5].map((height, index) =>
    ring(circle(at, [5, 5, 4.6, 3.8, 2.4, 0.1][index] ?? 1), on + 6 + height),
  )
  return (
    shadow(view, [...washer, ...nut, ...bush, ...dome], on, 0.5) +
    [washer, nut, bush, dome].map(part => loft(view, part, steel)).join('')
  )
}

/** A round push button. */
export function button(view: View, { at, on }: Placed, colour: string, radius = 4): string {
  const collar = [ring(circle(at, radius * 1.35), on), ring(circle(at, radius * 1.3), on + 0.9)]
  const body = [
    ring(circle(at, radius), on + 0.9),
    ring(circle(at, radius), on + 3),
    ring(circle(at, radius * 0.85), on + 3.6),
  ]
  return (
    shadow(view, [...collar, ...body], on) + loft(view, collar, aluminium) + loft(view, body, plastic(colour))
  )
}
