import { Renderer, type Tokens } from 'marked'
import { anchorOf, escaped, plainText } from './words.ts'

/** How our blocks differ from Marked's: headings can be linked to, and tables scroll in a region of their own. */
export function blocks(name: string, made: string): Renderer {
  return new Blocks(name, made)
}

class Blocks extends Renderer {
  readonly name: string
  readonly made: string
  readonly anchors = new Set<string>()

  constructor(name: string, made: string) {
    super()
    this.name = name
    this.made = made
  }

  // The link stands beside the heading, so that it is no part of the heading's name.
  override heading({ depth, tokens }: Tokens.Heading): string {
    const words = plainText(tokens)
    const id = this.#free(`${this.name}-${anchorOf(words)}`)
    const heading = `<h${depth} ${this.made} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>`
    const link = `<a ${this.made} class="anchor" href="#${id}" aria-label="Link to ${escaped(words)}"></a>`
    return `<div ${this.made} class="heading">${heading}${link}</div>\n`
  }

  override table(token: Tokens.Table): string {
    const columns = token.header.map(({ tokens }) => plainText(tokens)).filter(Boolean)
    const label = escaped(['Table', columns.join(', ')].filter(Boolean).join(': '))
    return `<div ${this.made} class="table" role="region" tabindex="0" aria-label="${label}">${super.table(token)}</div>\n`
  }

  override image({ tokens, ...image }: Tokens.Image): string {
    return super.image({ ...image, text: plainText(tokens) } as Tokens.Image)
  }

  #free(wanted: string): string {
    let id = wanted
    for (let count = 1; this.anchors.has(id); count++) id = `${wanted}-${count}`
    this.anchors.add(id)
    return id
  }
}
