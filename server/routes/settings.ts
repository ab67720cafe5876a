import type { Plugin, Request } from '@hapi/hapi'
import Joi from 'joi'
import type { Kysely } from 'kysely'
import {
  type AccountDeletion,
  type AddressChange,
  accountLimits,
  type OwnAccount,
  type PasswordChange,
} from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import type { Session } from '../../src/session.ts'
import { accountOf, ownSessionIdOf } from '../credentials.ts'
import type { Schema } from '../db/schema.ts'
import { askToChangeAddress, changeAddress } from '../domain/address-changes.ts'
import { NotFound } from '../domain/errors.ts'
import { deleteAccount, takeAccountBack } from '../domain/leaving.ts'
import type { Limits } from '../domain/limits.ts'
import { changePassword } from '../domain/own-password.ts'
import { endOtherSessions, endSessionCalled, sessionsOf } from '../domain/sessions.ts'
import { newPassword } from './lines.ts'
import { forLeavers, nameCookie } from './sessions.ts'

type Options = {
  db: Kysely<Schema>
  limits: Limits
  addressOf: (request: Pick<Request, 'raw'>) => string
}

/** One's own account: its password, its address, where it is logged in, and its end. */
export const settings: Plugin<Options> = {
  name: 'settings',
  register(server, { db, limits, addressOf }) {
    const desk = { db, limits }
    const ownerOf = (request: Pick<Request, 'auth' | 'raw'>) => ({
      account: accountOf(request),
      address: addressOf(request),
    })

    server.route<{ Payload: PasswordChange }>({
      method: 'PUT',
      path: paths.api.password,
      options: { validate: { payload: passwordChange } },
      async handler(request, h) {
        const owner = { ...ownerOf(request), sessionId: ownSessionIdOf(request) }
        await changePassword(desk, owner, request.payload)
        return h.response().code(204)
      },
    })

    server.route<{ Payload: AddressChange }>({
      method: 'POST',
      path: paths.api.addressChanges,
      options: { validate: { payload: addressChange } },
      async handler(request, h) {
        await askToChangeAddress(desk, ownerOf(request), request.payload)
        return h.response().code(204)
      },
    })

    server.route<{ Payload: { token: string } }>({
      method: 'POST',
      path: paths.api.addressConfirmations,
      options: { auth: false, payload: { maxBytes: 16 * 1024 }, validate: { payload: letter } },
      handler: ({ payload }) => changeAddress(desk, payload.token),
    })

    server.route({
      method: 'GET',
      path: paths.api.sessions,
      handler: async (request): Promise<{ sessions: Session[] }> => ({
        sessions: await sessionsOf(db, accountOf(request), ownSessionIdOf(request)),
      }),
    })

    server.route<{ Params: Pick<Session, 'number'> }>({
      method: 'DELETE',
      path: paths.api.sessionCalled({ number: '{number}' }),
      options: { validate: { params: sessionNumber } },
      async handler(request, h) {
        await endSessionCalled(db, accountOf(request), request.params.number)
        return h.response().code(204)
      },
    })

    server.route({
      method: 'DELETE',
      path: paths.api.sessions,
      async handler(request, h) {
        await endOtherSessions(db, accountOf(request), ownSessionIdOf(request))
        return h.response().code(204)
      },
    })

    server.route<{ Payload: AccountDeletion }>({
      method: 'POST',
      path: paths.api.accountDeletion,
      options: { validate: { payload: deletion } },
      async handler(request, h) {
        const answer = await deleteAccount(desk, ownerOf(request), request.payload)
        request.cookieAuth.clear()
        return h.response(answer).unstate(nameCookie, { path: '/' })
      },
    })

    server.route({
      method: 'DELETE',
      path: paths.api.accountDeletion,
      options: forLeavers,
      async handler(request, h) {
        const { id: _, ...account } = await takeAccountBack(desk, accountOf(request))
        return h.response(account satisfies OwnAccount).state(nameCookie, account.username)
      },
    })

    server.route({
      method: 'GET',
      path: paths.changePassword,
      options: { auth: false },
      handler: (_, h) => h.redirect(paths.securitySettings),
    })
  },
}

const ownPassword = Joi.string().max(accountLimits.password).required()
const passwordChange = Joi.object<PasswordChange, true>({ old: ownPassword, password: newPassword })
const addressChange = Joi.object<AddressChange, true>({
  email: Joi.string().trim().max(accountLimits.email).required(),
  password: ownPassword,
})
const letter = Joi.object<{ token: string }, true>({ token: Joi.string().max(100).required() })
const deletion = Joi.object<AccountDeletion, true>({
  password: ownPassword,
  projects: Joi.string().valid('remove', 'keep').required(),
})
const sessionNumber = Joi.object<Pick<Session, 'number'>, true>({
  number: Joi.number()
    .integer()
    .min(1)
    .required()
    .error(() => new NotFound('This session has ended already.')),
})
