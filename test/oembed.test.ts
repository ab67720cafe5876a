import { extract } from '@extractus/oembed-extractor'
import { XMLParser } from 'fast-xml-parser'
import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import type { DraftFile } from '../src/project.ts'
import { elementsOf } from './help/elements.ts'
import { aDraft, muzhack, publicUrl, type Visitor } from './help/muzhack.ts'
import { problemsOf } from './help/xml.ts'

const site = muzhack()
const address = { owner: 'ada', id: 'loop' }
const loop = publicUrl + paths.project(address)
let ada: Visitor
let picture: DraftFile

const ask = (question: Record<string, string>) =>
  site.visitor().get(`${paths.oembed}?${new URLSearchParams(question)}`)

/** As another site does: from the page's own hint, over what stands in for the network. */
const discover = (url: string, size: { maxwidth?: number; maxheight?: number } = {}) =>
  extract(url, size, async url => {
    const { statusCode, payload, headers } = await site.visitor().get(url.replace(publicUrl, ''))
    return new Response(payload, {
      status: statusCode,
      headers: { 'content-type': String(headers['content-type']) },
    })
  })

beforeAll(async () => {
  ada = await site.maker('ada')
  const upload = (name: string) => ada.upload('picture', name, Buffer.from(name), 'image/webp')
  const [small, large] = [await upload('panel-480.webp'), await upload('panel-1200.webp')]
  picture = {
    ...(await upload('panel.webp')),
    alt: 'The panel',
    width: 3000,
    height: 2000,
    variants: [
      { key: small.key, width: 480 },
      { key: large.key, width: 1200 },
    ],
  }
  const draft = aDraft({ id: 'loop', title: 'Loop "&" <Delay>', files: [picture] })
  expect((await ada.post(paths.api.projectsOf(address), draft)).statusCode).toBe(201)
  await ada.post(paths.api.projectsOf(address), aDraft({ id: 'draft', status: 'draft' }))
})

describe('what a site is told that wants to show a project', () => {
  it('is found from the page of the project, and is what oEmbed asks for', async () => {
    const found = await discover(loop)
    expect(found).toMatchObject({
      method: 'auto-discovery',
      version: '1.0',
      type: 'rich',
      title: 'Loop "&" <Delay>',
      author_name: 'Maker ada',
      author_url: `${publicUrl}/u/ada`,
      provider_name: 'MuzHack',
      width: 480,
      height: 420,
      thumbnail_url: site.files.url(picture.variants?.[1]?.key ?? ''),
      thumbnail_width: 1200,
      thumbnail_height: 800,
    })
    const frame = elementsOf(String(found.html)).the('iframe').attributes
    expect(frame).toMatchObject({
      src: publicUrl + paths.embed(address),
      width: '480',
      height: '420',
      title: 'Loop "&" <Delay>',
    })
  })

  it('keeps to the room there is, its picture too', async () => {
    const found = await discover(loop, { maxwidth: 500, maxheight: 200 })
    expect([found.width, found.height]).toEqual([480, 200])
    expect(found.thumbnail_url).toBeUndefined()
    const wider = await discover(loop, { maxwidth: 500 })
    expect([wider.thumbnail_width, wider.thumbnail_height]).toEqual([480, 320])
  })

  it('comes as XML too', async () => {
    const { headers, payload } = await ask({ url: loop, format: 'xml' })
    expect(headers['content-type']).toBe('text/xml; charset=utf-8')
    expect(await problemsOf(payload)).toEqual([])
    const { oembed } = new XMLParser({ parseTagValue: false }).parse(payload) as {
      oembed: Record<string, string>
    }
    expect(oembed).toMatchObject({ version: '1.0', type: 'rich', title: 'Loop "&" <Delay>', width: '480' })
    expect(oembed.html).toContain(`src="${publicUrl}${paths.embed(address)}"`)
  })

  it('follows a project to its new address', async () => {
    await ada.post(paths.api.projectsOf(address), aDraft({ id: 'old' }))
    const moved = { ...aDraft({ id: 'new' }), version: 1 }
    await ada.put(paths.api.project({ ...address, id: 'old' }), moved)
    const { html } = (await ask({ url: `${publicUrl}/u/ada/old` })).json<{ html: string }>()
    expect(html).toContain('/embed/u/ada/new"')
    const frame = await site.visitor().get(paths.embed({ ...address, id: 'old' }))
    expect([frame.statusCode, frame.headers.location]).toEqual([301, '/embed/u/ada/new'])
  })

  it.each([
    [404, { url: `${publicUrl}/u/ada/draft` }],
    [404, { url: `${publicUrl}/u/ada` }],
    [404, { url: 'https://elsewhere.example/u/ada/loop' }],
    [404, { url: 'no address' }],
    [501, { url: loop, format: 'yaml' }],
    [400, { format: 'json' }],
    [400, { url: loop, maxwidth: 'wide' }],
  ])('is %i for %j', async (status, question) => {
    const { statusCode, payload } = await ask(question)
    expect(statusCode).toBe(status)
    expect(payload).not.toContain('iframe')
  })
})

describe('the card of a project', () => {
  it('may stand in frames anywhere, and runs and loads nothing but its picture', async () => {
    const { statusCode, headers, payload } = await site.visitor().get(paths.embed(address))
    expect(statusCode).toBe(200)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain('frame-ancestors *')
    expect(policy).toMatch(/^default-src 'none'; style-src 'self' 'sha256-[\w+/=]+';/)
    expect(policy).not.toContain('script-src')
    expect(headers['x-frame-options']).toBeUndefined()
    const card = elementsOf(payload)
    expect(card.count('script')).toBe(0)
    expect(card.texts('h1')).toEqual(['Loop "&" <Delay>'])
    expect(card.text).toContain('by Maker ada')
    expect(card.text).toContain('CC-BY-4.0')
    expect(card.all('a').map(({ attributes }) => attributes.target)).toEqual(Array(4).fill('_blank'))
    expect(card.the('img').attributes).toMatchObject({ alt: 'The panel' })
  })

  it('is the only page that may', async () => {
    const page = await site.visitor().get(paths.project(address))
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  })

  it('is not there of a draft, not even for its maker', async () => {
    expect((await ada.get(paths.embed({ ...address, id: 'draft' }))).statusCode).toBe(404)
    expect((await site.visitor().get(paths.embed({ ...address, id: 'nothing' }))).statusCode).toBe(404)
  })
})
