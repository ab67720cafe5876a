import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import type { Kysely } from 'kysely'
import { paths } from '../../src/paths.ts'
import { type SiteTextChange, siteTextLimit } from '../../src/site-text.ts'
import { accountOf } from '../credentials.ts'
import type { Schema } from '../db/schema.ts'
import type { Limits } from '../domain/limits.ts'
import { changeSiteText, siteTextCalled } from '../domain/site-texts.ts'

type Address = { name: string }

/** What the site itself says: what it is, its terms, privacy, takedown. */
export const siteTexts: Plugin<{ db: Kysely<Schema>; limits: Limits }> = {
  name: 'site-texts',
  register(server, { db, limits }) {
    const path = paths.api.siteText({ name: '{name}' })

    server.route<{ Params: Address }>({
      method: 'GET',
      path,
      options: { auth: false },
      handler: ({ params }) => siteTextCalled(db, params.name),
    })

    server.route<{ Params: Address; Payload: SiteTextChange }>({
      method: 'PUT',
      path,
      options: { validate: { payload: change } },
      handler: request =>
        changeSiteText({ db, limits }, accountOf(request), request.params.name, request.payload),
    })
  },
}

const change = Joi.object<SiteTextChange, true>({
  text: Joi.string().max(siteTextLimit).required(),
  version: Joi.number().integer().min(0).max(1_000_000_000).required(),
})
