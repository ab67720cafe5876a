import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../server/domain/markdown.ts'
import { dangersIn, type HtmlElement, hostileTexts, hostileTricks } from './help/hostile.ts'

describe('a hostile text', () => {
  it.each(hostileTexts)('of $name is disarmed', async ({ text }) => {
    expect(dangersIn(elementsOf(await rendered(text)), text, 'description')).toEqual([])
  })

  it.each(Object.entries(hostileTricks))('of all %s at once is disarmed', async (_, texts) => {
    const text = texts.join('\n\n')
    expect(dangersIn(elementsOf(await rendered(text)), text, 'description')).toEqual([])
  })
})

const rendered = (text: string) => renderMarkdown({ text, references: [], name: 'description' })

function elementsOf(html: string): HtmlElement[] {
  const elements: HtmlElement[] = []
  new Parser({ onopentag: (tag, attributes) => elements.push({ tag, attributes }) }).end(html)
  return elements
}
