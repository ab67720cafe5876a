import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import type { Cards, DraftFile, Project } from '../src/project.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()
const address = { owner: 'ada', id: 'tape-loop' }
let ada: Visitor
let picture: DraftFile

const upload = (by: Visitor, name: string, type = 'image/webp') =>
  by.upload('picture', name, Buffer.from(name), type)

beforeAll(async () => {
  ada = await site.maker('ada')
  picture = {
    ...(await upload(ada, 'panel.jpg', 'image/jpeg')),
    alt: 'The panel',
    width: 3000,
    height: 2000,
    caption: 'Before the <knobs>',
    focus: { x: 22, y: 80 },
    colour: '#a1b2c3',
    variants: [
      { key: (await upload(ada, 'panel-1200.webp')).key, width: 1200 },
      { key: (await upload(ada, 'panel-480.webp')).key, width: 480 },
    ],
  }
  const draft = aDraft({ files: [picture], description: '![](panel.jpg)' })
  const published = await ada.post(paths.api.projectsOf(address), draft)
  expect(published.statusCode).toBe(201)
})

const saved = async () => (await site.visitor().get(paths.api.project(address))).json<Project>()

describe('a picture', () => {
  it('is kept with its caption, focus point, colour and smaller selves', async () => {
    const [file] = (await saved()).files
    expect(file).toMatchObject({ caption: 'Before the <knobs>', focus: { x: 22, y: 80 }, colour: '#a1b2c3' })
    expect(file?.variants.map(({ width }) => width)).toEqual([480, 1200])
    expect((await fetch(file?.variants[0]?.url ?? '')).status).toBe(200)
  })

  it('is shown in the width a screen needs: in the gallery, in texts and in lists', async () => {
    const [file] = (await saved()).files
    const [small, middle] = file?.variants ?? []
    const srcset = `${small?.url} 480w, ${middle?.url} 1200w`
    const page = (await site.visitor().get(paths.project(address))).payload
    expect(page.match(/<img [^<>]*srcset="[^"]*"/gi)).toEqual([
      expect.stringContaining(srcset),
      expect.stringContaining(srcset),
    ])
    expect((await site.visitor().get(paths.explore)).payload).toContain(srcset)
  })

  it('is loaded first where it is the cover, and cropped around its focus point', async () => {
    const page = (await site.visitor().get(paths.project(address))).payload
    const [cover = ''] = /<img[^>]*>/.exec(page.slice(page.indexOf('data-gallery'))) ?? []
    expect(cover).toContain('fetchPriority="high"')
    expect(cover).toContain('class="focus-x-2 focus-y-8"')
    expect(page).toContain('<figcaption>Before the &lt;knobs&gt;</figcaption>')
  })

  it('keeps its smaller selves when it is saved again', async () => {
    const { version } = await saved()
    const change = { ...aDraft({ files: [picture] }), version }
    expect((await ada.put(paths.api.project(address), change)).statusCode).toBe(200)
    expect((await saved()).files[0]?.variants).toHaveLength(2)
  })

  it('stands in lists without telling where it is kept', async () => {
    const { projects } = (await site.visitor().get(`${paths.api.search}?query=`)).json<Cards>()
    expect(projects[0]?.cover).not.toHaveProperty('key')
  })
})

const publishWith = async (variants: DraftFile['variants']) =>
  ada.post(
    paths.api.projectsOf(address),
    aDraft({ id: 'other', files: [{ ...picture, ...(variants && { variants }) }] }),
  )

describe('a smaller picture', () => {
  it('is refused where another account uploaded it', async () => {
    const eve = await site.maker('eve')
    const { key } = await upload(eve, 'hers.webp')
    const refused = await publishWith([{ key, width: 480 }])
    expect(refused.statusCode).toBe(422)
    expect(refused.json<{ fields: object }>().fields).toEqual({
      files: 'panel.jpg was not uploaded by you, or too long ago. Please upload it again.',
    })
  })

  it('is refused where it has not arrived', async () => {
    const wanted = new URLSearchParams({ key: 'loop/pictures/late.webp', type: 'image/webp', size: '9' })
    const { key } = (await ada.get(`${paths.api.s3Settings}?${wanted}`)).json<{ key: string }>()
    expect((await publishWith([{ key, width: 480 }])).payload).toContain('late.webp has not arrived')
  })

  it('is refused where it is no picture', async () => {
    const { key } = await ada.upload('file', 'a.zip', Buffer.from('zip'), 'application/zip')
    expect((await publishWith([{ key, width: 480 }])).payload).toContain('is not a picture')
  })

  it.each([
    ['of no width', [{ key: 'k', width: 0 }]],
    ['of a width that is there twice', [480, 480].map(width => ({ key: 'k', width }))],
    ['beside three others', [480, 1200, 2000, 3000].map(width => ({ key: 'k', width }))],
  ])('is refused %s', async (_, variants) => {
    expect((await publishWith(variants)).statusCode).toBe(422)
  })
})
