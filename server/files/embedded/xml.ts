const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}
const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export type Node = string | { [name: string]: Node | readonly Node[] }

/** A document of one root: `document('Error', { Code: 'NoSuchKey' })`. A list repeats its element. */
export function document(root: string, content: Node): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content)}`
}

/** The texts of every element of this name, whatever is around it. */
export function texts(xml: string, name: string): string[] {
  const elements = xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))
  return Array.from(elements, ([, text = '']) => decode(text))
}

/** What is inside of every element of this name. */
export function elements(xml: string, name: string): string[] {
  const [, ...begun] = xml.split(`<${name}>`)
  return begun.map(rest => rest.split(`</${name}>`, 1).join(''))
}

function element(name: string, content: Node | readonly Node[]): string {
  if (isList(content)) return content.map(one => element(name, one)).join('')
  return `<${name}>${typeof content === 'string' ? encode(content) : children(content)}</${name}>`
}

function isList(content: Node | readonly Node[]): content is readonly Node[] {
  return Array.isArray(content)
}

function children(content: Exclude<Node, string>): string {
  return Object.entries(content)
    .map(([name, child]) => element(name, child))
    .join('')
}

function encode(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] ?? character)
}

function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole: string, hex?: string, decimal?: string, name: string = '') => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return characters[name] ?? (code <= 0x10ffff ? String.fromCodePoint(code) : whole)
    },
  )
}
