import { Parser } from 'htmlparser2'

type Tag = { name: string; attributes: Record<string, string> }
/** A tag as it counts, or that it does not (what is in it does), or that what is in it does not either. */
type Kept = Tag | 'opened up' | 'left out'
type Keep = (tag: Tag) => Kept

/** HTML as one string a line, in which two documents that a reader cannot tell apart are equal. */
export const normalRendered = (html: string) => normal(html, ours)
export const normalExpected = (html: string) => normal(html, theirs)

const blocks =
  /^(h[1-6]|p|hr|blockquote|ul|ol|li|pre|table|thead|tbody|tr|th|td|details|summary|div|section|script|style)$/
const voids = /^(br|hr|img|input)$/

function normal(html: string, keep: Keep): string {
  const pieces: string[] = []
  const open: Kept[] = []
  const add = (piece: string) => open.includes('left out') || pieces.push(piece)
  const parser = new Parser({
    onopentag(name, attributes) {
      const kept = keep({ name, attributes })
      open.push(kept)
      if (isTag(kept)) add(opening(kept))
    },
    ontext: text =>
      add(open.some(kept => isTag(kept) && kept.name === 'pre') ? escaped(text) : collapsed(text)),
    onclosetag() {
      const kept = open.pop()
      if (isTag(kept) && !voids.test(kept.name)) add(around(kept.name, `</${kept.name}>`))
    },
    oncomment: comment => add(`<!--${comment}-->`),
  })
  parser.end(html)
  return pieces
    .join('')
    .replace(/[ \n]*\n[ \n]*/g, '\n')
    .trim()
}

const isTag = (kept: Kept | undefined) => typeof kept === 'object'

function opening({ name, attributes }: Tag): string {
  const sorted = Object.entries(attributes)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => ` ${key}="${escaped(addresses.has(key) ? sameAddress(value) : value)}"`)
  return around(name, `<${name}${sorted.join('')}>`)
}

const around = (name: string, tag: string) => (blocks.test(name) || name === 'br' ? `\n${tag}\n` : tag)

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\n', '⏎')

const collapsed = (text: string) => escaped(text.replace(/[ \n\t]+/g, ' '))

const addresses = new Set(['href', 'src'])

/** Letters of other alphabets may be percent-encoded or not: browsers go to the same place. */
function sameAddress(address: string): string {
  try {
    return encodeURI(decodeURI(address))
  } catch {
    return address
  }
}

const levels: Record<string, string> = { h1: 'h2', h2: 'h3', h3: 'h4', h4: 'h5', h5: 'h6' }
const newer: Record<string, string> = { b: 'strong', i: 'em' }

/** A text's headings begin below the page's, and presentation is told as meaning. */
const theirs: Keep = ({ name, attributes }) => ({
  name: levels[name] ?? newer[name] ?? name,
  attributes,
})

/** Takes off what the renderer puts on every text, which no text has of its own: the allow-list drops it. */
function ours({ name, attributes }: Tag): Kept {
  if (name === 'div' && /^(heading|table)$/.test(attributes['class'] ?? '')) return 'opened up'
  if (name === 'a' && attributes['class'] === 'anchor') return 'left out'
  const own = Object.entries(attributes)
    .filter(([key]) => !added.test(key))
    .map(([key, value]) => [key, value.replace(/^#description-/, '#')])
  return { name, attributes: Object.fromEntries(own) }
}

const added = /^(rel|loading|id|role|tabindex|aria-.*|data-.*)$/
