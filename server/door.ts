import { createHash } from 'node:crypto'
import type { Plugin, Request } from '@hapi/hapi'
import { NotAllowed, NotFound, Refused } from './domain/errors.ts'

declare module '@hapi/hapi' {
  interface PluginSpecificConfiguration {
    /** What is out of the ordinary about a route. */
    door?: {
      /** It changes something though it is asked by GET. */
      changes?: true
      /** Other sites may show it in a frame, styled by this alone. */
      framed?: { cardStyle: string }
    }
  }
}

type Site = { publicUrl: string; filesOrigin: string; development: boolean }

/** What every request and answer passes: cross-site protection, and the headers that keep browsers strict. */
export const door: Plugin<Site> = {
  name: 'door',
  register(server, options) {
    const headers = strictHeaders(options)
    server.ext('onPreAuth', (request, h) => {
      if (isCrossSite(request, options.publicUrl))
        throw new NotAllowed('This came from another site, and was refused.')
      if (request.method === 'head' && isChange(request)) throw new NotAllowed('This must be asked by GET.')
      return h.continue
    })
    server.ext('onPostAuth', ({ path, url, payload }, h) => {
      if (/%00/.test(path)) throw new NotFound('There is nothing at this address.')
      if (/%00/.test(url.search)) throw nul()
      checkBody(payload)
      return h.continue
    })
    server.ext('onPreResponse', ({ response, route }, h) => {
      const target = 'isBoom' in response ? response.output.headers : response.headers
      Object.assign(target, headers)
      const framed = route.settings.plugins?.door?.framed
      if (framed) target['content-security-policy'] = framedPolicyOf(options.filesOrigin, framed)
      return h.continue
    })
  },
}

export const safeMethods = ['get', 'head', 'options']

export const isChange = ({ method, route }: Request) =>
  !safeMethods.includes(method) || route.settings.plugins?.door?.changes === true

/** Browsers say where a request comes from; programs, which carry nobody's cookies, need not. */
function isCrossSite(request: Request, publicUrl: string): boolean {
  if (!isChange(request)) return false
  const { 'sec-fetch-site': site, origin } = request.headers
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  return origin !== undefined && origin !== publicUrl
}

const deepest = 20

/** PostgreSQL keeps every character but NUL, and no program all depths. */
function checkBody(payload: unknown): void {
  let level = [payload]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) throw new Refused('This is nested too deeply.')
    if (level.some(value => typeof value === 'string' && value.includes('\0'))) throw nul()
    level = level.flatMap(partsOf)
  }
}

function partsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  return typeof value === 'object' && value !== null ? Object.entries(value).flat() : []
}

const nul = () => new Refused('This has a character (NUL) in it that cannot be kept.')

/** Of every answer, whoever gives it. */
export function strictHeaders({ publicUrl, filesOrigin, development }: Site): Record<string, string> {
  return {
    'content-security-policy': policyOf(filesOrigin, development),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    ...(publicUrl.startsWith('https:') && {
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
    }),
  }
}

function policyOf(files: string, development: boolean): string {
  // Vite's hot reload adds inline styles and scripts, and a socket.
  const inline = development ? " 'unsafe-inline'" : ''
  const policy = {
    'default-src': "'none'",
    'script-src': `'self'${inline}`,
    'style-src': `'self'${inline}`,
    'font-src': "'self'",
    'img-src': `'self' data: blob: ${files}`,
    'media-src': `'self' blob: ${files}`,
    'connect-src': `'self' ${files}${development ? ' ws:' : ''}`,
    // Players of videos and tracks, which a reader asks for.
    'frame-src': 'https://www.youtube-nocookie.com https://player.vimeo.com https://w.soundcloud.com',
    'manifest-src': "'self'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
  }
  return written(policy)
}

/** Nothing but pictures and its own style; that of the site too, for the page that says it is not there. */
function framedPolicyOf(files: string, { cardStyle }: { cardStyle: string }): string {
  const hash = createHash('sha256').update(cardStyle).digest('base64')
  return written({
    'default-src': "'none'",
    'style-src': `'self' 'sha256-${hash}'`,
    'font-src': "'self'",
    'img-src': `'self' ${files}`,
    'form-action': "'none'",
    'frame-ancestors': '*',
    'base-uri': "'none'",
  })
}

const written = (policy: Record<string, string>) =>
  Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ')
