import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import { paths } from '../../src/paths.ts'
import { projectLimits } from '../../src/project.ts'
import type { Db } from '../db/schema.ts'
import { tagCalled, tagsFor } from '../domain/tags.ts'

type Question = { begin: string; after?: string; limit: number }

/** What projects are filed under. */
export const tags: Plugin<{ db: Db }> = {
  name: 'tags',
  register(server, { db }) {
    server.route<{ Query: Question }>({
      method: 'GET',
      path: paths.api.tags,
      options: { auth: false, validate: { query: question } },
      handler: ({ query }) => tagsFor(db, query),
    })

    server.route<{ Params: { tag: string } }>({
      method: 'GET',
      path: paths.api.tag({ tag: '{tag}' }),
      options: { auth: false },
      handler: ({ params }) => tagCalled(db, params.tag),
    })
  },
}

const question = Joi.object<Question, true>({
  begin: Joi.string().allow('').max(projectLimits.tag).default(''),
  after: Joi.string().max(projectLimits.tag + 10),
  limit: Joi.number().integer().min(1).max(200).default(100),
})
