import { licence } from '../../../src/licences.ts'
import { paths } from '../../../src/paths.ts'
import { pictureToShare } from '../../../src/picture.ts'
import type { Entry, Feed } from '../../domain/feeds.ts'
import { document, element, escaped, type Xml } from '../xml.ts'
import { withAbsoluteLinks } from './links.ts'

/** What a feed is of: its own address and that of the page which shows the same. */
export type FeedAbout = { title: string; feed: string; page: string }

/** A page of a feed, RFC 4287 and 5005. */
export function atomOf(
  publicUrl: string,
  { title, feed, page }: FeedAbout,
  feedPage: Feed,
  after: string | undefined,
): string {
  const { entries, next } = feedPage
  const here = `${publicUrl}${feed}`
  return document(
    element(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en' },
      element('id', {}, here),
      element('title', {}, title),
      element('updated', {}, lastUpdate(feedPage)),
      element('icon', {}, publicUrl + paths.icon),
      link('self', after === undefined ? here : pageAfter(here, after), atomType),
      link('alternate', publicUrl + page, 'text/html'),
      link('first', here, atomType),
      next === null ? undefined : link('next', pageAfter(here, next), atomType),
      ...entries.map(entry => entryOf(publicUrl, entry)),
    ),
  )
}

/** Of an empty feed, long ago. */
export const lastUpdate = ({ entries }: Feed): string =>
  entries
    .map(({ updated }) => updated)
    .toSorted()
    .at(-1) ?? new Date(0).toISOString()

const atomType = 'application/atom+xml'

const link = (rel: string, href: string, type?: string) => element('link', { rel, href, type })

function pageAfter(feed: string, after: string): string {
  const url = new URL(feed)
  url.searchParams.set('after', after)
  return url.href
}

function entryOf(publicUrl: string, entry: Entry): Xml {
  const { owner, id, title, summary, tags, published, updated, licences } = entry
  const page = publicUrl + paths.project({ owner: owner.username, id })
  return element(
    'entry',
    {},
    element('id', {}, nameOf(publicUrl, entry)),
    element('title', {}, title),
    link('alternate', page, 'text/html'),
    link('license', licence(licences.docs).url),
    enclosureOf(entry),
    element('published', {}, published),
    element('updated', {}, updated),
    authorOf(publicUrl, owner),
    ...tags.map(term => element('category', { term })),
    element('summary', {}, summary || title),
    contentOf(entry, page),
  )
}

/** RFC 4151: addresses and titles change, this does not. */
const nameOf = (publicUrl: string, { projectId }: Entry) =>
  `tag:${new URL(publicUrl).hostname},2026:project:${projectId}`

const authorOf = (publicUrl: string, owner: Entry['owner']) =>
  element('author', {}, element('name', {}, owner.name), element('uri', {}, publicUrl + paths.profile(owner)))

function enclosureOf({ cover }: Entry): Xml | undefined {
  if (!cover) return undefined
  const { url, type, size } = cover
  return element('link', { rel: 'enclosure', href: url, type, length: size })
}

function contentOf({ cover, descriptionHtml }: Entry, page: string): Xml | undefined {
  if (descriptionHtml === null) return undefined
  const picture = cover ? `<p><img src="${escaped(shown(cover))}" alt="${escaped(cover.alt)}"></p>` : ''
  return element('content', { type: 'html' }, picture + withAbsoluteLinks(descriptionHtml, page))
}

const shown = (cover: NonNullable<Entry['cover']>) => pictureToShare(cover)?.url ?? cover.url
