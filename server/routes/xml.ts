/** A piece of XML that is finished. */
export type Xml = { readonly xml: string }
type Child = Xml | string | undefined

/** An element: texts are escaped, and what is undefined is left out. */
export function element(
  name: string,
  attributes: Record<string, string | number | undefined>,
  ...children: readonly Child[]
): Xml {
  const inside = children
    .map(child => (typeof child === 'object' ? child.xml : escaped(child ?? '')))
    .join('')
  const begin = name + Object.entries(attributes).map(attribute).join('')
  return { xml: inside === '' ? `<${begin}/>` : `<${begin}>${inside}</${name}>` }
}

export const document = (root: Xml): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}\n`

const attribute = ([name, value]: [string, string | number | undefined]) =>
  value === undefined ? '' : ` ${name}="${escaped(`${value}`)}"`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** All but what XML 1.0 calls a character. */
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** Text as it may stand in XML and HTML, also between double quotes; what XML cannot hold is dropped. */
export const escaped = (text: string): string =>
  text.replace(unwritable, '').replace(/[&<>"]/g, character => entities[character] ?? character)
