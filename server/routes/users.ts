import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import { accountLimits, type Profile, type ProfileChange } from '../../src/account.ts'
import { type AvatarChange, avatarSizes } from '../../src/avatar.ts'
import { linkLimits } from '../../src/links.ts'
import { paths } from '../../src/paths.ts'
import { accountOf } from '../credentials.ts'
import { changeProfile, makerCalled, toMaker } from '../domain/accounts.ts'
import { changeAvatar, removeAvatar } from '../domain/avatars.ts'
import type { Press } from '../domain/projects.ts'
import { projectsOf } from '../domain/search.ts'
import { shownLine } from './lines.ts'
import { listOf } from './lists.ts'
import { type Page, page } from './search.ts'

type Address = { username: string }

/** Makers: what they tell of themselves, and what they have published. */
export const users: Plugin<Press> = {
  name: 'users',
  register(server, { db, files, limits }) {
    const address = paths.api.user({ username: '{username}' })
    const avatarAddress = paths.api.avatar({ username: '{username}' })

    server.route<{ Params: Address; Query: Page }>({
      method: 'GET',
      path: address,
      options: { auth: false, validate: { query: Joi.object(page) } },
      async handler({ params, query }): Promise<Profile> {
        const maker = await makerCalled(db, params.username)
        const projects = await projectsOf({ db, files }, maker.id, query)
        return { account: toMaker(maker, files), projects }
      },
    })

    server.route<{ Params: Address; Payload: ProfileChange }>({
      method: 'PUT',
      path: address,
      options: { validate: { payload: change } },
      handler: request =>
        changeProfile({ db, files, limits }, accountOf(request), request.params.username, request.payload),
    })

    server.route<{ Params: Address; Payload: AvatarChange }>({
      method: 'PUT',
      path: avatarAddress,
      options: { validate: { payload: avatar } },
      handler: async request => ({
        avatar: await changeAvatar(
          { db, files, limits },
          accountOf(request),
          request.params.username,
          request.payload,
        ),
      }),
    })

    server.route<{ Params: Address }>({
      method: 'DELETE',
      path: avatarAddress,
      async handler(request, h) {
        await removeAvatar({ db, limits }, accountOf(request), request.params.username)
        return h.response().code(204)
      },
    })

    server.route<{ Params: Address }>({
      method: 'GET',
      path: paths.aboutMaker({ username: '{username}' }),
      options: { auth: false },
      handler: ({ params }, h) => h.redirect(`${paths.profile(params)}#about`),
    })
  },
}

const change = Joi.object<ProfileChange, true>({
  name: shownLine(accountLimits.name).required(),
  about: Joi.string().allow('').max(accountLimits.about).required(),
  // Their rules tell which of them is wrong.
  links: listOf(
    Joi.string()
      .allow('')
      .max(10 * linkLimits.length),
    2 * linkLimits.count,
  ),
  version: Joi.number().integer().min(1).max(1_000_000_000).required(),
})

const picture = Joi.object<AvatarChange['pictures'][number], true>({
  key: Joi.string().max(1024).required(),
  size: Joi.number()
    .valid(...avatarSizes)
    .required(),
})

const avatar = Joi.object<AvatarChange, true>({
  pictures: listOf(picture, avatarSizes.length).length(avatarSizes.length).unique('size').required(),
})
