import { describe, expect, it } from 'vitest'
import { Invalid } from '../server/domain/errors.ts'
import { type Reference, renderMarkdown, withFileAddresses } from '../server/domain/markdown.ts'

const references: Reference[] = [
  {
    kind: 'picture',
    path: 'front panel.jpg',
    key: 'u/ada/loop/pictures/r/front panel.jpg',
    width: 800,
    height: 600,
  },
  { kind: 'file', path: 'parts/bom.csv', key: 'u/ada/loop/files/r/parts/bom.csv' },
  { kind: 'audio', path: 'demo.mp3', key: 'u/ada/loop/audio/r/demo.mp3' },
]
const render = async (text: string) =>
  withFileAddresses(
    await renderMarkdown({ text, references, name: 'description' }),
    key => `https://files.example/${key}`,
  )

const idsIn = (html: string) => [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)

describe('Markdown', () => {
  it('is GitHub’s: tables, task lists, strikethrough, bare links', async () => {
    const html = await render(
      '| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n\n~~no~~ https://muzhack.example',
    )
    expect(html).toContain('<td>1</td>')
    expect(html).toMatch(/<input type="checkbox" disabled checked aria-label="Done" \/> done/)
    expect(html).toContain('<del>no</del>')
    expect(html).toContain('<a href="https://muzhack.example" rel="nofollow ugc noopener">')
  })

  it('begins its headings below the page’s own', async () => {
    expect(await render('# Parts')).toContain('<h2 id="description-parts">Parts</h2>')
  })

  it('gives headings ids that begin with the text’s name and occur once', async () => {
    const html = await render('# Parts\n\n## Parts\n\n# Parts 1\n\n# 部品 List\n\n# !?')
    expect(idsIn(html)).toEqual([
      'description-parts',
      'description-parts-1',
      'description-parts-1-1',
      'description-部品-list',
      'description-section',
    ])
    expect(await renderMarkdown({ text: '# Parts', references: [], name: 'about' })).toContain(
      'id="about-parts"',
    )
  })

  it('links to headings, from beside them and from within the text', async () => {
    const html = await render('# Parts & Tools\n\n[the parts](#parts--tools)')
    expect(html).toContain(
      '<a class="anchor" href="#description-parts-tools" aria-label="Link to Parts &amp; Tools"></a>',
    )
    expect(html).toContain('<a href="#description-parts-tools">the parts</a>')
  })

  it('says for a preview on which line each block begins', async () => {
    const text =
      '# One\n\ntwo\nthree\n\n- four\n- five\n\n\n<b>no</b>\n\n```\nsix\n```\n| a |\n|---|\n\n> seven'
    const html = await renderMarkdown({ text, references: [], name: 'description', lines: true })
    expect(html.match(/<\w+ data-line="\d+"/g)).toEqual([
      '<div data-line="0"',
      '<p data-line="2"',
      '<ul data-line="5"',
      '<p data-line="9"',
      '<pre data-line="11"',
      '<div data-line="14"',
      '<blockquote data-line="17"',
    ])
    expect(await render(text)).not.toContain('data-line')
  })

  it('offers the browser a picture’s smaller copies', async () => {
    const variants = [
      { key: 'u/ada/a, b & c 480.webp', width: 480 },
      { key: 'u/ada/1200.webp', width: 1200 },
      { key: 'u/ada/card.jpg', width: 1200, crop: { x: 50, y: 50 } },
    ]
    const picture = { kind: 'picture', path: 'a.jpg', key: 'u/ada/a, b & c.jpg', variants } as const
    const html = await renderMarkdown({ text: '![A](a.jpg)', references: [picture], name: 'description' })
    const shown = withFileAddresses(html, key => `https://files.example/${encodeURIComponent(key)}`)
    expect(shown).toContain('src="https://files.example/u%2Fada%2Fa%2C%20b%20%26%20c.jpg"')
    expect(shown).toContain(
      'srcset="https://files.example/u%2Fada%2Fa%2C%20b%20%26%20c%20480.webp 480w, https://files.example/u%2Fada%2F1200.webp 1200w"',
    )
    expect(shown).not.toContain('card.jpg')
  })

  it('shows the project’s own pictures, sounds and files by their paths', async () => {
    const html = await render(
      '![Front](<pictures/front panel.jpg>) ![Demo](audio/demo.mp3) [Parts](files/parts/bom.csv)',
    )
    expect(html).toContain(
      '<img src="https://files.example/u/ada/loop/pictures/r/front panel.jpg" alt="Front"',
    )
    expect(html).toContain('width="800" height="600"')
    expect(html).toMatch(/<audio[^>]* src="https:\/\/files.example\/u\/ada\/loop\/audio\/r\/demo.mp3"/)
    expect(html).toContain('href="https://files.example/u/ada/loop/files/r/parts/bom.csv"')
  })

  it('links to pictures from elsewhere instead of showing them', async () => {
    const html = await render('![Cat](https://elsewhere.example/cat.gif)')
    expect(html).not.toContain('<img')
    expect(html).toContain('>Cat</a>')
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt&#58;alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '<svg onload=alert(1)>',
    '<iframe src="https://evil.example"></iframe>',
    '<style>body{display:none}</style>',
    '<p style="position:fixed">x</p>',
    '<form action="/logout"><button>x</button></form>',
    '<a href="stored:u/other/secret">x</a>',
    '<a href=" STORED:u/other/secret">x</a>',
    '<math><mtext><img src=x onerror=alert(1)>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<div id="main" class="card-link" name="x">x</div>',
    '<h2 made="" id="main" class="anchor">x</h2>',
    '<a class="embed" data-embed="youtube" data-id="x" href="/x">x</a>',
    '<p id="main" class="x" \n\n- swallows what follows',
    '<p\n\n[^1]: swallows [^1]',
    '<p title="\n\n- swallows what follows',
  ])('disarms %j', async text => {
    const html = await render(text)
    expect(html).not.toMatch(/<(script|svg|iframe|style|form|button|math|noscript|img)/i)
    expect(html).not.toMatch(/<[^>]*(javascript:|data:|stored:| on\w+=| style=| id=| class=| data-)/i)
  })

  it('leaves what only looks like a stored file in a text alone', async () => {
    expect(await render('`<a src="stored:%zz">` and src="stored:%zz"')).toContain('stored:%zz')
  })

  it.each([
    ['brackets', '['.repeat(50_000)],
    ['quotes', '>'.repeat(20_000)],
    ['emphasis', '**a '.repeat(20_000)],
    ['list markers', `${'* '.repeat(5000)}x`],
  ])('of hostile %s is rendered or refused, and what comes after it is rendered as ever', async (_, text) => {
    const hostile = await renderMarkdown({ text, references: [], name: 'description' }).catch(
      (error: unknown) => error,
    )
    const after = await render('still *here*')
    expect(typeof hostile === 'string' || hostile instanceof Invalid).toBe(true)
    expect(after).toContain('<em>here</em>')
  })
})
