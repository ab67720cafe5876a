import type { Plugin, Request, ResponseObject, ResponseToolkit, Server, ServerInjectResponse } from '@hapi/hapi'
import { type Api, Refused } from '../client/api.ts'
import type { RenderInput, RenderPage } from '../client/document.tsx'
import type { AnyPage, PageRequest, Posted } from '../client/page.ts'
import type { OwnAccount } from '../src/account.ts'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import type { ShowProblem } from './errors.ts'

/** The built client: its pages, how to render one, and its files. */
export type Frontend = {
  pages: readonly AnyPage[]
  render: RenderPage
  problemPage: AnyPage
  /** The folder of files served as they are; absent in development, where Vite serves them. */
  folder?: string
  assets(): RenderInput['assets']
  /** The last touch of the development server. */
  finish(html: string, path: string): Promise<string> | string
  development: boolean
}

type Site = { publicUrl: string; filesOrigin: string }
type Options = { frontend: Frontend; site: Site }

/** Pages: data from the API, called in process with the visitor's own credentials, rendered by React. */
export const pages: Plugin<Options> = {
  name: 'pages',
  register(server, { frontend, site }) {
    const show = shower(frontend, site)
    for (const page of frontend.pages) {
      server.route({
        method: 'GET',
        path: page.path,
        options: { auth: false },
        handler: (request, h) => told(request, h, () => visit(page, request, h)),
      })
      if (page.form) addForm(server, page, page.form)
    }

    server.route({
      method: 'POST',
      path: paths.logout,
      options: { auth: false, payload: { allow: formTypes } },
      async handler(request, h) {
        const answer = await inject(request, 'POST', paths.api.logout)
        return withCookies(h.redirect(paths.explore).code(303), answer)
      },
    })

    server.route({
      method: 'GET',
      path: paths.robots,
      options: { auth: false },
      handler: (_, h) => h.response('User-agent: *\nAllow: /\n').type('text/plain'),
    })

    if (frontend.folder !== undefined) serveFiles(server, frontend.folder)

    async function visit(page: AnyPage, request: Request, h: ResponseToolkit, posted?: Posted) {
      const asked = await pageRequest(page, request)
      if (page.session === 'required' && !asked.account) return h.redirect(paths.loginThen(request.url.pathname)).code(303)
      const { api, hasMoved } = apiFor(request)
      const data: unknown = await page.load(api, asked, posted)
      const { canonical } = page.head(data)
      if (hasMoved() && canonical !== undefined) return h.redirect(canonical).permanent()
      return show(page, data, request, h)
    }

    /** What the API refused, on a page of its own. */
    async function told(request: Request, h: ResponseToolkit, answer: () => Promise<ResponseObject>) {
      try {
        return await answer()
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return (await show(frontend.problemPage, error.refusal, request, h)).code(error.refusal.statusCode)
      }
    }

    function addForm(server: Server, page: AnyPage, form: NonNullable<AnyPage['form']>) {
      server.route<{ Payload: Record<string, unknown> }>({
        method: 'POST',
        path: page.path,
        options: { auth: false, payload: { allow: formTypes, maxBytes: 64 * 1024 } },
        handler: (request, h) => told(request as Request, h, () => send(request as Request, h)),
      })

      async function send(request: Request, h: ResponseToolkit) {
          const values = textsOf(request.payload)
          const answer = await inject(request, 'POST', form.api, values)
          if (answer.statusCode < 300) return withCookies(h.redirect(form.then(queryOf(request))).code(303), answer)
          const refusal = answer.result as Refusal
          if (refusal.statusCode >= 500) throw new Refused(refusal)
          const { password: _, ...shown } = values
          const response = await visit(page, request, h, { values: shown, refusal })
          return response.code(refusal.statusCode)
        }
    }
  },
}

/** A page of its own for what went wrong. */
export function showProblem(frontend: Frontend, site: Site): ShowProblem {
  const show = shower(frontend, site)
  return async (request, h, refusal) => (await show(frontend.problemPage, refusal, request, h)).code(refusal.statusCode)
}

const formTypes = 'application/x-www-form-urlencoded'

const shower =
  (frontend: Frontend, site: Site) =>
  async (page: AnyPage, data: unknown, request: Request, h: ResponseToolkit): Promise<ResponseObject> => {
    const html = frontend.render({ page, data, site, path: request.path, assets: frontend.assets() })
    return h.response(await frontend.finish(html, request.path)).type('text/html')
  }

async function pageRequest(page: AnyPage, request: Request): Promise<PageRequest> {
  const account = page.session && request.headers.cookie ? await sessionOf(request) : null
  return { path: request.path, params: request.params as Record<string, string>, query: queryOf(request), account }
}

async function sessionOf(request: Request): Promise<OwnAccount | null> {
  const answer = await inject(request, 'GET', paths.api.session)
  if (answer.statusCode !== 200) throw new Refused(answer.result as Refusal)
  return (answer.result as { account: OwnAccount | null }).account
}

/** The API in process; an address that has moved is followed, and told. */
function apiFor(request: Request): { api: Api; hasMoved(): boolean } {
  let moved = false
  async function get<Answer>(path: string): Promise<Answer> {
    const answer = await inject(request, 'GET', path)
    if (answer.statusCode === 301) {
      moved = true
      return get(`${answer.headers.location}`)
    }
    if (answer.statusCode !== 200) throw new Refused(answer.result as Refusal)
    return answer.result as Answer
  }
  return { api: { get }, hasMoved: () => moved }
}

const passedOn = ['cookie', 'user-agent', 'x-forwarded-for']

function inject(request: Request, method: string, url: string, payload?: object): Promise<ServerInjectResponse> {
  const headers = Object.fromEntries(passedOn.flatMap(name => (request.headers[name] ? [[name, request.headers[name]]] : [])))
  return request.server.inject({
    method,
    url,
    headers,
    remoteAddress: request.info.remoteAddress,
    ...(payload && { payload }),
  })
}

function withCookies(response: ResponseObject, { headers }: ServerInjectResponse): ResponseObject {
  for (const cookie of [headers['set-cookie'] ?? []].flat()) response.header('set-cookie', cookie, { append: true })
  return response
}

/** The first of each: a name given twice is odd, not an error. */
const queryOf = ({ url }: Pick<Request, 'url'>): Record<string, string> =>
  Object.fromEntries([...url.searchParams].toReversed())

const textsOf = (payload: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(payload ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

const year = 31_536_000_000

function serveFiles(server: Server, folder: string) {
  server.route({
    method: 'GET',
    path: `${paths.assets}/{file*}`,
    options: { auth: false, cache: { expiresIn: year, privacy: 'public' } },
    handler: { directory: { path: `${folder}${paths.assets}`, lookupCompressed: true, index: false } },
  })
  server.route({ method: 'GET', path: '/favicon.svg', options: { auth: false }, handler: { file: `${folder}/favicon.svg` } })
}
