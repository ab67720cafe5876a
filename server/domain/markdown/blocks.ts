import { Renderer, type Token, type Tokens } from 'marked'
import { anchorOf, escaped, plainText } from './words.ts'

type Names = { name: string; made: string; isOwnFile: (address: string) => boolean }

/** How our blocks differ from Marked's: headings can be linked to, and tables scroll in a region of their own. */
export const blocks = (names: Names): Renderer => new Blocks(names)

/** Tags that would swallow what comes after them: shown as text, as GFM has it (section 6.11). */
const swallowing = /<(?=\/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)[\s/>])/gi

class Blocks extends Renderer {
  readonly name: string
  readonly made: string
  readonly isOwnFile: Names['isOwnFile']
  readonly anchors = new Set<string>()

  constructor({ name, made, isOwnFile }: Names) {
    super()
    this.name = name
    this.made = made
    this.isOwnFile = isOwnFile
  }

  override html(token: Tokens.HTML | Tokens.Tag): string {
    return super.html(token).replace(swallowing, '&lt;')
  }

  override link(token: Tokens.Link): string {
    return super.link({ ...token, tokens: token.tokens.map(inner => this.#linkable(inner)) })
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

  /** Pictures from elsewhere become links, which cannot stand in another one: there they are their words. */
  #linkable(token: Token): Token {
    if (token.type === 'image' && !this.isOwnFile(token.href as string))
      return { type: 'text', raw: token.raw, text: plainText([token]) }
    if (!('tokens' in token) || !token.tokens) return token
    return { ...token, tokens: token.tokens.map(inner => this.#linkable(inner)) }
  }

  #free(wanted: string): string {
    let id = wanted
    for (let count = 1; this.anchors.has(id); count++) id = `${wanted}-${count}`
    this.anchors.add(id)
    return id
  }
}
