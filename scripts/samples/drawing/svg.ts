type Attributes = Record<string, string | number | undefined>

/** One SVG element. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${value}"`)
    .join('')
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`
}

export const group = (attributes: Attributes, content: string) => element('g', attributes, content)

export type TextStyle = {
  size: number
  fill?: string
  weight?: number
  anchor?: 'start' | 'middle' | 'end'
  spacing?: number
  family?: string
  turn?: number
}

export const sans = "'Instrument Sans Variable', 'Nimbus Sans', sans-serif"
export const mono = "'DejaVu Sans Mono', monospace"

export function text(words: string, x: number, y: number, style: TextStyle): string {
  const { size, fill = '#222', weight = 500, anchor = 'middle', spacing = 0, family = sans, turn } = style
  const attributes = {
    x,
    y,
    fill,
    'font-size': size,
    'font-weight': weight,
    'font-family': family,
    'text-anchor': anchor,
    'letter-spacing': spacing * size,
    transform: turn === undefined ? undefined : `rotate(${turn} ${x} ${y})`,
  }
  return element('text', attributes, escaped(words))
}

const escaped = (words: string) =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
