/** Millimetres: x to the right, y towards the viewer, z up from the table. */
export type Point3 = readonly [x: number, y: number, z: number]
export type Point = readonly [x: number, y: number]

/** How a thing is looked at: straight from above at `tilt` 0; degrees, pixels per millimetre. */
export type Camera = { tilt: number; turn: number; scale: number; target: Point; size: Point; centre?: Point }

export type View = Camera & {
  /** Where a point is in the picture, without perspective, as a long lens sees it. */
  project(point: Point3): Point
  /** The SVG transform that lays a drawing in millimetres on the plane at height `z`. */
  plane(z: number): string
  /** A direction as the camera sees it, which is where the light is fixed. */
  turned(direction: Point3): Point3
}

/** Towards the main light, and how far a shadow falls for each millimetre of height. */
export const light: Point3 = normal([-0.52, -0.5, 0.86])
const fall: Point = [-light[0] / light[2], -light[1] / light[2]]

export function view(camera: Camera): View {
  const { scale, target, size } = camera
  const [cx, cy] = camera.centre ?? [size[0] / 2, size[1] / 2]
  const tilt = radians(camera.tilt)
  const [sin, cos] = [Math.sin(radians(camera.turn)), Math.cos(radians(camera.turn))]
  const [rise, lie] = [Math.sin(tilt) * scale, Math.cos(tilt) * scale]

  const turned = ([x, y, z]: Point3): Point3 => [x * cos - y * sin, x * sin + y * cos, z]
  const project = ([x, y, z]: Point3): Point => {
    const [u, v] = turned([x - target[0], y - target[1], 0])
    return [cx + scale * u, cy + lie * v - rise * z]
  }
  const plane = (z: number) => {
    const [x, y] = project([0, 0, z])
    return `matrix(${[scale * cos, lie * sin, -scale * sin, lie * cos, x, y].map(short).join(' ')})`
  }
  return { ...camera, project, plane, turned }
}

/** How far the shadow of something `height` above a plane falls from it, on the plane. */
export function shadowFall({ turn }: View, height: number): Point {
  const [sin, cos] = [Math.sin(radians(-turn)), Math.cos(radians(-turn))]
  const [x, y] = [fall[0] * height * 0.75, fall[1] * height * 0.75]
  return [x * cos - y * sin, x * sin + y * cos]
}

/** Towards the camera, as the camera sees it. */
export function towardsViewer({ tilt }: View): Point3 {
  return [0, Math.sin(radians(tilt)), Math.cos(radians(tilt))]
}

export const radians = (degrees: number) => (degrees * Math.PI) / 180
export const short = (number: number) => `${Math.round(number * 100) / 100}`

export const dot = (a: Point3, b: Point3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

export function cross(a: Point3, b: Point3): Point3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

export const minus = (a: Point3, b: Point3): Point3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]

export function normal(vector: Point3): Point3 {
  const length = Math.hypot(...vector) || 1
  return [vector[0] / length, vector[1] / length, vector[2] / length]
}
