import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { cropAround, middle } from '../src/crop.ts'
import { paths } from '../src/paths.ts'
import type { DraftFile, Project } from '../src/project.ts'
import { keep, kept, typed } from './help/autosaves.ts'
import { elementsOf } from './help/elements.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'

const landscape = { width: 3000, height: 2000 }

describe('what is cut out of a picture', () => {
  it.each([
    ['the middle', landscape, middle, { x: 0, y: 212.5, width: 3000, height: 1575 }],
    ['its top left', landscape, { x: 0, y: 0 }, { x: 0, y: 0, width: 3000, height: 1575 }],
    ['its bottom right', landscape, { x: 100, y: 100 }, { x: 0, y: 425, width: 3000, height: 1575 }],
    ['a little above', landscape, { x: 90, y: 45 }, { x: 0, y: 112.5, width: 3000, height: 1575 }],
    [
      'a portrait',
      { width: 1200, height: 3000 },
      { x: 10, y: 20 },
      { x: 0, y: 285, width: 1200, height: 630 },
    ],
    [
      'a panorama',
      { width: 6000, height: 630 },
      { x: 40, y: 90 },
      { x: 1800, y: 0, width: 1200, height: 630 },
    ],
    ['its right', { width: 6000, height: 630 }, { x: 97, y: 0 }, { x: 4800, y: 0, width: 1200, height: 630 }],
    ['the smallest', { width: 600, height: 315 }, { x: 9, y: 9 }, { x: 0, y: 0, width: 600, height: 315 }],
  ])('lies around %s', (_, picture, focus, expected) => {
    expect(cropAround(focus, picture)).toEqual(expected)
  })

  it('is nothing where it would be blurred', () => {
    expect(cropAround(middle, { width: 599, height: 2000 })).toBeUndefined()
    expect(cropAround(middle, { width: 2000, height: 314 })).toBeUndefined()
  })
})

const site = muzhack()
const address = { owner: 'ada', id: 'tape-loop' }
const focus = { x: 20, y: 40 }
let ada: Visitor
let picture: DraftFile
let copy: DraftFile
let crop: DraftFile

const upload = (name: string, type = 'image/jpeg') => ada.upload('picture', name, Buffer.from(name), type)
const cropped = (change: object = {}) => ({ key: crop.key, width: 1200, crop: focus, ...change })
const publish = (id: string, variants: DraftFile['variants'] = []) =>
  ada.post(
    paths.api.projectsOf(address),
    aDraft({ id, files: [{ ...picture, variants }], description: '![](panel.jpg)' }),
  )
const saved = async (id = address.id) =>
  (await site.visitor().get(paths.api.project({ ...address, id }))).json<Project>()

beforeAll(async () => {
  ada = await site.maker('ada')
  copy = await upload('panel-1200.webp', 'image/webp')
  crop = await upload('panel-card.jpg')
  picture = { ...(await upload('panel.jpg')), alt: 'The panel', width: 3000, height: 2000, focus }
  const published = await publish(address.id, [cropped(), { key: copy.key, width: 1200 }])
  expect(published.statusCode).toBe(201)
})

async function sharedOf(id: string) {
  const metas = elementsOf((await site.visitor().get(paths.project({ ...address, id }))).payload).all(
    'head meta',
  )
  const named = metas.map(({ attributes: { property, name, content } }) => [property ?? name, content])
  return Object.fromEntries(named) as Record<string, string>
}

describe('a picture that was cut for other sites', () => {
  it('is what they are told to show', async () => {
    expect(await sharedOf(address.id)).toMatchObject({
      'og:image': site.files.url(crop.key),
      'og:image:width': '1200',
      'og:image:height': '630',
      'og:image:type': 'image/jpeg',
      'og:image:alt': 'The panel',
      'twitter:card': 'summary_large_image',
    })
  })

  it('is what they show beside a frame, where there is room', async () => {
    const url = site.publicUrl + paths.project(address)
    const ask = async (most: object) =>
      (await site.visitor().get(`${paths.oembed}?${new URLSearchParams({ url, ...most })}`)).json<object>()
    expect(await ask({})).toMatchObject({
      thumbnail_url: site.files.url(crop.key),
      thumbnail_width: 1200,
      thumbnail_height: 630,
    })
    expect(await ask({ maxwidth: '1199' })).not.toHaveProperty('thumbnail_url')
  })

  it('is offered to no screen as the picture itself', async () => {
    const page = await site.visitor().get(paths.project(address))
    const srcsets = [...page.payload.matchAll(/srcset="([^"]*)"/gi)].map(([, srcset]) => srcset)
    expect(srcsets.length).toBe(1)
    expect(srcsets.join()).toContain(copy.key)
    expect(srcsets.join()).not.toContain(crop.key)
    const list = await site.visitor().get(paths.explore)
    expect(list.payload).toContain(copy.key)
    expect(list.payload).not.toContain(crop.key)
    expect((await site.visitor().get(paths.embed(address))).payload).not.toContain(crop.key)
  })

  it('is kept when the project is saved again, and in what is typed of it', async () => {
    const [file] = (await saved()).files
    const id = randomUUID()
    await keep(ada, id, { content: typed({ files: [{ ...picture, variants: [cropped()] }] }) })
    const { content } = await kept(ada, id)
    expect(content.files[0]?.variants).toEqual([{ ...cropped(), url: site.files.url(crop.key) }])

    const draft = aDraft({ files: [{ ...picture, variants: [cropped(), { key: copy.key, width: 1200 }] }] })
    const again = await ada.put(paths.api.project(address), { ...draft, version: 1 })
    expect(again.statusCode).toBe(200)
    expect((await saved()).files[0]?.variants).toEqual(file?.variants)
  })

  it('is refused where there are two, or where it says another size or no place', async () => {
    const answers = [
      await publish('two', [cropped(), cropped({ key: picture.key })]),
      await publish('narrow', [cropped({ width: 1199 })]),
      await publish('nowhere', [cropped({ crop: { x: 101, y: 0 } })]),
      await publish('nothing', [cropped({ crop: null })]),
      await publish(
        'many',
        [480, 800, 1200, 2000].map(width => ({ key: copy.key, width })),
      ),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([422, 422, 422, 422, 422])
  })

  it('is refused where it is no JPEG, even of the project itself', async () => {
    const problem = 'What other sites show of panel.jpg is not a JPEG.'
    const webp = [cropped({ key: copy.key })]
    expect((await publish('webp', webp)).json()).toMatchObject({ fields: { files: problem } })
    const { version } = await saved()
    const change = { ...aDraft({ files: [{ ...picture, variants: webp }] }), version }
    expect((await ada.put(paths.api.project(address), change)).json()).toMatchObject({
      fields: { files: problem },
    })
  })

  it('is refused where somebody else uploaded it', async () => {
    const eve = await site.maker('eve')
    const { key } = await eve.upload('picture', 'hers.jpg', Buffer.from('hers'), 'image/jpeg')
    expect((await publish('hers', [cropped({ key })])).payload).toContain('was not uploaded by you')
  })
})

describe('a picture that was not', () => {
  it('is shown by other sites as it is', async () => {
    expect((await publish('older', [{ key: copy.key, width: 1200 }])).statusCode).toBe(201)
    const shared = await sharedOf('older')
    expect(shared).toMatchObject({
      'og:image': site.files.url(copy.key),
      'og:image:width': '1200',
      'og:image:height': '800',
      'twitter:card': 'summary_large_image',
    })
    expect(shared).not.toHaveProperty('og:image:type')
  })
})
