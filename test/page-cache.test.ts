import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import { hide, lift, moderatorOf, show, suspend } from './help/moderators.ts'
import { aDraft, muzhack, password, type Visitor } from './help/muzhack.ts'
import { silently } from './help/silently.ts'

const site = muzhack()
let url = ''
let mo: Visitor
let ada: Visitor
let count = 0
let id = ''

const publish = (draft = {}) => ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft({ id, ...draft }))
const save = (version: number, title: string, more = {}) =>
  ada.put(paths.api.project(at()), { ...aDraft({ id, title, ...more }), version })
const at = () => ({ owner: 'ada', id })

/** Past the front, over a real connection. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(url + path, { method, headers, redirect: 'manual' })
const titleAt = async (path = paths.project(at()), headers = {}) =>
  /<title>(.*?)( ·.*)?<\/title>/.exec(await (await ask(path, headers)).text())?.[1]

/** No page is made anew because of this: whoever shows it was not kept. */
const slipped = () => `Slipped in ${count}`
const slip = () =>
  silently(site.db, db =>
    db.updateTable('projects').set({ title: slipped() }).where('slug', '=', id).execute(),
  )

const archiveIs = (made: { state?: 'made'; size: number }) =>
  site.db
    .updateTable('archives')
    .set(made)
    .where('project_id', 'in', db => db.selectFrom('projects').select('id').where('slug', '=', id))
    .execute()

/** What is sent is answered once the server has been told of all that was changed before, here past it. */
const told = () => site.visitor().post(paths.api.logout)

beforeAll(async () => {
  await site.server.start()
  url = `http://localhost:${site.server.info.port}`
  mo = await moderatorOf(site, 'mo')
  ada = await site.maker('ada')
})

beforeEach(async () => {
  id = `loop-${++count}`
  await publish({ title: 'First' })
  // While one is being made, a page lasts for seconds only.
  await archiveIs({ state: 'made', size: 12_345 })
  await told()
})

describe('a page that is the same for everybody', () => {
  it('is made once, whatever else stands in the query', async () => {
    expect(await titleAt()).toBe('First by Maker ada')
    await slip()
    expect(await titleAt()).toBe('First by Maker ada')
    expect(await titleAt(`${paths.project(at())}?utm_source=x&q=y`)).toBe('First by Maker ada')
    expect(await titleAt(`${paths.project(at())}/?`)).toBe('First by Maker ada')
    expect((await site.visitor().get(`${paths.project(at())}?a=1`)).payload).toContain('<title>First by')
  })

  it('is not kept under other spellings of its address', async () => {
    const spelled = paths.profile({ username: 'ADA' })
    const plain = paths.profile({ username: 'ada' })
    expect(await (await ask(spelled)).text()).toContain('First')
    expect(await (await ask(plain)).text()).toContain('First')
    await slip()
    expect(await (await ask(plain)).text()).not.toContain(slipped())
    expect(await (await ask(spelled)).text()).toContain(slipped())
  })

  it('is made apart for each value of what it reads', async () => {
    const searchFor = async (words: string) => (await ask(`${paths.search(words)}&x=1`)).text()
    await save(1, `Wobbulator ${count}`)
    expect(await searchFor('wobbulator')).toContain(`Wobbulator</mark> ${count}`)
    expect(await searchFor('unheard-of')).not.toContain('Wobbulator')
    expect(await (await ask('/?q=unheard-of&q=wobbulator')).text()).not.toContain(`Wobbulator ${count}`)
  })

  it.each([
    ['br', 'br', brotliDecompressSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, *', 'gzip', gunzipSync],
    ['br;q=0.1, GZIP;q=0.5', 'gzip', gunzipSync],
    ['identity', undefined, (bytes: Buffer) => bytes],
    ['deflate', undefined, (bytes: Buffer) => bytes],
    ['br;q=x', undefined, (bytes: Buffer) => bytes],
  ])('comes packed as its reader can take it: %s', async (accepted, encoding, unpack) => {
    await ask(paths.project(at()))
    const headers = { 'accept-encoding': accepted }
    // Not unpacked by fetch, which injecting leaves as it comes.
    const answer = await site.server.inject({ url: paths.project(at()), headers })
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(unpack(answer.rawPayload).toString()).toContain('<title>First by Maker ada')
    expect(answer.headers['content-length']).toBe(`${answer.rawPayload.length}`)
    const front = await ask(paths.project(at()), headers)
    expect(front.headers.get('content-encoding') ?? undefined).toBe(encoding)
    expect(front.headers.get('content-length')).toBe(`${answer.rawPayload.length}`)
    expect(await front.text()).toContain('<title>First by Maker ada')
  })

  it('has a tag for each packing, and is not sent again to whoever has it', async () => {
    const tagFor = async (encoding: string) =>
      (await ask(paths.project(at()), { 'accept-encoding': encoding })).headers.get('etag') ?? ''
    const tags = [await tagFor('br'), await tagFor('gzip'), await tagFor('identity')]
    expect(new Set(tags).size).toBe(3)
    expect(tags.every(tag => /^"[\w-]{22}(-br|-gzip)?"$/.test(tag))).toBe(true)
    const known = { 'accept-encoding': 'br', 'if-none-match': `"other", W/${tags[0]}` }
    const again = await ask(paths.project(at()), known)
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, tags[0], ''])
    expect(again.headers.get('vary')).toBe('accept-encoding')
    await save(1, 'Second')
    expect((await ask(paths.project(at()), known)).status).toBe(200)
    expect((await ask(paths.project(at()), known)).status).toBe(200)
  })

  it('answers HEAD as GET, without its content', async () => {
    const headers = { 'accept-encoding': 'identity' }
    const first = await ask(paths.project(at()), headers, 'HEAD')
    const [got, head] = [
      await ask(paths.project(at()), headers),
      await ask(paths.project(at()), headers, 'HEAD'),
    ]
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    expect(head.headers.get('content-length')).toBe(`${Buffer.byteLength(await got.text())}`)
    expect([head, first].map(({ headers }) => headers.get('etag'))).toEqual([
      got.headers.get('etag'),
      got.headers.get('etag'),
    ])
  })

  it('keeps browsers as strict from memory as when it is made, and lets caches ask', async () => {
    const made = await site.visitor().get(paths.project(at()))
    const kept = await ask(paths.project(at()))
    const strict = [
      'content-security-policy',
      'x-content-type-options',
      'referrer-policy',
      'permissions-policy',
      'cross-origin-opener-policy',
      'content-type',
      'cache-control',
    ]
    expect(strict.map(name => kept.headers.get(name))).toEqual(strict.map(name => made.headers[name]))
    expect(kept.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
    expect(kept.headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})

describe('nothing of one person', () => {
  it('comes into a kept page by any header', async () => {
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      'accept-language': 'xx',
      'user-agent': 'evil.example',
      cookie: 'muzhack-name=evil; muzhack-session=evil',
      origin: 'https://evil.example',
      range: 'bytes=0-3',
    }
    const poisoned = await site.server.inject({ url: paths.project(at()), headers })
    const { payload } = await site.visitor().get(paths.project(at()))
    expect(poisoned.payload).toBe(payload)
    expect(payload).not.toContain('evil')
    expect(poisoned.headers).not.toHaveProperty('set-cookie')
  })

  it('comes into one by being signed in', async () => {
    const own = await ada.get(paths.project(at()))
    const others = await site.visitor().get(paths.project(at()))
    expect(own.payload).toBe(others.payload)
    expect(own.headers).not.toHaveProperty('set-cookie')
  })

  it('is shown of a draft, which its owner sees and no cache may keep', async () => {
    id = `draft-${count}`
    await publish({ title: 'Not yet', status: 'draft' })
    const own = await ada.get(paths.project(at()))
    expect(own.payload).toContain('Not yet')
    expect(own.headers['cache-control']).toBe('private, no-store')
    const others = await Promise.all([ask(paths.project(at())), mo.get(paths.project(at()))])
    expect(others.map(answer => ('status' in answer ? answer.status : answer.statusCode))).toEqual([404, 404])
  })
})

describe('the log-in page', () => {
  it('is kept for visitors, by this server alone, and never shown to who is signed in', async () => {
    const first = await ask(paths.login)
    expect(await first.text()).toContain('<h1>Log in</h1>')
    expect(first.headers.get('cache-control')).toBe('private, no-store')
    expect((await ada.get(paths.login)).payload).toMatch(/<h1>You are logged in as (<!-- -->)?ada/)
    expect(await (await ask(paths.login, { cookie: 'a=b' })).text()).toContain('<h1>Log in</h1>')
    expect(await (await ask(paths.login)).text()).not.toContain('logged in as')
    expect(await (await ask(paths.loginThen('/create?from=1'))).text()).toContain('%2Fcreate%3Ffrom%3D1')
  })
})

describe('a change is seen at once', () => {
  it('by whoever saves it, on the page, the profile and the list', async () => {
    const places = [paths.project(at()), paths.profile({ username: 'ada' }), paths.explore]
    await Promise.all(places.map(place => ask(place)))
    await save(1, `Saved ${count}`)
    const pages = await Promise.all(places.map(async place => (await ask(place)).text()))
    expect(pages.map(page => page.includes(`Saved ${count}`))).toEqual([true, true, true])
  })

  it('and nothing else is made anew', async () => {
    const first = id
    await titleAt()
    await slip()
    id = `${first}-b`
    await publish()
    id = first
    expect(await titleAt()).toBe('First by Maker ada')
  })

  it('not by what nobody else sees: a draft, an autosave, a log-in, a changed password', async () => {
    await ask(paths.explore)
    await slip()
    id = `draft-${count}`
    await publish({ status: 'draft' })
    await save(1, 'Another draft', { status: 'draft' })
    await ada.put(paths.api.autosave({ id: crypto.randomUUID() }), { revision: 0, content: {} })
    await site.visitor().post(paths.api.login, { username: 'ada', password })
    await site.db
      .updateTable('accounts')
      .set({ password_hash: 'x', confirm_by: new Date() })
      .where('username', '=', 'mo')
      .execute()
    await site.db.updateTable('sessions').set({ seen: new Date() }).execute()
    await told()
    expect(await (await ask(paths.explore)).text()).not.toContain(slipped())
  })

  it('when a moderator hides a project, and shows it again', async () => {
    await titleAt()
    await hide(mo, 'ada', id)
    expect((await ask(paths.project(at()))).status).toBe(404)
    const forMo = await mo.get(paths.project(at()))
    expect([forMo.statusCode, forMo.headers['cache-control']]).toEqual([200, 'private, no-store'])
    expect(await (await ask(paths.explore)).text()).not.toContain(paths.project(at()))
    await show(mo, 'ada', id)
    expect(await titleAt()).toBe('First by Maker ada')
    expect(await (await ask(paths.explore)).text()).toContain(paths.project(at()))
  })

  it('when a project is deleted, or renamed', async () => {
    await titleAt()
    await ada.put(paths.api.project(at()), { ...aDraft({ id: `${id}-new` }), version: 1 })
    const old = await ask(paths.project(at()))
    expect([old.status, old.headers.get('location')]).toEqual([301, `${paths.project(at())}-new`])
    id = `${id}-new`
    await titleAt()
    await ada.remove(paths.api.project(at()))
    expect((await ask(paths.project(at()))).status).toBe(404)
    expect(await (await ask(paths.explore)).text()).not.toContain(`${paths.project(at())}"`)
  })

  it('when an account is suspended, let in again, renames itself, or leaves', async () => {
    const bea = await site.maker(`bea-${count}`)
    const username = `bea-${count}`
    await bea.post(paths.api.projectsOf({ owner: username }), aDraft({ title: 'By bea' }))
    const places = [paths.project({ owner: username, id: 'tape-loop' }), paths.profile({ username })]
    const statuses = () => Promise.all(places.map(async place => (await ask(place)).status))
    const isListed = async () => (await (await ask(paths.explore)).text()).includes(`/u/${username}`)
    expect([await statuses(), await isListed()]).toEqual([[200, 200], true])
    await suspend(mo, username)
    expect([await statuses(), await isListed()]).toEqual([[404, 404], false])
    await lift(mo, username)
    expect([await statuses(), await isListed()]).toEqual([[200, 200], true])

    const again = site.visitor()
    await again.post(paths.api.login, { username, password })
    const profile = { name: 'Beatrix', about: '', links: [], version: 1 }
    expect((await again.put(paths.api.user({ username }), profile)).statusCode).toBe(200)
    expect(await titleAt(places[0])).toBe('By bea by Beatrix')
    expect(await (await ask(paths.explore)).text()).toContain('Beatrix')

    await again.post(paths.api.accountDeletion, { password, projects: 'remove' })
    expect([await statuses(), await isListed()]).toEqual([[404, 404], false])
  })

  it('when a text of the site is edited', async () => {
    await site.db.updateTable('accounts').set({ role: 'admin' }).where('username', '=', 'mo').execute()
    await ask(paths.about)
    await mo.put(paths.api.siteText({ name: 'about' }), { text: `Edition ${count}`, version: 0 })
    expect(await (await ask(paths.about)).text()).toContain(`Edition ${count}`)
  })

  it('when its archive is made, and not for each part of it', async () => {
    await titleAt()
    await slip()
    await site.db
      .updateTable('archives')
      .set({ parts: ['00000000'] })
      .execute()
    await told()
    expect(await titleAt()).toBe('First by Maker ada')
    await archiveIs({ size: 54_321 })
    await told()
    const page = await (await ask(paths.project(at()))).text()
    expect(page).toContain(slipped())
    expect(page).toContain('53 KB')
  })
})

describe('while it is stopping', () => {
  it('a kept page ends its connection', async () => {
    await titleAt()
    site.drain()
    expect((await ask(paths.project(at()))).headers.get('connection')).toBe('close')
  })
})
