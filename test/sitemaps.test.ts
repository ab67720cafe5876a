import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { parseSitemap, parseSitemapIndex } from 'sitemap'
import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import type { ProjectDraft } from '../src/project.ts'
import { aDraft, muzhack, publicUrl } from './help/muzhack.ts'
import { problemsOf } from './help/xml.ts'

const site = muzhack()
const fileAt = (name: string) => paths.sitemapFile({ file: `${name}.xml` })

/** A sitemap, after xmllint has held it against the schema of sitemaps.org. */
async function entriesIn(name: string) {
  const { statusCode, payload } = await site.visitor().get(fileAt(name))
  expect(statusCode).toBe(200)
  const schema = await readFile('node_modules/sitemap/schema/sitemap.xsd')
  expect(await problemsOf(payload, { fileName: 'sitemap.xsd', contents: schema })).toEqual([])
  return parseSitemap(Readable.from([payload]))
}
const addressesIn = async (name: string) => (await entriesIn(name)).map(({ url }) => url)

async function filesInIndex(): Promise<string[]> {
  const { payload } = await site.visitor().get(paths.sitemap)
  expect(await problemsOf(payload)).toEqual([])
  const files = await parseSitemapIndex(Readable.from([payload]))
  return files.map(({ url }) => url.replace(publicUrl, ''))
}

async function publish(owner: string, draft: Partial<ProjectDraft>) {
  const maker = await site.maker(owner)
  await maker.post(paths.api.projectsOf({ owner }), aDraft(draft))
  return maker
}
const setProject = (slug: string, what: { status?: 'hidden'; updated?: Date }) =>
  site.db.updateTable('projects').set(what).where('slug', '=', slug).execute()
const setAccount = (username: string, what: { suspended?: string; leaving?: string }) =>
  site.db.updateTable('accounts').set(what).where('username', '=', username).execute()

const now = new Date().toISOString()

beforeAll(async () => {
  await publish('ada', { id: 'loop' })
  await publish('drafter', { id: 'draft', status: 'draft' })
  await publish('hider', { id: 'hidden' })
  await setProject('hidden', { status: 'hidden' })
  await publish('spammer', { id: 'spam' })
  await setAccount('spammer', { suspended: now })
  await publish('leaver', { id: 'left' })
  await setAccount('leaver', { leaving: now })
  const deleter = await publish('deleter', { id: 'deleted' })
  await deleter.remove(paths.api.project({ owner: 'deleter', id: 'deleted' }))
})

describe('the sitemap', () => {
  it('names a file of pages, of projects and of makers', async () => {
    expect(await filesInIndex()).toEqual([fileAt('pages'), fileAt('projects-1'), fileAt('makers-1')])
    expect(await addressesIn('pages')).toContain(publicUrl + paths.about)
  })

  it('has the projects that anyone may read, and when they were changed', async () => {
    await setProject('loop', { updated: new Date('2026-03-01T10:00:00Z') })
    expect(await entriesIn('projects-1')).toMatchObject([
      { url: `${publicUrl}/u/ada/loop`, lastmod: '2026-03-01T10:00:00.000Z' },
    ])
  })

  it('has the makers who have published something', async () => {
    expect(await entriesIn('makers-1')).toMatchObject([
      { url: `${publicUrl}/u/ada`, lastmod: '2026-03-01T10:00:00.000Z' },
    ])
  })

  it('leads to pages that are there and want to be found', async () => {
    const files = await Promise.all((await filesInIndex()).map(file => site.visitor().get(file)))
    const addresses = files.flatMap(({ payload }) => [...payload.matchAll(/<loc>([^<]*)/g)])
    const pages = await Promise.all(
      addresses.map(([, url = '']) => site.visitor().get(url.replace(publicUrl, ''))),
    )
    expect(pages.map(({ statusCode }) => statusCode)).toEqual(pages.map(() => 200))
    expect(pages.filter(({ payload }) => payload.includes('noindex'))).toEqual([])
  })

  it('has no other files', async () => {
    const names = ['projects-2', 'projects-0', 'projects-01', 'drafts-1', 'constructor-1', 'projects']
    const answers = await Promise.all(names.map(name => site.visitor().get(fileAt(name))))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(names.map(() => 404))
  })
})

describe('the sitemap of a large site', () => {
  it('goes on in another file every 50,000 numbers, and leaves out the empty ones', async () => {
    // As if many had come and gone: numbers 50,000 and 50,001, and then 2,500 in the fourth file.
    await sql`insert into projects (id, owner_id, slug, title, summary, description, instructions,
        description_html, instructions_html, renderer, licences, tags, status, published)
      overriding system value
      select number, owner_id, 'many-' || number, title, summary, description, instructions,
        description_html, instructions_html, renderer, licences, tags, status, published
      from projects, (select 50000 + generate_series(0, 1) union select 160000 + generate_series(1, 2500)) as n (number)
      where slug = 'loop'`.execute(site.db)
    const projects = (await filesInIndex()).filter(file => file.includes('projects'))
    expect(projects).toEqual(['projects-1', 'projects-2', 'projects-4'].map(fileAt))
    expect(await addressesIn('projects-1')).toEqual([
      `${publicUrl}/u/ada/loop`,
      `${publicUrl}/u/ada/many-50000`,
    ])
    expect(await addressesIn('projects-2')).toEqual([`${publicUrl}/u/ada/many-50001`])
    expect(new Set(await addressesIn('projects-4')).size).toBe(2500)
  })
})

describe('robots.txt', () => {
  it('lets search engines read pages, keeps them out of forms, and names the sitemap', async () => {
    const { headers, payload } = await site.visitor().get(paths.robots)
    expect(headers['content-type']).toBe('text/plain; charset=utf-8')
    const lines = payload.split('\n')
    expect(lines).toEqual(
      expect.arrayContaining(['User-agent: *', 'Allow: /', 'Disallow: /api/', 'Disallow: /settings']),
    )
    expect(lines).toContain('Disallow: /u/*/*/edit')
    expect(lines).toContain(`Sitemap: ${publicUrl}/sitemap.xml`)
  })
})
