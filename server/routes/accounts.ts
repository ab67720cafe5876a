import type { Plugin, Request } from '@hapi/hapi'
import Joi from 'joi'
import type { Kysely } from 'kysely'
import { accountLimits } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import { accountOf } from '../credentials.ts'
import type { Schema } from '../db/schema.ts'
import { askToConfirm, confirm } from '../domain/confirmations.ts'
import type { Limits } from '../domain/limits.ts'
import { askToReset, resettable } from '../domain/password-resets.ts'

type Options = {
  db: Kysely<Schema>
  limits: Limits
  addressOf: (request: Pick<Request, 'raw'>) => string
}

// Anybody may send them, and before any limit is counted.
const payload = { maxBytes: 16 * 1024 }

/** Accounts by way of their letters: addresses confirmed, passwords forgotten. */
export const accounts: Plugin<Options> = {
  name: 'accounts',
  register(server, { db, limits, addressOf }) {
    server.route<{ Payload: { token: string } }>({
      method: 'POST',
      path: paths.api.confirmations,
      options: { auth: false, payload, validate: { payload: Joi.object({ token }) } },
      handler: async request => ({ username: (await confirm({ db }, request.payload.token)).username }),
    })

    server.route({
      method: 'POST',
      path: paths.api.confirmationLetters,
      async handler(request, h) {
        await askToConfirm({ db, limits }, accountOf(request))
        return h.response().code(204)
      },
    })

    server.route<{ Payload: { username: string } }>({
      method: 'POST',
      path: paths.api.forgotPassword,
      options: { auth: false, payload, validate: { payload: Joi.object({ username }) } },
      async handler(request, h) {
        await askToReset({ db, limits }, { address: addressOf(request) }, request.payload.username)
        return h.response().code(204)
      },
    })

    server.route<{ Params: { token: string } }>({
      method: 'GET',
      path: paths.api.resetPassword({ token: '{token}' }),
      options: { auth: false },
      handler: async ({ params }) => ({ username: (await resettable(db, params.token)).username }),
    })
  },
}

const token = Joi.string().max(100).required()
const username = Joi.string().trim().max(accountLimits.email).required()
