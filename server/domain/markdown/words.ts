import type { Token } from 'marked'

/** What a text says, without how it looks. */
export function plainText(tokens: readonly Token[]): string {
  return tokens.map(wordsOf).join('').replace(/\s+/g, ' ').trim()
}

function wordsOf(token: Token): string {
  if (token.type === 'html') return ''
  if (token.type === 'br') return ' '
  if ('tokens' in token && token.tokens) return token.tokens.map(wordsOf).join('')
  return 'text' in token && typeof token.text === 'string' ? token.text : ''
}

/** A heading's name in an address: its words in any alphabet, never with two hyphens together. */
export function anchorOf(words: string): string {
  const anchor = words
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_]+/gu, '-')
    .replace(/^-|-$/g, '')
  return anchor.slice(0, 64).toWellFormed().replace(/-$/, '') || 'section'
}

/** For an attribute; entities stay what they are. */
export const escaped = (text: string) =>
  text.slice(0, 120).replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
