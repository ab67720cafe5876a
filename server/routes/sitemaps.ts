import { Readable } from 'node:stream'
import type { Plugin } from '@hapi/hapi'
import type { Kysely } from 'kysely'
import { paths } from '../../src/paths.ts'
import type { Schema } from '../db/schema.ts'
import { NotFound } from '../domain/errors.ts'
import { type SitemapEntry, sitemapEntries, sitemapNames } from '../domain/sitemaps.ts'
import { document, element } from './xml.ts'

type Options = { db: Kysely<Schema>; publicUrl: string }

/** What search engines look for: where they may go, and what there is. */
export const sitemaps: Plugin<Options> = {
  name: 'sitemaps',
  register(server, { db, publicUrl }) {
    server.route({
      method: 'GET',
      path: paths.robots,
      options: { auth: false },
      handler: (_, h) => h.response(robotsOf(publicUrl)).type('text/plain; charset=utf-8'),
    })

    server.route({
      method: 'GET',
      path: paths.sitemap,
      options: { auth: false },
      async handler(_, h) {
        const names = [sitemapOfPages, ...(await sitemapNames(db))]
        const files = names.map(name =>
          element('sitemap', {}, element('loc', {}, publicUrl + paths.sitemapFile({ file: `${name}.xml` }))),
        )
        return h.response(document(element('sitemapindex', { xmlns }, ...files))).type(xmlType)
      },
    })

    server.route({
      method: 'GET',
      path: paths.sitemapFile({ file: `${sitemapOfPages}.xml` }),
      options: { auth: false },
      handler: (_, h) => {
        const urls = pages.map(page => element('url', {}, element('loc', {}, publicUrl + page)))
        return h.response(document(element('urlset', { xmlns }, ...urls))).type(xmlType)
      },
    })

    server.route<{ Params: { file: string } }>({
      method: 'GET',
      path: paths.sitemapFile({ file: '{file}' }),
      options: { auth: false },
      async handler({ params }, h) {
        const batches = sitemapEntries(db, params.file.replace(/\.xml$/, ''))
        const first = await batches.next()
        if (first.done) throw new NotFound('There is no such sitemap.')
        const text = urlset(publicUrl, first.value, batches)
        return h.response(Readable.from(text, { objectMode: false })).type(xmlType)
      },
    })
  },
}

const xmlns = 'http://www.sitemaps.org/schemas/sitemap/0.9'
const xmlType = 'application/xml; charset=utf-8'
const sitemapOfPages = 'pages'

const pages = [
  paths.explore,
  paths.tags,
  paths.about,
  paths.searchHelp,
  paths.markdownHelp,
  paths.apiHelp,
  paths.terms,
  paths.privacy,
  paths.takedown,
]

/** What is no page to read, but a form, somebody's own, or for programs. */
const keptOut = [
  '/api/',
  paths.create,
  paths.drafts,
  paths.settings,
  paths.moderation,
  paths.login,
  paths.logout,
  paths.signup,
  '/account/',
  paths.report,
  paths.editProject({ owner: '*', id: '*' }),
  paths.editSiteText({ path: paths.about }),
  paths.editSiteText({ path: '/legal/*' }),
]

const robotsOf = (publicUrl: string) =>
  [
    'User-agent: *',
    'Allow: /',
    ...keptOut.map(path => `Disallow: ${path}`),
    '',
    `Sitemap: ${publicUrl}${paths.sitemap}`,
    '',
  ].join('\n')

/** Piece by piece: a file is some megabytes long. */
async function* urlset(publicUrl: string, first: SitemapEntry[], rest: AsyncIterable<SitemapEntry[]>) {
  const [begin = '', end = ''] = document(element('urlset', { xmlns }, '|')).split('|')
  yield begin + urlsOf(publicUrl, first)
  for await (const entries of rest) yield urlsOf(publicUrl, entries)
  yield end
}

const urlsOf = (publicUrl: string, entries: readonly SitemapEntry[]): string =>
  entries
    .map(({ path, updated }) =>
      element('url', {}, element('loc', {}, publicUrl + path), element('lastmod', {}, updated.toISOString())),
    )
    .map(({ xml }) => xml)
    .join('\n')
