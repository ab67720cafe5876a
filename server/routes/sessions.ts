import cookie from '@hapi/cookie'
import type { Plugin, Request, ResponseToolkit } from '@hapi/hapi'
import Joi from 'joi'
import type { Kysely } from 'kysely'
import { accountLimits, type LogIn, type OwnAccount, type SignUp } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import { readerOf, sessionIdOf } from '../credentials.ts'
import type { StoredAccount } from '../db/accounts.ts'
import type { Schema } from '../db/schema.ts'
import { type Bait, logIn, signUp } from '../domain/accounts.ts'
import { NotAllowed } from '../domain/errors.ts'
import type { Limits } from '../domain/limits.ts'
import { resetPassword } from '../domain/password-resets.ts'
import { beginSession, endSession, sessionDays, useSession } from '../domain/sessions.ts'
import { newPassword, shownLine } from './lines.ts'

declare module '@hapi/hapi' {
  interface PluginSpecificConfiguration {
    /** Says of a route that whoever has deleted their account may use it still. */
    sessions?: { leavers: true }
  }
}

type Options = {
  db: Kysely<Schema>
  limits: Limits
  secret: string
  secure: boolean
  addressOf: (request: Pick<Request, 'raw'>) => string
}

type Entrance = Pick<Request, 'raw' | 'cookieAuth'>

const sessionCookie = 'muzhack-session'
/** Readable by pages, which show who is signed in without asking: it opens nothing. */
export const nameCookie = 'muzhack-name'

// Anybody may send it, and before any limit is counted.
const payload = { maxBytes: 16 * 1024 }

/** The `cache-control` of what depends on who asks. */
export const forOnePerson = 'private, no-store'

/** Of a route that is for those too who have deleted their account. */
export const forLeavers = { plugins: { sessions: { leavers: true } } } as const

/** Sessions by cookie, and the ways to get one and to end it. */
export const sessions: Plugin<Options> = {
  name: 'sessions',
  async register(server, { db, limits, secret, secure, addressOf }) {
    const shared = { ttl: sessionDays * 86_400_000, isSecure: secure, isSameSite: 'Lax', path: '/' } as const
    await server.register(cookie)
    server.state(nameCookie, { ...shared, isHttpOnly: false, encoding: 'none', ignoreErrors: true })
    server.auth.strategy('session', 'cookie', {
      cookie: { ...shared, name: sessionCookie, password: secret, isHttpOnly: true, ignoreErrors: true },
      validate: async (_: Request, session: { id?: unknown }) => {
        const used = typeof session.id === 'string' ? await useSession(db, session.id) : undefined
        if (!used) return { isValid: false }
        const { account: user, isRenewed } = used
        return { isValid: true, credentials: { user, session, isRenewed } }
      },
    })
    server.auth.default('session')
    // @hapi/cookie takes a session that could not be looked up for a wrong one, which would log people out.
    server.ext('onPostAuth', ({ auth }, h) => {
      if (auth.error && 'data' in auth.error && auth.error.data instanceof Error) throw auth.error.data
      return h.continue
    })

    server.ext('onPostAuth', (request, h) => {
      const { auth, route } = request
      const account = readerOf(request)
      const id = sessionIdOf(request)
      if (!account || id === undefined) return h.continue
      if ('isRenewed' in auth.credentials && auth.credentials.isRenewed) renew(request, h, { id, account })
      if (account.endsOn === undefined || route.settings.plugins?.sessions?.leavers) return h.continue
      if (auth.mode === 'required') throw new NotAllowed(leaving)
      // What anybody may read they may read too, as anybody.
      auth.isAuthenticated = false
      return h.continue
    })

    server.ext('onPreResponse', ({ auth, response }, h) => {
      const headers = 'isBoom' in response ? response.output.headers : response.headers
      if (auth.isAuthenticated) headers['cache-control'] ??= forOnePerson
      return h.continue
    })

    server.route<{ Payload: SignUp & Bait }>({
      method: 'POST',
      path: paths.api.signup,
      options: { auth: false, payload, validate: { payload: signUpForm } },
      async handler(request, h) {
        const account = await signUp(db, limits, { address: addressOf(request) }, request.payload)
        await enter(request, h, account)
        return h.response(toOwn(account)).code(201)
      },
    })

    server.route<{ Payload: LogIn }>({
      method: 'POST',
      path: paths.api.login,
      options: { auth: false, payload, validate: { payload: logInForm } },
      async handler(request, h) {
        const account = await logIn(db, limits, { address: addressOf(request) }, request.payload)
        await enter(request, h, account)
        return toOwn(account)
      },
    })

    server.route<{ Params: { token: string }; Payload: { password: string } }>({
      method: 'POST',
      path: paths.api.resetPassword({ token: '{token}' }),
      options: { auth: false, payload, validate: { payload: Joi.object({ password: newPassword }) } },
      async handler(request, h) {
        const { params, payload } = request
        await enter(request, h, await resetPassword(db, params.token, payload.password))
        return h.response().code(204)
      },
    })

    server.route({
      method: 'POST',
      path: paths.api.logout,
      options: { auth: { mode: 'try' }, ...forLeavers },
      async handler(request, h) {
        const id = sessionIdOf(request)
        if (id !== undefined) await endSession(db, id)
        request.cookieAuth.clear()
        return h.response().unstate(nameCookie, { path: '/' }).code(204)
      },
    })

    server.route({
      method: 'GET',
      path: paths.api.session,
      options: { auth: { mode: 'try' }, cache: { otherwise: forOnePerson }, ...forLeavers },
      handler(request) {
        const account = readerOf(request)
        return { account: account ? toOwn(account) : null }
      },
    })

    async function enter(request: Entrance, h: Pick<ResponseToolkit, 'state'>, account: StoredAccount) {
      const id = await beginSession(db, account, request.raw.req.headers['user-agent'] ?? '')
      renew(request, h, { id, account })
    }

    /** The browser keeps what it has for as long again. */
    function renew(
      { cookieAuth }: Pick<Request, 'cookieAuth'>,
      h: Pick<ResponseToolkit, 'state'>,
      { id, account }: { id: string; account: StoredAccount },
    ) {
      cookieAuth.set({ id })
      if (account.endsOn === undefined) h.state(nameCookie, account.username)
    }
  },
}

const leaving =
  'You have deleted this account. Until it ends you can take it back; only then can you go on with it.'

const toOwn = ({ id: _, ...account }: StoredAccount): OwnAccount => account

const { username, name, email, password } = accountLimits

const signUpForm = Joi.object<SignUp & Bait, true>({
  website: Joi.string().allow('').max(200),
  shown: Joi.number().integer(),
  username: Joi.string().trim().max(username).required(),
  email: Joi.string().trim().max(email).required(),
  password: newPassword,
  name: shownLine(name).required(),
})

const logInForm = Joi.object<LogIn, true>({
  username: Joi.string().trim().max(email).required(),
  password: Joi.string().max(password).required(),
})
