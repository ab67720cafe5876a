import cookie from '@hapi/cookie'
import type { Plugin, Request, ResponseToolkit } from '@hapi/hapi'
import Joi from 'joi'
import type { Kysely } from 'kysely'
import { accountLimits, type LogIn, type OwnAccount, type SignUp } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import { readerOf } from '../credentials.ts'
import type { StoredAccount } from '../db/accounts.ts'
import type { Schema } from '../db/schema.ts'
import { type Bait, logIn, signUp } from '../domain/accounts.ts'
import type { Limits } from '../domain/limits.ts'
import { resetPassword } from '../domain/password-resets.ts'
import { accountOfSession, beginSession, endSession, sessionDays } from '../domain/sessions.ts'
import { newPassword, shownLine } from './lines.ts'

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
const nameCookie = 'muzhack-name'

// Anybody may send it, and before any limit is counted.
const payload = { maxBytes: 16 * 1024 }

/** The `cache-control` of what depends on who asks. */
export const forOnePerson = 'private, no-store'

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
        const user = typeof session.id === 'string' ? await accountOfSession(db, session.id) : undefined
        return user ? { isValid: true, credentials: { user, session } } : { isValid: false }
      },
    })
    server.auth.default('session')
    // @hapi/cookie takes a session that could not be looked up for a wrong one, which would log people out.
    server.ext('onPostAuth', ({ auth }, h) => {
      if (auth.error && 'data' in auth.error && auth.error.data instanceof Error) throw auth.error.data
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
      options: { auth: { mode: 'try' } },
      async handler(request, h) {
        const id = idOf(request)
        if (id !== undefined) await endSession(db, id)
        request.cookieAuth.clear()
        return h.response().unstate(nameCookie, { path: '/' }).code(204)
      },
    })

    server.route({
      method: 'GET',
      path: paths.api.session,
      options: { auth: { mode: 'try' }, cache: { otherwise: forOnePerson } },
      handler(request) {
        const account = readerOf(request)
        return { account: account ? toOwn(account) : null }
      },
    })

    async function enter(request: Entrance, h: Pick<ResponseToolkit, 'state'>, account: StoredAccount) {
      const id = await beginSession(db, account, request.raw.req.headers['user-agent'] ?? '')
      request.cookieAuth.set({ id })
      h.state(nameCookie, account.username)
    }
  },
}

/** Nobody signed in has no credentials, whatever hapi's types say. */
function idOf({ auth }: Request): string | undefined {
  const credentials = auth.credentials as { session?: { id?: string } } | null
  return credentials?.session?.id
}

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
