import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import { paths } from '../../src/paths.ts'
import { longestQuery, type Sort, sorts } from '../../src/search.ts'
import type { Workshop } from '../domain/projects.ts'
import { searchProjects } from '../domain/search.ts'

/** Where a list goes on, and how much of it is asked for. */
export type Page = { after?: string; limit: number }

/** What is published. */
export const search: Plugin<Workshop> = {
  name: 'search',
  register(server, { db, files }) {
    server.route<{ Query: Page & { query: string; sort?: Sort } }>({
      method: 'GET',
      path: paths.api.search,
      options: { auth: false, validate: { query: Joi.object({ ...page, ...question }) } },
      handler: ({ query }) => searchProjects({ db, files }, query),
    })
  },
}

const question = {
  query: Joi.string().allow('').max(longestQuery).default(''),
  sort: Joi.valid(...sorts),
}

export const page = {
  after: Joi.string().max(200),
  limit: Joi.number().integer().min(1).max(100).default(24),
}
