import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import { accountLimits, type Maker, type Profile, type ProfileChange } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import { accountOf } from '../credentials.ts'
import type { StoredMaker } from '../db/accounts.ts'
import { changeProfile, makerCalled } from '../domain/accounts.ts'
import type { Press } from '../domain/projects.ts'
import { searchProjects } from '../domain/search.ts'
import { shownLine } from './lines.ts'
import { type Page, page } from './search.ts'

type Address = { username: string }

/** Makers: what they tell of themselves, and what they have published. */
export const users: Plugin<Press> = {
  name: 'users',
  register(server, { db, files, limits }) {
    const address = paths.api.user({ username: '{username}' })

    server.route<{ Params: Address; Query: Page }>({
      method: 'GET',
      path: address,
      options: { auth: false, validate: { query: Joi.object(page) } },
      async handler({ params, query }): Promise<Profile> {
        const maker = await makerCalled(db, params.username)
        const projects = await searchProjects(db, files, { ...query, ownerId: maker.id })
        return { account: toMaker(maker), projects }
      },
    })

    server.route<{ Params: Address; Payload: ProfileChange }>({
      method: 'PUT',
      path: address,
      options: { validate: { payload: change } },
      handler: async request =>
        toMaker(
          await changeProfile({ db, limits }, accountOf(request), request.params.username, request.payload),
        ),
    })

    server.route<{ Params: Address }>({
      method: 'GET',
      path: paths.aboutMaker({ username: '{username}' }),
      options: { auth: false },
      handler: ({ params }, h) => h.redirect(`${paths.profile(params)}#about`),
    })
  },
}

const toMaker = ({ id: _, ...maker }: StoredMaker): Maker => maker

const change = Joi.object<ProfileChange, true>({
  name: shownLine(accountLimits.name).required(),
  about: Joi.string().allow('').max(accountLimits.about).required(),
  version: Joi.number().integer().min(1).max(1_000_000_000).required(),
})
