import { describe, expect, it } from 'vitest'
import type { Maker, Profile, ProfileChange } from '../src/account.ts'
import type { Refusal, StaleRefusal } from '../src/answers.ts'
import { namedLinks } from '../src/links.ts'
import { paths } from '../src/paths.ts'
import { muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()

const aProfile = (change: Partial<ProfileChange> = {}): ProfileChange => ({
  name: 'Ada L.',
  about: 'I build **drum machines**.',
  version: 1,
  ...change,
})

const save = (maker: Visitor, username: string, change: Partial<ProfileChange> = {}) =>
  maker.put(paths.api.user({ username }), aProfile(change))

const profileOf = async (username: string) =>
  (await site.visitor().get(paths.api.user({ username }))).json<Profile>()

describe('changing a profile', () => {
  it('shows its name and its text, rendered, to everybody', async () => {
    const ada = await site.maker('ada')
    const answer = await save(ada, 'ada')
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ name: 'Ada L.', version: 2 })

    const { account } = await profileOf('ada')
    expect(account.about).toBe('I build **drum machines**.')
    expect(account.aboutHtml).toBe('<p>I build <strong>drum machines</strong>.</p>\n')
    const page = await site.visitor().get(paths.profile({ username: 'ada' }))
    expect(page.payload).toContain('<strong>drum machines</strong>')
    expect(page.payload).toContain('>Ada L.</h1>')
  })

  it('renders by the rules of projects: nothing that runs, ids of its own', async () => {
    const bea = await site.maker('bea')
    await save(bea, 'bea', { about: '# Gear\n\n<script>alert(1)</script><img src=x onerror=alert(1)>' })
    const { aboutHtml } = (await profileOf('bea')).account
    expect(aboutHtml).toContain('id="about-gear"')
    expect(aboutHtml).not.toMatch(/<script|onerror/)
  })

  it('never tells the e-mail address', async () => {
    const cyd = await site.maker('cyd')
    const changed = await save(cyd, 'cyd')
    const read = await site.visitor().get(paths.api.user({ username: 'cyd' }))
    expect(changed.payload + read.payload).not.toContain('example.org')
  })

  it('is for its owner: others are refused, the logged out are asked to log in', async () => {
    await site.maker('dot')
    const eve = await site.maker('eve')
    const byAnother = await save(eve, 'dot')
    const byNobody = await save(site.visitor(), 'dot')
    expect([byAnother.statusCode, byNobody.statusCode]).toEqual([403, 401])
    expect((await profileOf('dot')).account).toMatchObject({ name: 'Maker dot', about: '', version: 1 })
  })

  it('in two places at once ends in a choice: the second save gets what the first has saved', async () => {
    const fay = await site.maker('fay')
    await save(fay, 'fay', { about: 'From one tab' })
    const second = await save(fay, 'fay', { about: 'From the other' })
    expect(second.statusCode).toBe(409)
    const { current } = second.json<StaleRefusal<Maker>>()
    expect(current).toMatchObject({ about: 'From one tab', version: 2 })

    const chosen = await save(fay, 'fay', { about: 'From the other', version: current.version })
    expect(chosen.json()).toMatchObject({ about: 'From the other', version: 3 })
  })

  it('at the same moment lets one through', async () => {
    const gil = await site.maker('gil')
    const answers = await Promise.all([
      save(gil, 'gil', { about: 'one' }),
      save(gil, 'gil', { about: 'two' }),
      save(gil, 'gil', { about: 'three' }),
    ])
    const saved = answers.filter(({ statusCode }) => statusCode === 200)
    const stale = answers.filter(({ statusCode }) => statusCode === 409)
    expect([saved.length, stale.length]).toEqual([1, 2])
  })

  it.each([
    ['an empty name', { name: '  ' }, 'name'],
    ['an over-long name', { name: 'x'.repeat(81) }, 'name'],
    ['an over-long text', { about: 'x'.repeat(20_001) }, 'about'],
    ['a text that holds the renderer up', { about: '>'.repeat(20_000) }, 'about'],
    ['no version', { version: undefined }, 'version'],
  ])('refuses %s in words, beside its field', async (title, wrong, field) => {
    const username = title.replaceAll(' ', '-').slice(0, 30)
    const maker = await site.maker(username)
    const answer = await maker.put(paths.api.user({ username }), { ...aProfile(), ...wrong })
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Refusal>().fields).toEqual({ [field]: expect.stringMatching(/\w \w.*\.$/) })
    expect((await profileOf(username)).account.version).toBe(1)
  })

  it('takes as much text as it says', async () => {
    const hal = await site.maker('hal')
    const answer = await save(hal, 'hal', { about: 'nine more '.repeat(2000) })
    expect(answer.statusCode).toBe(200)
  })
})

const saveLinks = (maker: Visitor, username: string, links: string[]) => save(maker, username, { links })

describe('links', () => {
  it('are made whole, kept in their order, and shown by the names of their services', async () => {
    const mo = await site.maker('mo')
    const typed = [
      'soundcloud.com/mo',
      ' https://mo.bandcamp.com ',
      '',
      'https://post.example/@mo',
      'mo.example',
    ]
    const saved = await saveLinks(mo, 'mo', typed)
    expect(saved.json<Maker>().links).toEqual([
      'https://soundcloud.com/mo',
      'https://mo.bandcamp.com/',
      'https://post.example/@mo',
      'https://mo.example/',
    ])
    const { payload } = await site.visitor().get(paths.profile({ username: 'mo' }))
    expect(payload).toContain(
      '<a rel="me nofollow ugc noopener" href="https://soundcloud.com/mo">SoundCloud</a>',
    )
    expect(payload).toMatch(/>Bandcamp<.*>Mastodon<.*>mo\.example</s)
  })

  it('stay as they are where a save says nothing of them', async () => {
    const nan = await site.maker('nan')
    await saveLinks(nan, 'nan', ['https://nan.example/'])
    await save(nan, 'nan', { name: 'Nan', version: 2 })
    expect((await profileOf('nan')).account).toMatchObject({ name: 'Nan', links: ['https://nan.example/'] })
  })

  it('are part of what two tabs may disagree about', async () => {
    const oda = await site.maker('oda')
    await saveLinks(oda, 'oda', ['https://one.example/'])
    const second = await saveLinks(oda, 'oda', ['https://two.example/'])
    expect(second.statusCode).toBe(409)
    expect(second.json<StaleRefusal<Maker>>().current.links).toEqual(['https://one.example/'])
  })

  it.each([
    ['what runs', 'javascript:alert(1)', 'no web address'],
    ['what is no web address', 'ftp://files.example/', 'no web address'],
    ['a password', 'https://me:secret@site.example/', 'no web address'],
    ['a name that only one computer knows', 'http://localhost/', 'no web address'],
    ['an over-long address', `https://site.example/${'x'.repeat(200)}`, 'too long'],
    ['the same twice', 'https://first.example', 'there already'],
  ])('refuse %s, at its place in the list', async (title, wrong, problem) => {
    const username = title.replaceAll(' ', '-').slice(0, 30)
    const maker = await site.maker(username)
    const answer = await saveLinks(maker, username, ['https://first.example/', '', wrong])
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Refusal>().fields).toEqual({ 'links.2': expect.stringContaining(problem) })
  })

  it('are eight at most', async () => {
    const pam = await site.maker('pam')
    const nine = Array.from({ length: 9 }, (_, i) => `https://${i}.example/`)
    expect((await saveLinks(pam, 'pam', nine)).json<Refusal>().fields).toHaveProperty(['links.8'])
    expect((await saveLinks(pam, 'pam', nine.slice(1))).statusCode).toBe(200)
  })

  it('of one service are told apart by their addresses', () => {
    const links = ['https://github.com/ada', 'https://www.github.com/tapes/', 'https://youtu.be/x']
    expect(namedLinks(links).map(({ name }) => name)).toEqual([
      'github.com/ada',
      'github.com/tapes',
      'YouTube',
    ])
  })
})

describe('the profile page', () => {
  it('tells search engines who it is about, and shows the picture in previews', async () => {
    const quo = await site.maker('quo')
    await save(quo, 'quo', { name: 'Quo </script>', links: ['https://quo.example/'] })
    const { payload } = await site.visitor().get(paths.profile({ username: 'quo' }))
    const [, data = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(payload) ?? []
    expect(JSON.parse(data)).toMatchObject({
      '@type': 'ProfilePage',
      mainEntity: {
        '@type': 'Person',
        name: 'Quo </script>',
        alternateName: 'quo',
        url: 'http://muzhack.test/u/quo',
        sameAs: ['https://quo.example/'],
      },
    })
    expect(payload).toContain('<meta property="og:image" content="http://muzhack.test/card.jpg"/>')
  })

  it('says nothing about a maker who has told nothing', async () => {
    await site.maker('ida')
    const { payload } = await site.visitor().get(paths.profile({ username: 'ida' }))
    expect(payload).not.toContain('id="about"')
  })

  it('leads past a long text to the projects', async () => {
    const abe = await site.maker('abe')
    await save(abe, 'abe', { about: 'And then, again. '.repeat(100) })
    const { payload } = await site.visitor().get(paths.profile({ username: 'abe' }))
    expect(payload).toContain('<a href="#projects">Projects</a>')
  })

  it('leads its owner, and nobody else, to the settings', async () => {
    await site.maker('joan')
    const { payload } = await site.visitor().get(paths.profile({ username: 'joan' }))
    expect(payload).toMatch(/<a[^>]* data-for="joan"[^>]* hidden=""[^>]* href="\/settings"/)
  })

  it('has an address for what the maker tells', async () => {
    const kay = await site.maker('kay')
    await save(kay, 'kay', { about: 'Told at some length' })
    const answer = await site.visitor().get(paths.aboutMaker({ username: 'kay' }))
    expect(answer.statusCode).toBe(302)
    expect(answer.headers.location).toBe('/u/kay#about')
  })
})

describe('the settings', () => {
  it('are for the logged in: others are led to the log-in page and back', async () => {
    const answer = await site.visitor().get(paths.settings)
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe(paths.loginThen(paths.settings))
  })

  it('begin with what is saved', async () => {
    const lou = await site.maker('lou')
    await save(lou, 'lou', { name: 'Lou "Loop" <R>', about: 'Tapes & </script> loops' })
    const { payload } = await lou.get(paths.settings)
    expect(payload).toContain('value="Lou &quot;Loop&quot; &lt;R&gt;"')
    expect(payload).toContain('Tapes &amp; &lt;/script&gt; loops')
  })
})
