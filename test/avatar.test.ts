import { describe, expect, it } from 'vitest'
import { sweep } from '../server/domain/sweeps.ts'
import type { Profile } from '../src/account.ts'
import type { Refusal } from '../src/answers.ts'
import { type Avatar, type AvatarChange, avatarSizes, colours, drawnAvatar } from '../src/avatar.ts'
import { paths } from '../src/paths.ts'
import type { Project } from '../src/project.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()

type Pictures = AvatarChange['pictures']

/** Its squares, brought to the store. */
async function squaresOf(maker: Visitor, name = 'me'): Promise<Pictures> {
  const square = async (size: number) => {
    const bytes = Buffer.from(`${name} at ${size}`)
    return { size, key: (await maker.upload('picture', `${name}-${size}.webp`, bytes, 'image/webp')).key }
  }
  return Promise.all(avatarSizes.map(square))
}

const save = (maker: Visitor, username: string, pictures: Pictures) =>
  maker.put(paths.api.avatar({ username }), { pictures })

const avatarOf = async (username: string) =>
  (await site.visitor().get(paths.api.user({ username }))).json<Profile>().account.avatar

const areThere = async (pictures: Pictures) =>
  Promise.all(pictures.map(async ({ key }) => (await site.files.head(key)) !== undefined))

async function weeksPass() {
  const earlier = new Date(Date.now() - 14 * 86_400_000)
  await site.db.updateTable('uploads').set({ signed: earlier }).execute()
  await site.db.updateTable('uploads').set({ released: earlier }).where('released', 'is not', null).execute()
  await sweep({ ...site, signal: new AbortController().signal })
}

describe('a picture of one’s own', () => {
  it('is shown on the profile, beside the name on projects, and to whoever shares the profile', async () => {
    const ada = await site.maker('ada')
    const pictures = await squaresOf(ada)
    const answer = await save(ada, 'ada', pictures.toReversed())
    expect(answer.statusCode).toBe(200)
    const urls = pictures.map(({ key }) => site.files.url(key))
    expect(answer.json<{ avatar: Avatar }>().avatar?.map(({ url }) => url)).toEqual(urls)
    expect((await avatarOf('ada'))?.map(({ size }) => size)).toEqual([64, 192, 512])

    await ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft())
    const address = { owner: 'ada', id: 'tape-loop' }
    const project = (await site.visitor().get(paths.api.project(address))).json<Project>()
    expect(project.owner.avatar?.map(({ url }) => url)).toEqual(urls)
    const page = await site.visitor().get(paths.project(address))
    const profile = await site.visitor().get(paths.profile({ username: 'ada' }))
    expect(page.payload).toMatch(new RegExp(`<img[^>]* class="avatar"[^>]*src="${urls[0]}"`))
    expect(profile.payload).toMatch(/<img[^>]* class="avatar"/)
    expect(profile.payload).toContain(`<meta property="og:image" content="${urls[2]}"/>`)
    expect(page.payload + profile.payload + answer.payload).not.toContain('ada@example.org')
  })

  it('stays while it is the one shown, and goes some time after it was', async () => {
    const bea = await site.maker('bea')
    const [first, second] = [await squaresOf(bea, 'first'), await squaresOf(bea, 'second')]
    await save(bea, 'bea', first)
    await save(bea, 'bea', second)
    expect(await areThere(first)).toEqual([true, true, true])
    await weeksPass()
    expect(await areThere(first)).toEqual([false, false, false])
    expect(await areThere(second)).toEqual([true, true, true])
  })

  it('can be removed again', async () => {
    const cyd = await site.maker('cyd')
    const pictures = await squaresOf(cyd)
    await save(cyd, 'cyd', pictures)
    expect((await cyd.remove(paths.api.avatar({ username: 'cyd' }))).statusCode).toBe(204)
    expect(await avatarOf('cyd')).toBeNull()
    await weeksPass()
    expect(await areThere(pictures)).toEqual([false, false, false])
  })

  it('is for its owner: others are refused, the logged out are asked to log in', async () => {
    await site.maker('dot')
    const eve = await site.maker('eve')
    const pictures = await squaresOf(eve)
    const byAnother = await save(eve, 'dot', pictures)
    const byNobody = await save(site.visitor(), 'dot', pictures)
    const removed = await eve.remove(paths.api.avatar({ username: 'dot' }))
    expect([byAnother.statusCode, byNobody.statusCode, removed.statusCode]).toEqual([403, 401, 403])
  })

  it('is made of uploads of one’s own, that have arrived, and are pictures', async () => {
    const [fay, gil] = [await site.maker('fay'), await site.maker('gil')]
    const theirs = await save(fay, 'fay', await squaresOf(gil))
    const [, medium, large] = await squaresOf(fay)
    const withSmall = (key: string) => save(fay, 'fay', [{ key, size: 64 }, medium!, large!])
    const query = new URLSearchParams({ key: 'about/pictures/64.webp', type: 'image/webp', size: '9' })
    const { key } = (await fay.get(`${paths.api.s3Settings}?${query}`)).json<{ key: string }>()
    const missing = await withSmall(key)
    const sound = await withSmall((await fay.upload('audio', 'a.wav', Buffer.from('a'), 'audio/wav')).key)
    const huge = await withSmall((await fay.upload('picture', 'a.png', Buffer.alloc(1024 * 1024 + 1))).key)
    const problems = [theirs, missing, sound, huge].map(answer => answer.json<Refusal>().fields?.avatar)
    expect(problems).toEqual([
      expect.stringContaining('not uploaded by you'),
      expect.stringContaining('did not arrive'),
      expect.stringContaining('not a picture'),
      expect.stringContaining('too big'),
    ])
    expect(await avatarOf('fay')).toBeNull()
  })

  it('comes in each of its sizes once', async () => {
    const hal = await site.maker('hal')
    const pictures = await squaresOf(hal)
    const incomplete = await save(hal, 'hal', pictures.slice(1))
    const twice = await save(hal, 'hal', [...pictures.slice(1), pictures[1]!])
    expect([incomplete.statusCode, twice.statusCode]).toEqual([422, 422])
  })
})

describe('a maker without a picture', () => {
  it('has one drawn from their name, in the page itself', async () => {
    const ida = await site.maker('ida')
    await ida.put(paths.api.user({ username: 'ida' }), { name: 'Ida Möller Østby', about: '', version: 1 })
    const { payload } = await site.visitor().get(paths.profile({ username: 'ida' }))
    expect(payload).toMatch(/<svg class="avatar"[^>]*>.*>IØ<\/text><\/svg>/)
  })

  it.each([
    ['ada', 'Ada', 'A'],
    ['ada', 'ada lovelace-king', 'AK'],
    ['tape-loop', '✨', 'TL'],
    ['jose', 'José É.', 'JÉ'],
    ['sun', '山田 太郎', '山太'],
  ])('called %s, %s has the letters %s', (username, name, initials) => {
    expect(drawnAvatar({ username, name }).initials).toBe(initials)
  })

  it('keeps their colour whatever they are called', () => {
    const { colour } = drawnAvatar({ username: 'ada', name: 'Ada' })
    expect(drawnAvatar({ username: 'ada', name: 'Somebody else' }).colour).toBe(colour)
  })

  it.each(colours)('is readable on %s, which stands out from light and dark pages', colour => {
    expect(contrast(colour, '#ffffff')).toBeGreaterThan(4.5)
    expect(contrast(colour, '#fbfaf7')).toBeGreaterThan(3)
    expect(contrast(colour, '#151412')).toBeGreaterThan(3)
  })
})

/** By WCAG 2. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
