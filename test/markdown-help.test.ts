import { beforeAll, describe, expect, it } from 'vitest'
import { allowedTags } from '../server/domain/markdown/tags.ts'
import { helpTopics, type MarkdownHelp } from '../src/markdown-help.ts'
import { paths } from '../src/paths.ts'
import { elementsOf } from './help/elements.ts'
import { claims } from './help/help-claims.ts'
import { muzhack } from './help/muzhack.ts'

const site = muzhack()
const samples = helpTopics.flatMap(({ samples }) => samples)
let help: MarkdownHelp

beforeAll(async () => {
  help = (await site.visitor().get(paths.api.markdownHelp)).json<MarkdownHelp>()
})

describe('the Markdown help', () => {
  it('has its topics in the order of their use', () => {
    expect(help.topics.map(({ title }) => title)).toEqual([
      'Links',
      'Images',
      'Styling/Headers',
      'Lists',
      'Blockquotes',
      'Code',
      'HTML',
      'Tables',
      'Task lists',
      'Footnotes',
      'Strikethrough',
      'Audio and video',
      'Shortcuts',
    ])
  })

  it('claims something of every sample, and nothing of samples it does not have', () => {
    expect(Object.keys(claims).toSorted()).toEqual(samples.map(({ id }) => id).toSorted())
    expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length)
  })

  it('lists the tags that the sanitiser lets through', () => {
    expect(help.tags).toEqual(allowedTags)
  })

  it.each(allowedTags)('lists %s, which a text can use', async tag => {
    const { count } = elementsOf(await rendered(withTag(tag)))
    expect(count(lowered[tag] ?? tag)).toBeGreaterThan(0)
  })

  it('need not be sent again where it is known', async () => {
    const { headers } = await site.visitor().get(paths.api.markdownHelp)
    const again = await site.visitor().get(paths.api.markdownHelp, { 'if-none-match': `${headers.etag}` })
    expect(headers['cache-control']).toBe('max-age=300, must-revalidate, public')
    expect(again.statusCode).toBe(304)
  })

  it('shows only files that are there', async () => {
    const named = new Set(JSON.stringify(help).match(/\/help\/files\/[\w.-]+/g))
    const answers = await Promise.all([...named].map(path => site.visitor().get(path)))
    expect(answers.map(({ statusCode, headers }) => [statusCode, headers['content-type']])).toEqual([
      [200, 'text/csv; charset=utf-8'],
      [200, 'image/jpeg'],
      [200, 'audio/x-wav'],
    ])
  })
})

describe('a sample of the Markdown help becomes what its words say:', () => {
  it.each(samples)('$id', ({ id }) => {
    claims[id]?.(elementsOf(renderedSample(id)))
  })

  it.each([
    ['a list with stars', '* one\n* two', 'ul li', 2],
    ['a list with pluses', '+ one\n+ two', 'ul li', 2],
    ['a break by two spaces', 'one  \ntwo', 'p br', 1],
    ['a fence of wavy lines', '~~~\ncode\n~~~', 'pre code', 1],
    ['a header of the sixth level', '###### low', 'h6', 1],
    ['a header underlined twice as long', 'Parts\n----------', 'h3', 1],
  ])('so does %s, which they mention', async (_, text, place, count) => {
    expect(elementsOf(await rendered(text)).count(place)).toBe(count)
  })
})

describe('the page of the Markdown help', () => {
  it('holds every topic and sample, without any script', async () => {
    const { payload } = await site.visitor().get(paths.markdownHelp)
    const { texts, all } = elementsOf(payload)
    const typed = texts('main pre code')
    expect(samples.filter(({ text }) => !typed.includes(text.trim()))).toEqual([])
    expect(all('article nav a').map(({ attributes }) => attributes.href)).toEqual(
      help.topics.map(({ id }) => `#${id}`),
    )
    expect(
      helpTopics.map(({ id }) => all('section').some(({ attributes }) => attributes.id === id)),
    ).not.toContain(false)
    expect(payload).toContain('<link rel="canonical" href="http://muzhack.test/help/markdown"/>')
  })

  it('is led to from the foot of every page', async () => {
    const { payload } = await site.visitor().get(paths.about)
    expect(elementsOf(payload).texts('footer a')).toContain('Markdown help')
  })
})

function renderedSample(id: string): string {
  const found = help.topics.flatMap(({ samples }) => samples).find(sample => sample.id === id)
  if (!found) throw new Error(`${id} was not rendered`)
  return found.html
}

const panel = { kind: 'picture', path: 'panel.jpg', key: 'panel.jpg' }
let wren: ReturnType<typeof site.maker> | undefined

/** By the renderer that publishes. */
async function rendered(text: string): Promise<string> {
  wren ??= site.maker('wren')
  const answer = await (await wren).post(paths.api.preview, { text, references: [panel] })
  return answer.json<{ html: string }>().html
}

/** Headers begin one level below the page's. */
const lowered: Record<string, string> = { h2: 'h3', h3: 'h4', h4: 'h5', h5: 'h6' }

const table = ['<table>', '</table>']
const around: Record<string, string[]> = {
  li: ['<ul>', '</ul>'],
  summary: ['<details>', '</details>'],
  thead: table,
  tbody: table,
  tr: table,
  th: table,
  td: table,
}

const attributes: Record<string, string> = { input: ' type="checkbox"', img: ' src="panel.jpg"' }

function withTag(tag: string): string {
  const [before = '', behind = ''] = around[tag] ?? []
  return `${before}<${tag}${attributes[tag] ?? ''}>x</${tag}>${behind}`
}
