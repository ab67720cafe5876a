import { hostileHtml } from './hostile-html.ts'
import { hostileMarkdown } from './hostile-markdown.ts'

/** The texts by their tricks. A script that runs calls `alert`; a request that leaves goes to evil.example. */
export const hostileTricks: Record<string, readonly string[]> = { ...hostileHtml, ...hostileMarkdown }

export const hostileTexts = Object.entries(hostileTricks).flatMap(([trick, texts]) =>
  texts.map((text, index) => ({ name: `${trick}, ${index + 1}`, text })),
)

export type HtmlElement = { tag: string; attributes: Record<string, string> }

const tags =
  /^(h[2-6]|p|br|hr|blockquote|ul|ol|li|pre|code|strong|em|del|s|sub|sup|kbd|mark|small|abbr|a|audio|table|thead|tbody|tr|th|td|details|summary|input|div|section|span)$/
const attributes =
  /^(href|title|rel|download|controls|preload|class|align|start|open|type|checked|disabled|id|role|tabindex|aria-[a-z]+|data-[a-z-]+)$/

/** What may not be in the HTML of a text that has no files to refer to. `name` is what its ids begin with. */
export function dangersIn(elements: readonly HtmlElement[], text: string, name: string): string[] {
  return elements.flatMap(({ tag, attributes: given }) => [
    ...(tags.test(tag) ? [] : [`<${tag}>`]),
    ...Object.entries(given)
      .filter(([key, value]) => !isHarmless(key, value, text, name))
      .map(([key, value]) => `<${tag} ${key}="${value}">`),
  ])
}

function isHarmless(key: string, value: string, text: string, name: string): boolean {
  if (!attributes.test(key)) return false
  if (key === 'href') return isHarmlessAddress(value)
  if (key === 'id') return value.startsWith(`${name}-`)
  if (key === 'type') return value === 'checkbox'
  if (key.startsWith('data-')) return !text.includes(key)
  return true
}

/** As a browser reads it, which drops tabs and newlines and trims what else is invisible. */
function isHarmlessAddress(address: string): boolean {
  const { protocol } = new URL(address, 'https://muzhack.example')
  return ['http:', 'https:', 'mailto:'].includes(protocol)
}
