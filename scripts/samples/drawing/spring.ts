import { mix } from './colour.ts'
import { blur } from './solid.ts'
import { type Point3, shadowFall, short, type View } from './space.ts'
import { element, group } from './svg.ts'

type Spring = {
  from: Point3
  to: Point3
  radius: number
  coils: number
  wire?: number
  colour?: string
  ground?: number
}

/** A helical spring that lies level; the far half of each turn is drawn before the near one. */
export function spring(
  view: View,
  { from, to, radius, coils, wire = 0.75, colour = '#b9bcc0', ground = 2 }: Spring,
): string {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const length = Math.hypot(dx, dy)
  const side = [-dy / length, dx / length] as const
  const steps = 14
  const at = (step: number): Point3 => {
    const angle = (step / steps) * 2 * Math.PI
    const along = step / (steps * coils)
    const off = radius * Math.cos(angle)
    return [
      from[0] + dx * along + side[0] * off,
      from[1] + dy * along + side[1] * off,
      from[2] + radius * Math.sin(angle),
    ]
  }
  const pieces = Array.from({ length: steps * coils }, (_, step) => {
    const angle = ((step + 0.5) / steps) * 2 * Math.PI
    return {
      height: Math.sin(angle),
      facing: Math.cos(angle - 1.9),
      line: `M${[at(step), at(step + 1)].map(point => view.project(point).map(short).join(' ')).join('L')}`,
    }
  })
  const stroke = ({ facing, height, line }: (typeof pieces)[number]) =>
    element('path', {
      d: line,
      stroke: tint(colour, facing, height),
      'stroke-width': short(wire * view.scale),
      'stroke-linecap': 'round',
    })
  return [
    shade(view, from, to, radius, ground),
    ...pieces.filter(({ height }) => height < 0).map(stroke),
    ...pieces.filter(({ height }) => height >= 0).map(stroke),
  ].join('')
}

function tint(colour: string, facing: number, height: number): string {
  if (height < 0) return mix(colour, '#15151a', 0.55)
  return facing > 0 ? mix(colour, '#ffffff', facing ** 3 * 0.85) : mix(colour, '#15151a', -facing * 0.5)
}

function shade(view: View, from: Point3, to: Point3, radius: number, ground: number): string {
  const [dx, dy] = shadowFall(view, from[2] - ground)
  const line = [from, to].map(([x, y]) => `${short(x + dx)} ${short(y + dy)}`).join('L')
  return group(
    { transform: view.plane(ground), opacity: 0.34, filter: `url(#${blur(1)})` },
    element('path', { d: `M${line}`, stroke: '#000', 'stroke-width': radius * 1.7 }),
  )
}
