import { Lexer, Marked, Parser, type Token } from 'marked'
import type { MarkdownJob } from '../markdown.ts'
import { blocks } from './blocks.ts'
import { embeds } from './embeds.ts'
import { footnotes } from './footnotes.ts'
import { finder } from './references.ts'

/**
 * What Marked makes of a text, not yet safe. The tags that we add begin with `made="<mark>"`, which nobody who
 * writes a text can know: only they keep their ids, classes and roles.
 */
export function htmlOf({ text, name, references, lines = false }: MarkdownJob, mark: string): string {
  const made = `made="${mark}"`
  const notes = footnotes(name, made)
  const { defaults } = new Marked({ gfm: true, extensions: [embeds(made), ...notes.extensions] })
  const find = finder(references)
  const isOwnFile = (address: string) => find(address) !== undefined
  const options = { ...defaults, renderer: blocks({ name, made, isOwnFile }) }
  const tokens = Lexer.lex(text, options)
  const parse = (tokens: Token[]) => Parser.parse(tokens, options)
  return (lines ? withLines(tokens, made, parse) : parse(tokens)) + notes.section(parse)
}

// Blocks that begin with a tag of Marked's or ours, never with one that somebody wrote.
const numbered = new Set(['heading', 'paragraph', 'list', 'code', 'blockquote', 'table', 'hr'])

/** Each outermost block says on which line of the text it begins, counted from 0. */
function withLines(tokens: Token[], made: string, parse: (tokens: Token[]) => string): string {
  let line = 0
  return tokens
    .map(token => {
      const html = parse([token])
      const begin = line
      line += token.raw.split('\n').length - 1
      return numbered.has(token.type)
        ? html.replace(/^<(\w+)(?: made="[^"]*")?/, `<$1 ${made} data-line="${begin}"`)
        : html
    })
    .join('')
}
