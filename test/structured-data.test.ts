import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import type { DraftFile } from '../src/project.ts'
import { elementsOf } from './help/elements.ts'
import { sizeOfJpeg } from './help/jpeg.ts'
import { aDraft, muzhack, publicUrl, type Visitor } from './help/muzhack.ts'
import { problemsWith, thingsIn } from './help/structured-data.ts'

const site = muzhack()
const loop = paths.project({ owner: 'ada', id: 'loop' })
let ada: Visitor
let picture: DraftFile
let smaller: DraftFile

const pageAt = async (path: string) => (await site.visitor().get(path)).payload

/** The `meta` and `link` of a page's head, by what they are called. */
async function headOf(path: string) {
  const { all } = elementsOf(await pageAt(path))
  const metas = all('head meta').map(({ attributes }) => attributes)
  const links = all('head link').map(({ attributes }) => attributes)
  return {
    meta: Object.fromEntries(metas.map(({ property, name, content }) => [property ?? name, content])),
    link: Object.fromEntries(links.map(({ rel, href }) => [rel, href])),
  }
}

beforeAll(async () => {
  ada = await site.maker('ada')
  smaller = await ada.upload('picture', 'panel-1200.webp', Buffer.from('small'), 'image/webp')
  picture = {
    ...(await ada.upload('picture', 'panel.jpg', Buffer.from('large'), 'image/jpeg')),
    alt: 'The panel',
    caption: 'Before the </script> knobs',
    width: 3000,
    height: 2000,
    variants: [{ key: smaller.key, width: 1200 }],
  }
  const sound = await ada.upload('audio', 'loop.wav', Buffer.from('sound'), 'audio/wav')
  const draft = aDraft({ id: 'loop', tags: ['tape', 'loop'], files: [picture, sound] })
  expect((await ada.post(paths.api.projectsOf({ owner: 'ada' }), draft)).statusCode).toBe(201)
  await ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft({ id: 'plain', summary: '' }))
  await ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft({ id: 'draft', status: 'draft' }))
  const profile = { name: 'Ada', about: '', links: ['https://ada.example/'], version: 1 }
  await ada.put(paths.api.user({ username: 'ada' }), profile)
})

describe('what pages tell search engines', () => {
  it.each([
    loop,
    paths.project({ owner: 'ada', id: 'plain' }),
    paths.profile({ username: 'ada' }),
    paths.explore,
  ])('holds at %s against schema.org and what Google asks for', async path => {
    expect(await problemsWith(thingsIn(await pageAt(path)))).toEqual([])
  })

  it('is found wrong by these checks where it is', async () => {
    const wrong = [
      { '@type': 'CreativeWork', title: 'Loop' },
      { '@type': 'BreadcrumbList', itemListElement: [{ '@type': 'ListItem', name: 'MuzHack' }] },
    ]
    expect((await problemsWith(wrong)).join('\n')).toMatch(
      /CreativeWork: must NOT have unevaluated properties[^]*BreadcrumbList: Required attribute "position" is missing/,
    )
  })

  it('is of a project who made it, its pictures and sounds, its licence and its place', async () => {
    const [work, trail] = thingsIn(await pageAt(loop))
    expect(work).toMatchObject({
      '@type': 'CreativeWork',
      name: 'Tape Loop',
      url: publicUrl + loop,
      author: { '@type': 'Person', name: 'Ada', url: `${publicUrl}/u/ada` },
      license: 'https://creativecommons.org/licenses/by/4.0/',
      image: [
        {
          '@type': 'ImageObject',
          contentUrl: site.files.url(picture.key),
          caption: picture.caption,
          license: 'https://creativecommons.org/licenses/by/4.0/',
        },
      ],
      audio: [{ '@type': 'AudioObject', name: 'loop.wav', encodingFormat: 'audio/wav' }],
    })
    expect(trail).toMatchObject({
      '@type': 'BreadcrumbList',
      itemListElement: [
        { name: 'MuzHack' },
        { name: 'Ada' },
        { name: 'Tape Loop', item: { '@id': publicUrl + loop } },
      ],
    })
  })

  it('is of the site how to search it', async () => {
    const [found] = thingsIn(await pageAt(paths.explore))
    expect(found).toMatchObject({
      '@type': 'WebSite',
      potentialAction: { target: { urlTemplate: `${publicUrl}/?q={search_term_string}` } },
    })
  })
})

describe('what other sites show', () => {
  it('is of a project its cover in a size that fits, with its real width and height', async () => {
    const { meta, link } = await headOf(loop)
    expect(meta).toMatchObject({
      'og:type': 'article',
      'og:url': publicUrl + loop,
      'og:title': 'Tape Loop by Ada',
      'og:description': 'A loop of tape',
      'og:image': site.files.url(smaller.key),
      'og:image:width': '1200',
      'og:image:height': '800',
      'og:image:alt': 'The panel',
      'twitter:card': 'summary_large_image',
    })
    expect(link).toMatchObject({
      canonical: publicUrl + loop,
      license: 'https://creativecommons.org/licenses/by/4.0/',
    })
  })

  it.each([paths.explore, paths.project({ owner: 'ada', id: 'plain' }), paths.about])(
    'is the picture of the site itself where there is none at %s',
    async path => {
      const { meta } = await headOf(path)
      expect(meta['og:image']).toBe(publicUrl + paths.siteCard)
      expect([meta['og:image:width'], meta['og:image:height']]).toEqual(['1200', '630'])
    },
  )

  it('is a picture of the size it says', async () => {
    const { rawPayload, headers } = await site.visitor().get(paths.siteCard)
    expect(headers['content-type']).toBe('image/jpeg')
    expect(sizeOfJpeg(rawPayload)).toEqual({ width: 1200, height: 630 })
  })

  it('is nothing of a draft, not even to its maker', async () => {
    const { payload } = await ada.get(paths.project({ owner: 'ada', id: 'draft' }))
    expect(payload).toContain('<meta name="robots" content="noindex"/>')
    expect(payload).not.toMatch(/ld\+json|rel="canonical"/)
  })
})
