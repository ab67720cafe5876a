import { server as hapi, type Request, type Server } from '@hapi/hapi'
import pino from 'hapi-pino'
import proxyAddress from 'proxy-addr'
import { paths } from '../src/paths.ts'
import type { Config } from './config.ts'
import type { Database } from './db/db.ts'
import { limitsOf, noLimits } from './domain/limits.ts'
import { door, safeMethods, strictHeaders } from './door.ts'
import { errors, refuseInput } from './errors.ts'
import type { Files } from './files/files.ts'
import type { Finished } from './finished.ts'
import { putBefore } from './front.ts'
import { lines } from './lines.ts'
import type { Metrics } from './metrics.ts'
import { openCache } from './pages/cache.ts'
import { keysOf } from './pages/shared.ts'
import { type Frontend, pages, showProblem } from './pages.ts'
import { accounts } from './routes/accounts.ts'
import { autosaves } from './routes/autosaves.ts'
import { deletedProjects } from './routes/deleted-projects.ts'
import { exports } from './routes/exports.ts'
import { feeds } from './routes/feeds.ts'
import { health } from './routes/health.ts'
import { help } from './routes/help.ts'
import { moderation } from './routes/moderation.ts'
import { oembed } from './routes/oembed.ts'
import { openapi } from './routes/openapi.ts'
import { preview } from './routes/preview.ts'
import { projects } from './routes/projects.ts'
import { reports } from './routes/reports.ts'
import { search } from './routes/search.ts'
import { securityTxt } from './routes/security-txt.ts'
import { sessions } from './routes/sessions.ts'
import { settings } from './routes/settings.ts'
import { siteTexts } from './routes/site-texts.ts'
import { sitemaps } from './routes/sitemaps.ts'
import { assetsIn, staticFiles } from './routes/static.ts'
import { tags } from './routes/tags.ts'
import { uploads } from './routes/uploads.ts'
import { users } from './routes/users.ts'

type Parts = {
  config: Pick<
    Config,
    | 'port'
    | 'host'
    | 'publicUrl'
    | 'production'
    | 'trustedProxies'
    | 'rateLimits'
    | 'logLevel'
    | 'revision'
    | 'securityContact'
  > & { sessionSecret: string }
  database: Pick<Database, 'db' | 'ready' | 'changes'>
  metrics?: Pick<Metrics, 'answered' | 'limits' | 'watch'> | undefined
  files: Files
  frontend: Frontend
}

export type MuzHack = {
  server: Server
  /** From now on not ready: load balancers look elsewhere, and connections end with their answer. */
  drain(): void
  requestsUnderWay(): number
}

/** The whole site, made but not listening. */
export async function createServer({ config, database, files, frontend, metrics }: Parts): Promise<MuzHack> {
  const { db, changes } = database
  const { publicUrl, revision } = config
  const plainLimits = config.rateLimits ? limitsOf(db) : noLimits
  const limits = metrics?.limits(plainLimits) ?? plainLimits
  const trust = proxyAddress.compile(config.trustedProxies)
  const addressOf = (request: Pick<Request, 'raw'>) => proxyAddress(request.raw.req, trust)
  const site = { publicUrl, filesOrigin: files.origin }
  const strict = { ...site, development: frontend.folder === undefined }
  const cache = openCache(changes)
  let draining = false
  let underWay = 0

  const server = hapi({
    port: config.port,
    ...(config.host && { host: config.host }),
    routes: {
      payload: { maxBytes: 1024 * 1024, allow: 'application/json' },
      validate: {
        failAction: refuseInput,
        options: { abortEarly: false, stripUnknown: true, errors: plainErrors, messages },
      },
      state: { failAction: 'ignore' },
      response: { emptyStatusCode: 204 },
    },
    state: { strictHeader: false, ignoreErrors: true },
    router: { stripTrailingSlash: true },
  })
  // Above the 60 s of common load balancers, which must be the ones to close an idle connection.
  server.listener.keepAliveTimeout = 65_000
  server.ext('onRequest', (_request, h) => {
    underWay++
    return h.continue
  })
  server.events.on('response', () => {
    underWay--
  })
  // Whoever changed something sees it at once.
  server.ext('onPreResponse', async ({ method, response }, h) => {
    if (!safeMethods.includes(method) && !('isBoom' in response)) await changes.caughtUp()
    return h.continue
  })
  server.ext('onPreResponse', ({ response }, h) => {
    if (draining)
      Object.assign('isBoom' in response ? response.output.headers : response.headers, {
        connection: 'close',
      })
    return h.continue
  })

  await server.register([
    { plugin: pino, options: logging(config.logLevel) },
    { plugin: errors, options: { showProblem: showProblem(frontend, site) } },
    { plugin: door, options: strict },
    {
      plugin: sessions,
      options: {
        db,
        limits,
        secret: config.sessionSecret,
        secure: publicUrl.startsWith('https:'),
        addressOf,
      },
    },
    {
      plugin: health,
      options: {
        revision,
        isDraining: () => draining,
        checks: [() => database.ready(), () => files.ready()],
      },
    },
    { plugin: projects, options: { db, files, limits } },
    { plugin: deletedProjects, options: { db, files, limits } },
    { plugin: autosaves, options: { db, files, limits } },
    { plugin: search, options: { db, files } },
    { plugin: feeds, options: { db, files, publicUrl } },
    { plugin: sitemaps, options: { db, publicUrl } },
    { plugin: oembed, options: { db, files, publicUrl } },
    { plugin: openapi, options: { publicUrl } },
    { plugin: tags, options: { db } },
    { plugin: accounts, options: { db, limits, addressOf } },
    { plugin: settings, options: { db, limits, addressOf } },
    { plugin: exports, options: { db, files, limits } },
    { plugin: users, options: { db, files, limits } },
    { plugin: uploads, options: { db, files, limits } },
    { plugin: reports, options: { db, limits, addressOf } },
    { plugin: moderation, options: { db, limits } },
    { plugin: preview, options: { files, limits } },
    { plugin: help },
    { plugin: siteTexts, options: { db, limits } },
    { plugin: securityTxt, options: { contact: config.securityContact, publicUrl } },
    { plugin: pages, options: { frontend, site, cache } },
  ])
  const statics =
    frontend.folder === undefined ? new Map<string, Finished>() : await assetsIn(frontend.folder)
  if (frontend.folder !== undefined)
    await server.register({ plugin: staticFiles, options: { folder: frontend.folder, assets: statics } })
  const keyOf = keysOf((await frontend.client()).pages)
  putBefore(server, {
    find: address => statics.get(address) ?? cache.find(keyOf(address)),
    headers: strictHeaders(strict),
    isDraining: () => draining,
    begun: () => {
      underWay++
    },
    ended: () => {
      underWay--
    },
    answered: metrics?.answered,
  })
  metrics?.watch({ server, cache, requestsUnderWay: () => underWay })

  return {
    server,
    drain: () => {
      draining = true
    },
    requestsUnderWay: () => underWay,
  }
}

const plainErrors = { label: false, wrap: { label: false } } as const

/** Joi's refusals in a person's words, shown beside the field they are about. */
const messages = {
  'any.required': 'Please fill this in.',
  'any.only': 'Please choose one of the offered.',
  'string.empty': 'Please fill this in.',
  'string.base': 'This must be text.',
  'string.max': 'At most {#limit} characters.',
  'number.base': 'This must be a number.',
  'array.max': 'At most {#limit} of these.',
  'array.base': 'This must be a list.',
  'object.base': 'This must be an object.',
}

/** A line a request: no headers, which hold cookies, no queries, which hold what people look for, no letters' tokens. */
const logging = (level: string) => ({
  level,
  stream: lines,
  ignorePaths: [paths.live, paths.ready],
  serializers: {
    req: ({ id, method, url, remoteAddress }: Record<string, string>) => ({
      id,
      method,
      path: url?.replace(/\?.*/, '').replace(/(\/account\/\w+|\/resetPassword)\/.+/, '$1/…'),
      remoteAddress,
    }),
    res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
  },
  logQueryParams: false,
  log4xxResponseErrors: false,
  // What could not be parsed as HTTP, cookies and all.
  redact: ['err.rawPacket'],
})
