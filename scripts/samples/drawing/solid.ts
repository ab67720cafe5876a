import { type Material, shade } from './material.ts'
import type { Outline } from './outline.ts'
import {
  cross,
  dot,
  minus,
  normal,
  type Point3,
  shadowFall,
  short,
  towardsViewer,
  type View,
} from './space.ts'
import { group } from './svg.ts'

/** A horizontal cut through a solid. */
export type Ring = { outline: Outline; z: number }

/** The skin between rings of equally many points, from the lowest up, closed above by a lid. */
export function loft(view: View, rings: readonly Ring[], material: Material, lid = true): string {
  const walls = rings.slice(1).map((ring, index) => wall(view, rings[index] ?? ring, ring, material))
  const top = rings.at(-1)
  if (lid && top) walls.push(face(view, top, shade(view, [0, 0, 1], material)))
  return walls.join('')
}

/** Straight up, with an edge rounded off by `bevel`. */
export function block(
  view: View,
  outlineOf: (inset: number) => Outline,
  [from, to]: readonly [number, number],
  material: Material,
  bevel = 0.4,
): string {
  return loft(view, edged(outlineOf, from, to, bevel), material)
}

/** A block with its shadow on what it stands on. */
export function standing(
  view: View,
  outlineOf: (inset: number) => Outline,
  [from, to]: readonly [number, number],
  material: Material,
  bevel = 0.4,
): string {
  const ends = [from, to].map(z => ({ outline: outlineOf(0), z }))
  return shadow(view, ends, from, 0.5) + block(view, outlineOf, [from, to], material, bevel)
}

function edged(outlineOf: (inset: number) => Outline, from: number, to: number, bevel: number): Ring[] {
  const curve = [0, 0.25, 0.5, 0.75, 1].map(step => (step * Math.PI) / 2)
  return [
    { outline: outlineOf(0), z: from },
    ...curve.map(angle => ({
      outline: outlineOf(bevel * (1 - Math.cos(angle))),
      z: to - bevel * (1 - Math.sin(angle)),
    })),
  ]
}

/** The inner walls of an opening down to `floor`, and what lies there, seen through the opening. */
export function recess(view: View, top: Ring, floor: number, material: Material, content = ''): string {
  const inner = { outline: top.outline.toReversed(), z: top.z }
  const deep = { outline: inner.outline, z: floor }
  const id = `hole-${++holes}`
  const opening = path(view, top)
  const walls = wall(view, deep, inner, material)
  const bottom = face(view, deep, shade(view, [0, 0, 1], { ...material, gloss: 0 }))
  return `<clipPath id="${id}"><path d="${opening}"/></clipPath>${group({ 'clip-path': `url(#${id})` }, bottom + walls + content)}`
}

let holes = 0

/** The flat top of a ring. */
export const face = (view: View, ring: Ring, fill: string) => `<path d="${path(view, ring)}" fill="${fill}"/>`

export function path(view: View, { outline, z }: Ring): string {
  return `M${outline.map(([x, y]) => view.project([x, y, z]).map(short).join(' ')).join('L')}Z`
}

function wall(view: View, low: Ring, high: Ring, material: Material): string {
  const eye = towardsViewer(view)
  const quads = low.outline.map((_, index) => quad(low, high, index))
  return quads
    .map(([a, b, c, d]) => {
      const out = view.turned(normal(cross(minus(b, a), minus(sameAs(c, b) ? d : c, a))))
      if (dot(out, eye) <= 0.001) return ''
      const points = [a, b, c, d].map(point => view.project(point).map(short).join(' ')).join('L')
      const fill = shade(view, out, material)
      return `<path d="M${points}Z" fill="${fill}" stroke="${fill}"/>`
    })
    .join('')
}

function quad(low: Ring, high: Ring, index: number): [Point3, Point3, Point3, Point3] {
  const next = (index + 1) % low.outline.length
  const at = ({ outline, z }: Ring, place: number): Point3 => {
    const [x, y] = outline[place] ?? [0, 0]
    return [x, y, z]
  }
  return [at(low, index), at(low, next), at(high, next), at(high, index)]
}

const sameAs = (a: Point3, b: Point3) => Math.hypot(...minus(a, b)) < 1e-6

/** What the rings keep the light from, on the plane at height `ground`. */
export function shadow(view: View, rings: readonly Ring[], ground: number, strength = 0.42): string {
  const cast = between(rings).map(({ outline, z }) => {
    const [dx, dy] = shadowFall(view, Math.max(0, z - ground))
    return `M${outline.map(([x, y]) => `${short(x + dx)} ${short(y + dy)}`).join('L')}Z`
  })
  const contact = `M${(rings[0]?.outline ?? []).map(point => point.map(short).join(' ')).join('L')}Z`
  const height = Math.max(...rings.map(({ z }) => z)) - ground
  const soft = Math.min(8, 0.5 + height * 0.14)
  return group(
    { transform: view.plane(ground) },
    group({ opacity: strength, filter: `url(#${blur(soft)})` }, `<path d="${cast.join('')}" fill="#000"/>`) +
      group(
        { opacity: strength * 1.2, filter: `url(#${blur(Math.min(1.4, 0.4 + height * 0.03))})` },
        `<path d="${contact}" fill="#000"/>`,
      ),
  )
}

/** Fuzziness comes in steps, so that a picture needs few filters. */
export const blurs = [0.3, 0.6, 1, 1.5, 2, 3, 4, 6, 8]
export const blur = (deviation: number) =>
  `blur-${blurs.reduce((best, each) => (Math.abs(each - deviation) < Math.abs(best - deviation) ? each : best))}`

function between(rings: readonly Ring[]): Ring[] {
  return rings.flatMap((ring, index) => {
    const next = rings[index + 1]
    if (!next) return [ring]
    const steps = Math.max(1, Math.ceil(Math.abs(next.z - ring.z) / 1.2))
    return Array.from({ length: steps }, (_, step) => {
      const share = step / steps
      return { outline: ring.outline, z: ring.z + (next.z - ring.z) * share }
    })
  })
}
