import { DomUtils, parseDocument } from 'htmlparser2'

type Found = { name: string; text: string; attributes: Record<string, string> }

/** A piece of HTML to ask about: a place such as `blockquote p` names elements, outermost first. */
export type Elements = {
  text: string
  all(place: string): Found[]
  /** The only one; throws where there is none, or more. */
  the(place: string): Found
  count(place: string): number
  /** What each of them says. */
  texts(place: string): string[]
}

export function elementsOf(html: string): Elements {
  const document = parseDocument(html)

  function all(place: string): Found[] {
    const names = place.split(' ')
    return DomUtils.findAll(element => stands(element, names), document.children).map(element => ({
      name: element.name,
      text: DomUtils.textContent(element).trim(),
      attributes: element.attribs,
    }))
  }
  function the(place: string): Found {
    const found = all(place)
    const [first] = found
    if (!first || found.length > 1) throw new Error(`${found.length} of ${place} in ${html}`)
    return first
  }

  return {
    text: DomUtils.textContent(document).trim(),
    all,
    the,
    count: place => all(place).length,
    texts: place => all(place).map(({ text }) => text),
  }
}

type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number]

function stands(element: Element, names: readonly string[]): boolean {
  const outer = names.slice(0, -1)
  if (element.name !== names.at(-1)) return false
  for (let above = element.parent; above; above = above.parent)
    if ('name' in above && above.name === outer.at(-1)) outer.pop()
  return outer.length === 0
}
