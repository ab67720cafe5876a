import { element } from './svg.ts'

/** A panel's artwork begins with its paint, a little brighter towards the lamp. */
export function paint(
  id: string,
  [x, y, width, height]: readonly number[],
  from: string,
  to: string,
): string {
  return `<linearGradient id="${id}" x1="0" y1="0" x2="0.8" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>${element('rect', { x, y, width, height, fill: `url(#${id})` })}`
}

/** Wood with its grain along x, in millimetres. `tone` lightens or darkens: dark, middle, light. */
export function wood(
  id: string,
  [x, y, width, height]: readonly number[],
  [dark, middle, light]: readonly [string, string, string],
  seed: number,
): string {
  const filter = `<filter id="${id}" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB">
    <feTurbulence type="fractalNoise" baseFrequency="0.0035 0.085" numOctaves="4" seed="${seed}" result="n"/>
    <feColorMatrix in="n" type="matrix" values="1.9 0 0 0 -0.45  1.9 0 0 0 -0.45  1.9 0 0 0 -0.45  0 0 0 0 1"/>
    <feComponentTransfer><feFuncR type="table" tableValues="${channel(0)}"/><feFuncG type="table" tableValues="${channel(1)}"/><feFuncB type="table" tableValues="${channel(2)}"/></feComponentTransfer></filter>`
  return filter + element('rect', { x, y, width, height, filter: `url(#${id})` })

  function channel(index: number): string {
    return [dark, middle, light, middle]
      .map(hex => (Number.parseInt(hex.slice(1 + index * 2, 3 + index * 2), 16) / 255).toFixed(3))
      .join(' ')
  }
}
