import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../server/domain/markdown.ts'

const render = (text: string) => renderMarkdown({ text, references: [], name: 'description' })

describe('a footnote', () => {
  it('is numbered by its first reference, shown at the end, and leads back', async () => {
    const html = await render('See[^later] and[^b].\n\n[^b]: Second\n[^later]: First *one*\n\nMore.')
    expect(html).toContain(
      '<p>See<sup><a id="description--reference-1" href="#description--note-1" aria-label="Footnote 1">1</a></sup>',
    )
    expect(html).toMatch(/<p>More.<\/p>\n<section class="footnotes" aria-label="Footnotes">/)
    expect(html).toMatch(
      /<li id="description--note-1"><p>First <em>one<\/em> <a class="back" href="#description--reference-1" aria-label="Back to reference 1">↩<\/a><\/p>/,
    )
    expect(html.indexOf('First')).toBeLessThan(html.indexOf('Second'))
  })

  it('may be referred to from several places, and lead back to each', async () => {
    const html = await render('One[^n], two[^N].\n\n[^n]: Note')
    expect(html).toContain('id="description--reference-1-2" href="#description--note-1"')
    expect(html).toContain('href="#description--reference-1-2" aria-label="Back to reference 1, place 2"')
  })

  it('holds paragraphs, lists and code that are indented', async () => {
    const html = await render('See[^1].\n\n[^1]: One\n    wrapped\n\n    Two\n\n    - three\n\nOutside')
    expect(html).toMatch(/<p>Outside<\/p>\n<section/)
    expect(html).toMatch(
      /<li id="description--note-1"><p>One\nwrapped<\/p>\n<p>Two<\/p>\n<ul>\n<li>three<\/li>/,
    )
  })

  it('may refer to others and to itself', async () => {
    const html = await render('[^a]\n\n[^a]: see [^a] and [^b]\n[^b]: end')
    expect(html).toContain('<li id="description--note-2"><p>end')
  })

  it('that nobody wrote or referred to stays text, or away', async () => {
    expect(await render('[^1] and [^2]: no')).toBe('<p>[^1] and [^2]: no</p>\n')
    expect(await render('Text\n\n[^1]: unused')).toBe('<p>Text</p>\n')
  })
})

describe('a video or track from elsewhere', () => {
  it.each([
    ['[!youtube](aqz-KE-bpKQ)', 'https://www.youtube.com/watch?v=aqz-KE-bpKQ', 'Video on YouTube'],
    ['[!vimeo](1084537)', 'https://vimeo.com/1084537', 'Video on Vimeo'],
    [
      '[!soundcloud](293)',
      'https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/293',
      'Track on SoundCloud',
    ],
    ['[!vimeo](1084537 "Tape & <loops>")', 'https://vimeo.com/1084537', 'Tape &amp; &lt;loops&gt;'],
  ])('named by %s is a card that links to it', async (text, address, title) => {
    const html = await render(text)
    expect(html).toMatch(/^<p><a class="embed" data-embed="\w+" data-id="[\w-]+" href=/)
    expect(html).toContain(`href="${address}" rel="nofollow ugc noopener"><strong>${title}</strong>`)
    expect(html).not.toMatch(/<(iframe|img|script)/)
  })

  it.each(['[!youtube](short)', '[!vimeo](12a)', '[!soundcloud](https://x.example)', '[!youtube]()'])(
    'named by %s, which is none, stays text',
    async text => {
      expect(await render(text)).toBe(`<p>${text}</p>\n`)
      expect(await render(`[${text}](https://x.example)`)).not.toContain('data-embed')
    },
  )
})

describe('a table', () => {
  it('stands in a region of its own, named by its columns, that the keyboard can scroll', async () => {
    expect(await render('| Part | **Value** |\n|---|---|\n| R1 | 10k |')).toMatch(
      /^<div class="table" role="region" tabindex="0" aria-label="Table: Part, Value"><table>/,
    )
  })
})

describe('a picture from elsewhere', () => {
  it('is its words inside a link, which cannot hold another one', async () => {
    expect(await render('[![The *moon*](moon.jpg)](/uri)')).toBe(
      '<p><a href="/uri" rel="nofollow ugc noopener">The moon</a></p>\n',
    )
  })

  it('keeps its title as a link', async () => {
    expect(await render('![Moon](moon.jpg "At night")')).toContain('<a title="At night" href="moon.jpg"')
  })
})

describe('a tag that would swallow what follows', () => {
  it.each(['style', 'script', 'title', 'textarea', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext'])(
    'is shown as text: %s',
    async tag => {
      const html = await render(`before <${tag}> after\n\nand **more**`)
      expect(html).toContain(`before &lt;${tag}&gt; after`)
      expect(html).toContain('<strong>more</strong>')
    },
  )
})

describe('a text that repeats a long address', () => {
  it('is refused before it fills the page and the database', async () => {
    const text = `[a]: http://x.example/${'y'.repeat(10_000)}\n\n${'[a] '.repeat(2000)}`
    await expect(render(text)).rejects.toMatchObject({
      fields: { text: expect.stringContaining('too long') },
    })
  })
})
