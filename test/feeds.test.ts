import { parseAtomFeed } from 'feedsmith'
import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import type { DraftFile, ProjectDraft } from '../src/project.ts'
import { elementsOf } from './help/elements.ts'
import { aDraft, muzhack, publicUrl, type Visitor } from './help/muzhack.ts'
import { problemsOf } from './help/xml.ts'

const site = muzhack()
let ada: Visitor
let bob: Visitor
let cover: DraftFile

const publish = (maker: Visitor, owner: string, draft: Partial<ProjectDraft>) =>
  maker.post(paths.api.projectsOf({ owner }), aDraft(draft))

const get = (path: string, headers?: Record<string, string>) => site.visitor().get(path, headers)

/** A feed, after xmllint has found nothing wrong with it. */
async function feedAt(path: string) {
  const { statusCode, headers, payload } = await get(path)
  expect(statusCode).toBe(200)
  expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8')
  expect(await problemsOf(payload)).toEqual([])
  return parseAtomFeed(payload)
}
type Feed = Awaited<ReturnType<typeof feedAt>>

const titlesIn = ({ entries = [] }: Feed) => entries.map(({ title }) => title?.value)
const linkIn = ({ links = [] }: Pick<Feed, 'links'>, rel: string) => links.find(link => link.rel === rel)

beforeAll(async () => {
  ada = await site.maker('ada')
  bob = await site.maker('bob')
  await publish(bob, 'bob', { id: 'fuzz', title: 'Fuzz', tags: ['c++', 'pedal'] })
  const copy = await ada.upload('picture', 'panel-1200.webp', Buffer.from('small'), 'image/webp')
  cover = {
    ...(await ada.upload('picture', 'panel.jpg', Buffer.from('large'), 'image/jpeg')),
    alt: 'The "panel" & its knobs',
    width: 3000,
    height: 2000,
    variants: [{ key: copy.key, width: 1200 }],
  }
  await publish(ada, 'ada', {
    id: 'loop',
    title: 'Loop & <Delay>',
    summary: 'A “loop” of tape ♪',
    tags: ['tape'],
    files: [cover],
    description:
      '[elsewhere](/u/bob/fuzz?a=1&b=2), [below](#parts), [beside](other) ]]>\u0001 ![](panel.jpg)',
  })
})

describe('the feed of the newest projects', () => {
  it('is Atom that other programs read, and knows its own address', async () => {
    const feed = await feedAt(paths.feed)
    expect(feed.id).toBe(publicUrl + paths.feed)
    expect(titlesIn(feed)).toEqual(['Loop & <Delay>', 'Fuzz'])
    expect(linkIn(feed, 'self')?.href).toBe(publicUrl + paths.feed)
    expect(linkIn(feed, 'alternate')?.href).toBe(publicUrl + paths.explore)
    expect(feed.updated).toBe(feed.entries?.[0]?.updated)
  })

  it('tells of a project who made it, under which licence, and what it looks like', async () => {
    const [entry] = (await feedAt(paths.feed)).entries ?? []
    expect(entry?.id).toMatch(/^tag:muzhack\.test,2026:project:\d+$/)
    expect(entry?.summary?.value).toBe('A “loop” of tape ♪')
    expect(entry?.authors).toEqual([{ name: 'Maker ada', uri: `${publicUrl}/u/ada` }])
    expect(entry?.categories).toEqual([{ term: 'tape' }])
    expect(linkIn(entry ?? {}, 'alternate')?.href).toBe(`${publicUrl}/u/ada/loop`)
    expect(linkIn(entry ?? {}, 'license')?.href).toBe('https://creativecommons.org/licenses/by/4.0/')
    expect(linkIn(entry ?? {}, 'enclosure')).toMatchObject({
      href: site.files.url(cover.key),
      type: 'image/jpeg',
      length: 5,
    })
  })

  it('brings the description with pictures and links that work anywhere', async () => {
    const [entry] = (await feedAt(paths.feed)).entries ?? []
    const content = elementsOf(entry?.content?.value ?? '')
    expect(content.all('a').map(({ attributes }) => attributes.href)).toEqual([
      `${publicUrl}/u/bob/fuzz?a=1&b=2`,
      `${publicUrl}/u/ada/loop#description-parts`,
      `${publicUrl}/u/ada/other`,
    ])
    const [first, inText] = content.all('img').map(({ attributes }) => attributes)
    expect(first).toMatchObject({ src: site.files.url(cover.variants?.[0]?.key ?? ''), alt: cover.alt })
    expect(inText?.src).toBe(site.files.url(cover.key))
  })

  it('keeps the name of a project whose address and title change', async () => {
    await publish(bob, 'bob', { id: 'first-name', title: 'First' })
    const [before] = (await feedAt(paths.feed)).entries ?? []
    const change = { ...aDraft({ id: 'second-name', title: 'Second' }), version: 1 }
    await bob.put(paths.api.project({ owner: 'bob', id: 'first-name' }), change)
    const [after] = (await feedAt(paths.feed)).entries ?? []
    expect(after?.title?.value).toBe('Second')
    expect(after?.id).toBe(before?.id)
    await bob.remove(paths.api.project({ owner: 'bob', id: 'second-name' }))
  })

  it('is not sent again while nothing has changed', async () => {
    const { headers } = await get(paths.feed)
    expect(new Date(String(headers['last-modified'])).getTime()).toBeGreaterThan(Date.now() - 600_000)
    expect((await get(paths.feed, { 'if-none-match': String(headers.etag) })).statusCode).toBe(304)
    const since = { 'if-modified-since': String(headers['last-modified']) }
    expect((await get(paths.feed, since)).statusCode).toBe(304)
    await bob.put(paths.api.project({ owner: 'bob', id: 'fuzz' }), {
      ...aDraft({ id: 'fuzz', title: 'Fuzz', tags: ['c++', 'pedal'], summary: 'Loud' }),
      version: 1,
    })
    expect((await get(paths.feed, { 'if-none-match': String(headers.etag) })).statusCode).toBe(200)
  })
})

describe('the feed of a maker, a tag or a search', () => {
  it('has that alone', async () => {
    expect(titlesIn(await feedAt(paths.makerFeed({ username: 'bob' })))).toEqual(['Fuzz'])
    expect(titlesIn(await feedAt(paths.tagFeed({ tag: 'c++' })))).toEqual(['Fuzz'])
    expect(titlesIn(await feedAt(paths.searchFeed('loop & [tape]')))).toEqual(['Loop & <Delay>'])
    expect((await feedAt(paths.searchFeed('zither'))).entries ?? []).toEqual([])
  })

  it('is not there for what cannot be', async () => {
    expect((await get(paths.makerFeed({ username: 'nobody' }))).statusCode).toBe(404)
    expect((await get(paths.tagFeed({ tag: 'no]tag' }))).statusCode).toBe(404)
    expect((await get(`${paths.feed}?after=nonsense`)).statusCode).toBe(422)
  })

  it.each([
    [paths.explore, paths.feed],
    [paths.search('a & b'), paths.searchFeed('a & b')],
    [paths.profile({ username: 'ada' }), paths.makerFeed({ username: 'ada' })],
  ])('is named by the page at %s', async (page, feed) => {
    const links = elementsOf((await get(page)).payload).all('head link')
    const named = links.find(({ attributes }) => attributes.type === 'application/atom+xml')
    expect(named?.attributes).toMatchObject({ rel: 'alternate', href: publicUrl + feed })
  })
})

describe('a long feed', () => {
  it('goes on page by page, each project once', async () => {
    const cyd = await site.maker('cyd')
    const ids = Array.from({ length: 23 }, (_, index) => `p-${index}`)
    for (const id of ids) await publish(cyd, 'cyd', { id, title: id })
    const feed = paths.makerFeed({ username: 'cyd' })

    const first = await feedAt(feed)
    const second = await feedAt(linkIn(first, 'next')?.href?.replace(publicUrl, '') ?? '')
    expect([...titlesIn(first), ...titlesIn(second)]).toEqual(ids.toReversed())
    expect(first.id).toBe(second.id)
    expect(linkIn(second, 'self')?.href).toBe(linkIn(first, 'next')?.href)
    expect(linkIn(second, 'first')?.href).toBe(publicUrl + feed)
    expect(linkIn(second, 'next')).toBeUndefined()
  })

  it('leaves out a description that is longer than most feeds', async () => {
    await publish(bob, 'bob', { id: 'long', title: 'Long', description: 'word '.repeat(12_000) })
    const [entry] = (await feedAt(paths.feed)).entries ?? []
    expect(entry).toMatchObject({ title: { value: 'Long' }, summary: { value: 'A loop of tape' } })
    expect(entry?.content).toBeUndefined()
  })
})

describe('what is not public', () => {
  it('stands in no feed, and no e-mail address does', async () => {
    const dot = await site.maker('dot')
    await publish(dot, 'dot', { id: 'draft', title: 'Secret draft', status: 'draft' })
    await publish(dot, 'dot', { id: 'hidden', title: 'Secret hidden' })
    await publish(dot, 'dot', { id: 'deleted', title: 'Secret deleted' })
    await dot.remove(paths.api.project({ owner: 'dot', id: 'deleted' }))
    await site.db.updateTable('projects').set({ status: 'hidden' }).where('slug', '=', 'hidden').execute()
    const { payload } = await dot.get(paths.feed)
    expect(payload).not.toContain('Secret')
    expect(payload).not.toContain('@example.org')
  })

  it('is nothing of whom is suspended', async () => {
    const eve = await site.maker('eve')
    await publish(eve, 'eve', { title: 'Spam' })
    await site.db
      .updateTable('accounts')
      .set({ suspended: new Date() })
      .where('username', '=', 'eve')
      .execute()
    expect((await get(paths.feed)).payload).not.toContain('Spam')
    expect((await get(paths.makerFeed({ username: 'eve' }))).statusCode).toBe(404)
  })
})
