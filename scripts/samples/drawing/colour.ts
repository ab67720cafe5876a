export type Colour = readonly [red: number, green: number, blue: number]

export function colour(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

export const css = (rgb: Colour) =>
  `#${rgb.map(part => byte(part).toString(16).padStart(2, '0')).join('')}` as const

const byte = (part: number) => Math.round(Math.min(255, Math.max(0, part)))

export const scaled = ([red, green, blue]: Colour, by: number): Colour => [red * by, green * by, blue * by]

export const added = ([red, green, blue]: Colour, light: number): Colour => [
  red + light,
  green + light,
  blue + light,
]

/** `share` of the second colour in the first. */
export const mixed = (a: Colour, b: Colour, share: number): Colour => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
]

export const mix = (a: string, b: string, share: number) => css(mixed(colour(a), colour(b), share))
