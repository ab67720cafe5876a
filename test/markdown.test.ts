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
  withFileAddresses(await renderMarkdown({ text, references }), key => `https://files.example/${key}`)

describe('Markdown', () => {
  it('is GitHub’s: tables, task lists, strikethrough, bare links', async () => {
    const html = await render(
      '| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n\n~~no~~ https://muzhack.example',
    )
    expect(html).toContain('<td>1</td>')
    expect(html).toMatch(/<input type="checkbox" disabled checked \/> done/)
    expect(html).toContain('<del>no</del>')
    expect(html).toContain('<a href="https://muzhack.example" rel="nofollow ugc noopener">')
  })

  it('begins its headings below the page’s own', async () => {
    expect(await render('# Parts')).toBe('<h2>Parts</h2>\n')
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
  ])('disarms %j', async text => {
    const html = await render(text)
    expect(html).not.toMatch(/<(script|svg|iframe|style|form|button|math|noscript|div|img)/i)
    expect(html).not.toMatch(/<[^>]*(javascript:|data:|stored:| on\w+=| style=| id=)/i)
  })

  it('leaves what only looks like a stored file in a text alone', async () => {
    expect(await render('`<a src="stored:%zz">` and src="stored:%zz"')).toContain('stored:%zz')
  })

  it.each([
    ['brackets', '['.repeat(50_000)],
    ['quotes', '>'.repeat(20_000)],
    ['emphasis', '**a '.repeat(20_000)],
    ['list markers', `${'* '.repeat(5000)}x`],
  ])(
    'of hostile %s is rendered or refused within its second, and others do not wait long',
    async (_, text) => {
      const begin = Date.now()
      const hostile = await renderMarkdown({ text, references: [] }).catch((error: unknown) => error)
      const after = await render('still *here*')
      expect(typeof hostile === 'string' || hostile instanceof Invalid).toBe(true)
      expect(after).toContain('<em>here</em>')
      expect(Date.now() - begin).toBeLessThan(4000)
    },
  )
})
