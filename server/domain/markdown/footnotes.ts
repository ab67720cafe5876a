import type { Token, TokenizerAndRendererExtension, Tokens } from 'marked'

type Note = { tokens: Token[]; number: number; references: number }

// Anchors of headings never have two hyphens together, so these cannot be theirs.
const noteId = (name: string, { number }: Note) => `${name}--note-${number}`
const referenceId = (name: string, { number }: Note, count: number) =>
  `${name}--reference-${number}${count === 1 ? '' : `-${count}`}`

/** `[^name]` refers to a note, `[^name]: text` is one. They are numbered, and shown, in the order of reference. */
export function footnotes(name: string, made: string) {
  const notes = new Map<string, Note>()
  const shown: Note[] = []

  const definition: TokenizerAndRendererExtension = {
    name: 'footnote',
    level: 'block',
    // Marked asks this at every paragraph: no looking further than the paragraph reaches.
    start: src => /^ {0,3}\[\^/m.exec(src.slice(0, endOfParagraph(src)))?.index,
    tokenizer(src) {
      const [raw, label = '', body = ''] = note.exec(src) ?? []
      if (raw === undefined) return undefined
      const tokens = this.lexer.blockTokens(body.replace(/^(?: {2,4}|\t)/gm, ''), [])
      if (!notes.has(keyOf(label))) notes.set(keyOf(label), { tokens, number: 0, references: 0 })
      return { type: 'footnote', raw }
    },
    renderer: () => '',
  }

  const reference: TokenizerAndRendererExtension = {
    name: 'reference',
    level: 'inline',
    tokenizer(src) {
      const [raw, label = ''] = /^\[\^([^\s[\]]{1,100})\]/.exec(src) ?? []
      const note = notes.get(keyOf(label))
      if (raw === undefined || !note || this.lexer.state.inLink) return undefined
      return { type: 'reference', raw, note }
    },
    renderer: token => referTo((token as Tokens.Generic & { note: Note }).note),
  }

  function referTo(note: Note): string {
    if (note.number === 0) note.number = shown.push(note)
    note.references++
    const id = referenceId(name, note, note.references)
    return `<sup><a ${made} id="${id}" href="#${noteId(name, note)}" aria-label="Footnote ${note.number}">${note.number}</a></sup>`
  }

  /** The notes that the text refers to; they may refer to further ones. */
  function section(parse: (tokens: Token[]) => string): string {
    const bodies: string[] = []
    for (const { tokens } of shown) bodies.push(parse(tokens))
    if (bodies.length === 0) return ''
    const items = shown.map(
      (note, index) =>
        `<li ${made} id="${noteId(name, note)}">${withWayBack(bodies[index] ?? '', note)}</li>\n`,
    )
    return `<section ${made} class="footnotes" aria-label="Footnotes"><ol>\n${items.join('')}</ol></section>\n`
  }

  function withWayBack(body: string, note: Note): string {
    const links = Array.from({ length: note.references }, (_, index) => wayBack(note, index + 1)).join('')
    return body.endsWith('</p>\n') ? body.replace(/<\/p>\n$/, `${links}</p>\n`) : `${body}<p>${links}</p>\n`
  }

  function wayBack(note: Note, count: number): string {
    const which = note.references === 1 ? `${note.number}` : `${note.number}, place ${count}`
    return ` <a ${made} class="back" href="#${referenceId(name, note, count)}" aria-label="Back to reference ${which}">↩</a>`
  }

  return { extensions: [definition, reference], section }
}

// A note goes on as long as lines are indented, or with lines that are plainly its own paragraph's.
const note =
  /^ {0,3}\[\^([^\s[\]]{1,100})\]:[ \t]*([^\n]*(?:\n\p{L}[^\n]*|(?:\n[ \t]*)*\n(?: {2}|\t)[ \t]*[^\s][^\n]*)*)/u

const keyOf = (label: string) => label.toLowerCase()

function endOfParagraph(src: string): number {
  const end = src.indexOf('\n\n')
  return end === -1 ? src.length : end
}
