import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import { aDraft, aSignUp, muzhack, password } from './help/muzhack.ts'

const site = muzhack()

describe('every page', () => {
  it.each([paths.explore, paths.about, paths.login, paths.signup, '/nothing-here', '/u/nobody'])(
    'at %s keeps browsers strict and says where its own address is',
    async path => {
      const { headers, payload } = await site.visitor().get(path)
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self';/,
      )
      expect(headers['content-security-policy']).toContain(`img-src 'self' data: blob: ${site.files.origin}`)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(payload).toMatch(/<link rel="canonical"|<meta name="robots" content="noindex"/)
    },
  )

  it('has no inline script or style', async () => {
    const ada = await site.maker('ada')
    await ada.post(
      paths.api.projectsOf({ owner: 'ada' }),
      aDraft({ title: '</script><script>alert(1)</script>' }),
    )
    const address = { owner: 'ada', id: 'tape-loop' }
    const documents = [
      await ada.get(paths.explore),
      await ada.get(paths.project(address)),
      await ada.get(paths.editProject(address)),
    ]
    const text = documents.map(({ payload }) => payload).join('')
    expect(text).not.toMatch(/ style="| on\w+="|<style/)
    expect(text.match(/<script(?! type="(module" src="\/assets|application\/(ld\+)?json"))/g)).toBeNull()
  })

  it('is the same document for everybody where it is public', async () => {
    const bea = await site.maker('bea')
    await bea.post(paths.api.projectsOf({ owner: 'bea' }), aDraft())
    const address = paths.project({ owner: 'bea', id: 'tape-loop' })
    const [own, visitors] = [await bea.get(address), await site.visitor().get(address)]
    expect(own.payload).toBe(visitors.payload)
  })
})

describe('an address where there is nothing', () => {
  it('answers with a page, and with JSON under /api', async () => {
    const page = await site.visitor().get('/u/nobody/nothing')
    const api = await site.visitor().get('/api/nothing')
    const nul = await site.visitor().get('/u/%00/x')
    expect(page.statusCode).toBe(404)
    expect(page.payload).toContain('<h1>Not found</h1>')
    expect(api.json()).toEqual({
      statusCode: 404,
      error: 'Not Found',
      message: 'There is nothing at this address.',
    })
    expect(nul.statusCode).toBe(404)
  })
})

describe('pages that edit', () => {
  it('send visitors to log in first, and then back', async () => {
    const answer = await site.visitor().get(paths.create)
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/login?next=%2Fcreate')
    const begun = await site.visitor().get(paths.createFrom({ id: 'x' }))
    expect(begun.headers.location).toBe(paths.loginThen(paths.createFrom({ id: 'x' })))
  })

  it('are stored by no browser, for what is kept changes', async () => {
    const page = await (await site.maker('bee')).get(paths.create)
    expect(page.headers['cache-control']).toBe('private, no-store')
  })

  it('are for the owner alone', async () => {
    const [cyd, dot] = [await site.maker('cyd'), await site.maker('dot')]
    await cyd.post(paths.api.projectsOf({ owner: 'cyd' }), aDraft())
    const edit = paths.editProject({ owner: 'cyd', id: 'tape-loop' })
    expect((await cyd.get(edit)).statusCode).toBe(200)
    expect((await dot.get(edit)).statusCode).toBe(403)
  })
})

describe('the log-in page', () => {
  it('works as a plain form and then offers to log out', async () => {
    await site.visitor().post(paths.api.signup, aSignUp({ username: 'eve' }))
    const eve = site.visitor()
    const wrong = await eve.submit(paths.login, { username: 'eve', password: 'nope nope nope' })
    expect(wrong.statusCode).toBe(401)
    expect(wrong.payload).toContain('This name and password do not go together.')
    expect(wrong.payload).toContain('value="eve"')

    expect((await eve.submit(paths.login, { username: 'eve', password })).statusCode).toBe(303)
    expect((await eve.get(paths.login)).payload).toContain('You are logged in as')
    expect((await eve.submit(paths.logout, {})).statusCode).toBe(303)
    expect((await eve.get(paths.login)).payload).toContain('<h1>Log in</h1>')
  })
})

describe('built files', () => {
  it('may be kept for a year, and are named by every page', async () => {
    const { payload } = await site.visitor().get(paths.explore)
    const [script = ''] = /\/assets\/browser-[\w-]+\.js/.exec(payload) ?? []
    const file = await site.visitor().get(script)
    expect(file.statusCode).toBe(200)
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('are packed by the build, and not sent again to whoever has them', async () => {
    const { payload } = await site.visitor().get(paths.explore)
    const [style = ''] = /\/assets\/browser-[\w-]+\.css/.exec(payload) ?? []
    const ask = (accepted: string, known = '') =>
      site.visitor().get(style, { 'accept-encoding': accepted, 'if-none-match': known })
    const [br, gzip, plain] = [await ask('br, gzip'), await ask('gzip'), await ask('identity')]
    const sizes = [br, gzip, plain].map(({ rawPayload }) => rawPayload.length)
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
    expect([br, gzip, plain].map(({ headers }) => headers['content-encoding'])).toEqual([
      'br',
      'gzip',
      undefined,
    ])
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.payload)
    expect(br.headers).toMatchObject({ vary: 'accept-encoding', 'content-type': 'text/css; charset=utf-8' })
    expect((await ask('br', br.headers.etag)).statusCode).toBe(304)
  })

  it('have the font fetched along with the style', async () => {
    const { payload } = await site.visitor().get(paths.explore)
    const [, font = ''] = /<link rel="preload" href="([^"]+)" as="font"/.exec(payload) ?? []
    expect((await site.visitor().get(font)).headers['content-type']).toBe('font/woff2')
  })

  it('cannot be left upwards', async () => {
    const up = await site.visitor().get('/assets/..%2f..%2f..%2fpackage.json')
    const long = await site.visitor().get(`/assets/${'x'.repeat(3000)}`)
    expect([up.statusCode, long.statusCode]).toEqual([404, 404])
  })
})

describe('a text with a NUL in it', () => {
  it('is refused in words', async () => {
    const fay = await site.maker('fay')
    const answer = await fay.post(paths.api.projectsOf({ owner: 'fay' }), aDraft({ title: 'a\u0000b' }))
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ message: expect.stringContaining('NUL') })
  })

  it('is not one that only writes about it, as firmware does', async () => {
    const gus = await site.maker('gus')
    const description = 'char end[] = "\\u0000";'
    const answer = await gus.post(paths.api.projectsOf({ owner: 'gus' }), aDraft({ description }))
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ description })
  })
})

describe('a body over 1 MB', () => {
  it('is refused in words', async () => {
    const gil = await site.maker('gil')
    const answer = await gil.post(paths.api.preview, { text: 'x'.repeat(1_100_000), references: [] })
    expect(answer.statusCode).toBe(413)
    expect(answer.json()).toMatchObject({
      message: 'This is too big: at most 1 MB can be sent at once.',
    })
  })
})
