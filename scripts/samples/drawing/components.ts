import { aluminium, brass, lacquer, type Material, matt, metal, plastic, rubber, steel } from './material.ts'
import { circle, inset, type Outline, rectangle } from './outline.ts'
import { block, loft, recess, shadow, standing } from './solid.ts'
import { type Point, radians, type View } from './space.ts'
import { element, group, mono, text } from './svg.ts'

/** Something on a board whose upper side is at height `on`. */
type Part = (view: View, on: number) => string

const tin = metal('#cfd3d6')

/** A chip in a socket, its notch to the left. `pins` counts both rows. */
export const chip =
  ([x, y]: Point, pins: number, name: string): Part =>
  (view, on) => {
    const length = (pins / 2) * 2.54
    const at: Point = [x, y]
    const socket = (inset: number) => rectangle(at, length + 0.6 - inset, 10 - inset, 0.3)
    const body = (inset: number): Outline => rectangle(at, length - 0.4 - inset * 2, 6.4 - inset * 2, 0.2)
    const legs = Array.from({ length: pins / 2 }, (_, pin) => x - length / 2 + 1.27 + pin * 2.54)
    const leg = (lx: number, side: number) =>
      block(
        view,
        inset => rectangle([lx, y + side * 3.7], 1.1 - inset, 1 - inset),
        [on + 4, on + 6.4],
        tin,
        0.2,
      )
    const print =
      text(name, x + 0.6, y + 0.75, { size: 2.1, fill: '#c9c6bd', weight: 600, family: mono }) +
      element('circle', { cx: x - length / 2 + 0.3, cy: y, r: 1, fill: '#0b0b0d' })
    return [
      shadow(
        view,
        [
          { outline: socket(0), z: on },
          { outline: socket(0), z: on + 4 },
          { outline: body(0), z: on + 8 },
        ],
        on,
        0.5,
      ),
      block(view, socket, [on, on + 4], matt('#1c1d20'), 0.3),
      ...legs.map(lx => leg(lx, -1)),
      block(view, body, [on + 4.4, on + 7.8], rubber('#26262b'), 0.5),
      group({ transform: view.plane(on + 7.8) }, print),
      ...legs.map(lx => leg(lx, 1)),
    ].join('')
  }

const bands: Record<string, readonly string[]> = {
  '100k': ['#6b3b1a', '#141414', '#141414', '#e07b1d'],
  '10k': ['#6b3b1a', '#141414', '#141414', '#b3201c'],
  '1k': ['#6b3b1a', '#141414', '#141414', '#6b3b1a'],
  '47k': ['#e0c01d', '#7d3aa0', '#141414', '#b3201c'],
}

/** A metal film resistor lying on the board. */
export const resistor =
  ([x, y]: Point, value: string, upright = false): Part =>
  (view, on) => {
    const along = (dx: number): Point => (upright ? [x, y + dx] : [x + dx, y])
    const tube = (from: number, to: number, radius: number, material: Material) =>
      lying(view, along((from + to) / 2), to - from, radius, on, upright, material)
    const colours = bands[value] ?? bands['10k'] ?? []
    return [
      wire(view, along(-5), along(-2.6), on, upright),
      wire(view, along(2.6), along(5), on, upright),
      tube(-3.1, 3.1, 1.15, plastic('#6fa3bd')),
      tube(-3.2, -1.9, 1.3, plastic('#6fa3bd')),
      tube(1.9, 3.2, 1.3, plastic('#6fa3bd')),
      ...colours.map((hex, index) => tube(-1.6 + index * 0.85, -1.2 + index * 0.85, 1.18, plastic(hex))),
      tube(2.3, 2.7, 1.33, plastic('#6b3b1a')),
    ].join('')
  }

/** A glass diode with its ring. */
export const diode =
  ([x, y]: Point): Part =>
  (view, on) =>
    [
      wire(view, [x - 5, y], [x - 1.8, y], on, false),
      wire(view, [x + 1.8, y], [x + 5, y], on, false),
      lying(view, [x, y], 4, 0.95, on, false, lacquer('#b5542a')),
      lying(view, [x + 1.3, y], 0.8, 0.98, on, false, plastic('#18181b')),
    ].join('')

function wire(view: View, from: Point, to: Point, on: number, upright: boolean): string {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  return lying(view, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], length, 0.3, on + 0.7, upright, tin)
}

/** A cylinder on its side, as rectangles as wide as its height allows. */
function lying(
  view: View,
  at: Point,
  length: number,
  radius: number,
  on: number,
  upright: boolean,
  material: Material,
): string {
  const rings = [-80, -50, -25, 0, 25, 45, 60, 75, 88].map(angle => {
    const width = 2 * radius * Math.cos(radians(angle))
    return {
      outline: upright ? rectangle(at, width, length) : rectangle(at, length, width),
      z: on + radius * (1 + Math.sin(radians(angle))),
    }
  })
  return shadow(view, rings, on, 0.4) + loft(view, rings, material)
}

/** An electrolytic can, its minus stripe to the right. */
export const electrolytic =
  (at: Point, radius = 3.2, height = 9, colour = '#1f2c4a'): Part =>
  (view, on) => {
    const rings = [
      { outline: circle(at, radius), z: on },
      { outline: circle(at, radius), z: on + height - 0.5 },
      { outline: circle(at, radius * 0.9), z: on + height },
    ]
    const lid =
      element('circle', { cx: at[0], cy: at[1], r: radius * 0.8, fill: '#c3c7cb' }) +
      element('path', {
        d: `M${at[0] - radius * 0.6} ${at[1]}h${radius * 1.2}M${at[0]} ${at[1] - radius * 0.6}v${radius * 1.2}`,
        stroke: '#8a8e93',
        'stroke-width': 0.3,
      })
    return (
      shadow(view, rings, on, 0.5) +
      loft(view, rings, plastic(colour)) +
      group({ transform: view.plane(on + height) }, lid)
    )
  }

/** A box-shaped film capacitor. */
export const film =
  (at: Point, colour = '#b3261e', [width, depth]: Point = [7.2, 3]): Part =>
  (view, on) =>
    standing(view, inset(at, width, depth, 0.3), [on, on + 6.4], plastic(colour), 0.5)

export const ceramic = (at: Point): Part => film(at, '#d9a441', [4, 2.2])

/** A trimmer with a brass screw. */
export const trimmer =
  (at: Point): Part =>
  (view, on) => {
    const screw: Point = [at[0] - 3.3, at[1]]
    const head = [circle(screw, 1.2, 24), circle(screw, 1.1, 24)]
    return (
      standing(view, inset(at, 9.5, 5, 0.2), [on, on + 9], plastic('#2c5fa8'), 0.3) +
      loft(
        view,
        head.map((outline, index) => ({ outline, z: on + 9 + index * 0.8 })),
        brass,
      )
    )
  }

/** A shrouded power header of two by five pins. */
export const header =
  ([x, y]: Point): Part =>
  (view, on) => {
    const pin = (column: number, row: number) =>
      block(view, inset([x + column * 2.54, y + row * 1.27], 0.7, 0.7), [on + 2, on + 6.6], brass, 0.1)
    const pins = [-1, 1].flatMap(row => [-2, -1, 0, 1, 2].map(column => pin(column, row)))
    const opening = { outline: rectangle([x, y], 17.6, 6.8), z: on + 9 }
    return (
      standing(view, inset([x, y], 20, 9, 0.3), [on, on + 9], matt('#2a2b30'), 0.2) +
      recess(view, opening, on + 2, matt('#1a1a1d'), pins.join(''))
    )
  }

/** The back of a potentiometer or switch, soldered from the other side: a metal can. */
export const can =
  (at: Point, [width, depth]: Point, height = 6): Part =>
  (view, on) =>
    standing(view, inset(at, width, depth, 0.8), [on, on + height], aluminium, 0.6)

/** Metal feet of a transistor in its half-round case. */
export const transistor =
  ([x, y]: Point, name: string): Part =>
  (view, on) => {
    const half = (inset: number): Outline =>
      circle([x, y], 2.4 - inset, 40).map(([px, py]) => [px, Math.min(py, y + 1.2)])
    const label = text(name, x, y + 0.5, { size: 1.1, fill: '#c9c6bd', weight: 600, family: mono })
    return (
      [-1.27, 0, 1.27]
        .map(dx => block(view, () => rectangle([x + dx, y], 0.5, 0.4), [on, on + 2.5], steel, 0.1))
        .join('') +
      shadow(
        view,
        [
          { outline: half(0), z: on + 1 },
          { outline: half(0), z: on + 6.5 },
        ],
        on,
        0.5,
      ) +
      block(view, half, [on + 2, on + 6.5], rubber('#202024'), 0.3) +
      group({ transform: view.plane(on + 6.5) }, label)
    )
  }

/** Parts from the far edge to the near one, so that near ones hide far ones. */
export const populated = (view: View, on: number, parts: readonly (readonly [y: number, part: Part])[]) =>
  parts
    .toSorted(([a], [b]) => a - b)
    .map(([, part]) => part(view, on))
    .join('')
