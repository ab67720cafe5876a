import { added, type Colour, colour, css, scaled } from './colour.ts'
import { dot, light, normal, type Point3, towardsViewer, type View } from './space.ts'

export type Material = {
  colour: Colour
  /** How bright the lamp's reflection is, and how small. */
  gloss: number
  focus: number
  /** 0 is paint or plastic; 1 mirrors a studio. */
  metal: number
}

const fill = normal([0.65, 0.6, 0.45])

export const plastic = (hex: string): Material => ({ colour: colour(hex), gloss: 70, focus: 18, metal: 0 })
export const rubber = (hex: string): Material => ({ colour: colour(hex), gloss: 28, focus: 6, metal: 0 })
export const matt = (hex: string): Material => ({ colour: colour(hex), gloss: 8, focus: 4, metal: 0 })
export const lacquer = (hex: string): Material => ({ colour: colour(hex), gloss: 120, focus: 30, metal: 0 })
export const metal = (hex: string): Material => ({ colour: colour(hex), gloss: 110, focus: 24, metal: 0.9 })

export const steel = metal('#c4c8cc')
export const aluminium: Material = { colour: colour('#d3d5d6'), gloss: 50, focus: 8, metal: 0.45 }
export const brass = metal('#d9b25f')

/** The colour of a surface that faces `direction` (in the camera's own frame). */
export function shade(view: View, direction: Point3, { colour, gloss, focus, metal }: Material): string {
  const eye = towardsViewer(view)
  const half = normal([light[0] + eye[0], light[1] + eye[1], light[2] + eye[2]])
  const lamp = Math.max(0, dot(direction, light))
  const matt = 0.42 + 0.62 * lamp + 0.2 * Math.max(0, dot(direction, fill))
  const seen = studio(reflection(direction, eye))
  const body = scaled(colour, matt * (1 - metal) + seen * metal)
  return css(added(body, gloss * Math.max(0, dot(direction, half)) ** focus))
}

function reflection(direction: Point3, eye: Point3): Point3 {
  const by = 2 * dot(direction, eye)
  return [direction[0] * by - eye[0], direction[1] * by - eye[1], direction[2] * by - eye[2]]
}

/** How bright the studio is there: a lamp above, a strip at the side, a dark floor. */
function studio(direction: Point3): number {
  const above = 0.35 + 0.6 * Math.max(0, direction[2])
  const strip = 0.5 * Math.exp(-(((direction[0] + 0.75) / 0.22) ** 2))
  const edge = 0.28 * Math.exp(-(((direction[0] - 0.8) / 0.16) ** 2))
  const dark = 0.28 * Math.exp(-(((direction[0] - 0.25) / 0.28) ** 2)) * (1 - Math.max(0, direction[2]))
  return above + strip + edge - dark
}
