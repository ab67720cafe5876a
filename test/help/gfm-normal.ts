import { Parser } from 'htmlparser2'

/** What is kept of a tag: its name and attributes, or nothing, when the tag is ours and not the text's. */
type Tag = { name: string; attributes: Record<string, string> } | undefined

/** HTML as one string a line, in which two documents that a reader cannot tell apart are equal. */
export const normalRendered = (html: string) => normal(html, ours)
export const normalExpected = (html: string) => normal(html, theirs)

const blocks =
  /^(h[1-6]|p|hr|blockquote|ul|ol|li|pre|table|thead|tbody|tr|th|td|details|summary|div|section|script|style)$/
const voids = /^(br|hr|img|input)$/

function normal(html: string, keep: (tag: NonNullable<Tag>) => Tag): string {
  const pieces: string[] = []
  const open: Tag[] = []
  const parser = new Parser({
    onopentag(name, attributes) {
      const tag = keep({ name, attributes })
      open.push(tag)
      if (tag) pieces.push(opening(tag))
    },
    ontext: text => pieces.push(open.some(tag => tag?.name === 'pre') ? escaped(text) : collapsed(text)),
    onclosetag() {
      const tag = open.pop()
      if (tag && !voids.test(tag.name)) pieces.push(around(tag.name, `</${tag.name}>`))
    },
    oncomment: comment => pieces.push(`<!--${comment}-->`),
  })
  parser.end(html)
  return pieces
    .join('')
    .replace(/[ \n]*\n[ \n]*/g, '\n')
    .trim()
}

function opening({ name, attributes }: NonNullable<Tag>): string {
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
const theirs = ({ name, attributes }: NonNullable<Tag>): Tag => ({
  name: levels[name] ?? newer[name] ?? name,
  attributes,
})

/** Takes off what the renderer puts on every text. */
function ours({ name, attributes }: NonNullable<Tag>): Tag {
  const { rel: _rel, loading: _loading, ...rest } = attributes
  return { name, attributes: rest }
}
