import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import { paths } from '../../src/paths.ts'
import { longestQuery } from '../../src/search.ts'
import type { Workshop } from '../domain/projects.ts'
import { searchProjects } from '../domain/search.ts'

/** Where a list goes on, and how much of it is asked for. */
export type Page = { after?: string; limit: number }

/** What is published, newest first. */
export const search: Plugin<Workshop> = {
  name: 'search',
  register(server, { db, files }) {
    server.route<{ Query: Page & { query: string } }>({
      method: 'GET',
      path: paths.api.search,
      options: {
        auth: false,
        validate: {
          query: Joi.object({ ...page, query: Joi.string().allow('').max(longestQuery).default('') }),
        },
      },
      handler: ({ query }) => searchProjects(db, files, query),
    })
  },
}

export const page = {
  after: Joi.string().max(200),
  limit: Joi.number().integer().min(1).max(100).default(24),
}
