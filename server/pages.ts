import type { Plugin, Request, ResponseObject, ResponseToolkit } from '@hapi/hapi'
import { omit } from 'ramda'
import { Refused, refusalIn } from '../client/api.ts'
import type * as Client from '../client/document.tsx'
import type { AnyPage, PageRequest, Posted } from '../client/page.ts'
import type { OwnAccount } from '../src/account.ts'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import type { ShowProblem } from './errors.ts'
import { answerOf, finish, sent } from './finished.ts'
import type { Made, PageCache } from './pages/cache.ts'
import { apiFor, cookiesOf, inject, sessionOf, withCookies } from './pages/inject.ts'
import { keyOf, queryOf, readBy } from './pages/shared.ts'
import { forOnePerson } from './routes/sessions.ts'

/** The client: built, or from Vite in development. */
export type Frontend = {
  client(): Promise<Pick<typeof Client, 'cardStyle' | 'pages' | 'problemPage' | 'render'>>
  /** Addresses of the script and styles that every page loads. */
  assets: Client.RenderInput['assets']
  /** What is left to do to a rendered page. */
  finish(html: string, path: string): Promise<string>
  /** The folder of built files; undefined where Vite serves them. */
  folder: string | undefined
}

type Site = { publicUrl: string; filesOrigin: string }
type Options = { frontend: Frontend; site: Site; cache: PageCache }

const formOptions = {
  auth: false,
  payload: { allow: 'application/x-www-form-urlencoded', maxBytes: 64 * 1024 },
} as const

/** Pages: data from the API, called in process, rendered by React. */
export const pages: Plugin<Options> = {
  name: 'pages',
  async register(server, { frontend, site, cache }) {
    const { show, htmlOf, problem } = shower(frontend, site)
    const { pages, cardStyle } = await frontend.client()

    for (const { name, path, kind, form } of pages) {
      server.route({
        method: 'GET',
        path,
        options: {
          auth: false,
          // A part of something packed is of no use.
          response: { ranges: false },
          ...(kind === 'card' && { plugins: { door: { framed: { cardStyle } } } }),
        },
        handler: told((request, h) => read(name, request, h)),
      })
      if (form) {
        server.route({
          method: 'POST',
          path,
          options: formOptions,
          handler: told((request, h) => send(name, request, h)),
        })
      }
    }

    server.route({
      method: 'POST',
      path: paths.logout,
      options: formOptions,
      async handler(request, h) {
        const answer = await inject(request, 'POST', paths.api.logout)
        return withCookies(h.redirect(paths.explore).code(303), cookiesOf(answer))
      },
    })

    async function pageCalled(name: string): Promise<AnyPage> {
      const page = (await frontend.client()).pages.find(page => page.name === name)
      if (!page) throw new Error(`there is no page called ${name}`)
      return page
    }

    /** What is the same for everybody as anybody sees it, or else, to those who may see more, as they do. */
    async function read(name: string, request: Request, h: ResponseToolkit): Promise<ResponseObject> {
      const page = await pageCalled(name)
      if (!page.shared || (page.session && request.headers.cookie)) return visit(name, request, h)
      const { path } = request
      const params = request.params as Record<string, string>
      const query = readBy(page, queryOf(request.url.searchParams))
      try {
        const make = () => madeOf(page, request, { path, params, query, account: null })
        const shown = await cache.take(keyOf(path, query), page.shared.topics(params), make)
        if ('movedTo' in shown) return h.redirect(shown.movedTo).permanent()
        return sent(answerOf(shown.finished, { method: 'GET', headers: request.raw.req.headers }), h)
      } catch (error) {
        if (!refusalIn(error) || !request.headers.cookie) throw error
        return visit(name, request, h)
      }
    }

    /** Kept at the page's own address only, of which others are mere spellings. */
    async function madeOf(page: AnyPage, request: Request, asked: PageRequest): Promise<Made> {
      const { api, hasMoved, isForOnePerson, cookies } = apiFor(request, { asAnybody: true })
      const data: unknown = await page.load(api, asked)
      if (isForOnePerson() || cookies().length > 0)
        throw new Error(`the page ${page.name} is not for everybody`)
      const { canonical = asked.path } = page.head(data)
      if (hasMoved()) return { movedTo: canonical, isKept: false }
      const html = await htmlOf(page, data, asked.path)
      return {
        finished: {
          ...(await finish(Buffer.from(html), {
            route: page.path,
            headers: page.session ? visitorsHeaders : pageHeaders,
          })),
          isForVisitors: page.session !== undefined,
        },
        isKept: canonical === asked.path && frontend.folder !== undefined,
        lasts: page.shared?.lasts?.(data),
      }
    }

    async function visit(
      name: string,
      request: Request,
      h: ResponseToolkit,
      posted?: Posted,
    ): Promise<ResponseObject> {
      const page = await pageCalled(name)
      const { path } = request
      const { api, hasMoved, isForOnePerson, cookies } = apiFor(request)
      const account = page.session ? await sessionOf(request, api) : null
      const sent = sentElsewhere(page, account, request, h)
      if (sent) return sent
      const asked = {
        path,
        params: request.params as Record<string, string>,
        query: readBy(page, queryOf(request.url.searchParams)),
        account,
      }
      const data: unknown = await page.load(api, asked, posted)
      const { canonical } = page.head(data)
      if (hasMoved() && canonical !== undefined) return h.redirect(canonical).permanent()
      const response = withCookies(await show(page, data, request, h), cookies())
      // Work in progress too: what a browser has stored is older than what is kept.
      return page.session || page.shared || isForOnePerson()
        ? response.header('cache-control', forOnePerson)
        : response
    }

    /** A form sent without JavaScript: on to the API, then to where it leads, or back with what was typed. */
    async function send(name: string, request: Request, h: ResponseToolkit): Promise<ResponseObject> {
      const page = await pageCalled(name)
      const { form } = page
      if (!form) throw new Error(`the page ${name} has no form`)
      const account = page.session === 'required' ? await sessionOf(request) : null
      const elsewhere = sentElsewhere(page, account, request, h)
      if (elsewhere) return elsewhere
      const typed = textsOf(request.payload)
      const values = omit(secrets, typed)
      const { method, path, body } = form.call(typed)
      const answer = await inject(request, method, path, body)
      if (answer.statusCode < 300) {
        const sent = { query: queryOf(request.url.searchParams), values, answer: answer.result }
        return withCookies(h.redirect(form.leadsTo(sent)).code(303), cookiesOf(answer))
      }
      const refusal = answer.result as Refusal
      if (refusal.statusCode === 500) throw new Refused(refusal)
      const again = (await visit(name, request, h, { values, refusal })).code(refusal.statusCode)
      const { 'retry-after': retryAfter } = answer.headers
      return retryAfter === undefined ? again : again.header('retry-after', retryAfter)
    }

    /** What the API refused is shown as a page. */
    function told(answer: (request: Request, h: ResponseToolkit) => Promise<ResponseObject>) {
      return async (request: Request, h: ResponseToolkit) => {
        try {
          return await answer(request, h)
        } catch (error) {
          const refusal = refusalIn(error)
          if (!refusal) throw error
          return problem(request, h, refusal)
        }
      }
    }
  },
}

/** A page of its own for what went wrong. */
export const showProblem = (frontend: Frontend, site: Site): ShowProblem => shower(frontend, site).problem

function shower(frontend: Frontend, site: Site) {
  async function htmlOf(page: AnyPage, data: unknown, path: string) {
    const { render } = await frontend.client()
    return frontend.finish(render({ page, data, site, path, assets: frontend.assets }), path)
  }
  async function show(page: AnyPage, data: unknown, { path }: Request, h: ResponseToolkit) {
    return h.response(await htmlOf(page, data, path)).type('text/html')
  }
  async function problem(request: Request, h: ResponseToolkit, refusal: Refusal) {
    const { problemPage } = await frontend.client()
    return (await show(problemPage, refusal, request, h)).code(refusal.statusCode)
  }
  return { show, htmlOf, problem }
}

/** From a page that is only for the signed in, and for nobody whose account was deleted. */
function sentElsewhere(
  { session }: AnyPage,
  account: OwnAccount | null,
  request: Request,
  h: ResponseToolkit,
): ResponseObject | undefined {
  if (session !== 'required') return undefined
  if (!account) return logIn(request, h)
  return account.endsOn === undefined ? undefined : h.redirect(paths.leaving).code(303)
}

// Asked for anew each time: a page changes at any moment, and no cache on the way is told. Unchanged, it costs 200 bytes.
const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'public, max-age=0, must-revalidate',
}

const visitorsHeaders = { ...pageHeaders, 'cache-control': forOnePerson }

/** Never shown again. */
const secrets = ['password', 'old']

const logIn = ({ path, url }: Request, h: ResponseToolkit) =>
  h.redirect(paths.loginThen(path + url.search)).code(303)

const textsOf = (payload: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(payload ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
