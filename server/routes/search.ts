import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import type { Profile } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import { longestQuery } from '../../src/search.ts'
import { accountOf } from '../domain/accounts.ts'
import type { Workshop } from '../domain/projects.ts'
import { searchProjects } from '../domain/search.ts'

type Page = { after?: string; limit: number }

/** Lists of projects: everybody's, and a maker's. */
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

    server.route<{ Params: { username: string }; Query: Page }>({
      method: 'GET',
      path: paths.api.user({ username: '{username}' }),
      options: { auth: false, validate: { query: Joi.object(page) } },
      async handler({ params, query }): Promise<Profile> {
        const { id: ownerId, ...account } = await accountOf(db, params.username)
        return { account, projects: await searchProjects(db, files, { ...query, ownerId }) }
      },
    })
  },
}

const page = { after: Joi.string().max(200), limit: Joi.number().integer().min(1).max(100).default(24) }
