import type { Plugin, ResponseObject, ResponseToolkit } from '@hapi/hapi'
import Joi from 'joi'
import { paths } from '../../src/paths.ts'
import { normaliseTag, projectLimits, tagPattern } from '../../src/project.ts'
import { longestQuery } from '../../src/search.ts'
import { makerCalled } from '../domain/accounts.ts'
import { NotFound } from '../domain/errors.ts'
import { feedOf } from '../domain/feeds.ts'
import type { Workshop } from '../domain/projects.ts'
import { tagOf } from './etags.ts'
import { atomOf, type FeedAbout, lastUpdate } from './feeds/atom.ts'
import { page } from './search.ts'

type Options = Workshop & { publicUrl: string }
type Onwards = { after?: string }

/** What is published, as Atom: of everybody, a maker, a tag or a search. */
export const feeds: Plugin<Options> = {
  name: 'feeds',
  register(server, { publicUrl, ...workshop }) {
    server.route<{ Query: Onwards & { q: string } }>({
      method: 'GET',
      path: paths.feed,
      options: { auth: false, validate: { query: Joi.object({ after, q: query }) } },
      handler: ({ query: { q, after } }, h) => send(h, q ? ofSearch(q) : ofAll, { query: q, after }),
    })

    server.route<{ Params: { username: string }; Query: Onwards }>({
      method: 'GET',
      path: paths.makerFeed({ username: '{username}' }),
      options: { auth: false, validate: { query: Joi.object({ after }) } },
      async handler({ params, query }, h) {
        const maker = await makerCalled(workshop.db, params.username)
        return send(h, ofMaker(maker), { ...query, ownerId: maker.id })
      },
    })

    server.route<{ Params: { tag: string }; Query: Onwards }>({
      method: 'GET',
      path: paths.tagFeed({ tag: '{tag}' }),
      options: { auth: false, validate: { query: Joi.object({ after }) } },
      async handler({ params, query }, h) {
        const tag = checkedTag(params.tag)
        return send(h, ofTag(tag), { ...query, query: `[${tag}]` })
      },
    })

    async function send(
      h: Pick<ResponseToolkit, 'response'>,
      about: FeedAbout,
      question: Parameters<typeof feedOf>[1],
    ): Promise<ResponseObject> {
      const feed = await feedOf(workshop, question)
      const atom = atomOf(publicUrl, about, feed, question.after)
      return h
        .response(atom)
        .type('application/atom+xml; charset=utf-8')
        .etag(tagOf(atom))
        .header('last-modified', new Date(lastUpdate(feed)).toUTCString())
    }
  },
}

const { after } = page
const query = Joi.string().allow('').max(longestQuery).default('')

const ofAll: FeedAbout = { title: 'MuzHack: newest projects', feed: paths.feed, page: paths.explore }

const ofSearch = (query: string): FeedAbout => ({
  title: `MuzHack: projects that match “${query}”`,
  feed: paths.searchFeed(query),
  page: paths.search(query),
})

const ofMaker = (maker: { username: string; name: string }): FeedAbout => ({
  title: `MuzHack: projects by ${maker.name}`,
  feed: paths.makerFeed(maker),
  page: paths.profile(maker),
})

const ofTag = (tag: string): FeedAbout => ({
  title: `MuzHack: projects tagged ${tag}`,
  feed: paths.tagFeed({ tag }),
  page: paths.tag({ tag }),
})

function checkedTag(asked: string): string {
  const tag = normaliseTag(asked)
  if (!tagPattern.test(tag) || tag.length > projectLimits.tag) throw new NotFound('There is no such tag.')
  return tag
}
