import type { Plugin, Request } from '@hapi/hapi'
import { NotAllowed, NotFound, Refused } from './domain/errors.ts'

type Options = { publicUrl: string; filesOrigin: string; development: boolean }

/** What every request and answer passes: cross-site protection, and the headers that keep browsers strict. */
export const door: Plugin<Options> = {
  name: 'door',
  register(server, options) {
    const headers = headersOf(options)
    server.ext('onPreAuth', (request, h) => {
      if (isCrossSite(request, options.publicUrl))
        throw new NotAllowed('This came from another site, and was refused.')
      return h.continue
    })
    server.ext('onPostAuth', ({ path, payload }, h) => {
      if (/%00/.test(path)) throw new NotFound('There is nothing at this address.')
      if (holdsNul(payload)) throw new Refused('This has a character (NUL) in it that cannot be kept.')
      return h.continue
    })
    server.ext('onPreResponse', ({ response }, h) => {
      const target = 'isBoom' in response ? response.output.headers : response.headers
      Object.assign(target, headers)
      return h.continue
    })
  },
}

const safeMethods = ['get', 'head', 'options']

/** Browsers say where a request comes from; programs, which carry nobody's cookies, need not. */
function isCrossSite({ method, headers }: Request, publicUrl: string): boolean {
  if (safeMethods.includes(method)) return false
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  return headers.origin !== undefined && headers.origin !== publicUrl
}

/** PostgreSQL keeps every character but this one. In JSON a backslash before it would make it text about it. */
const holdsNul = (payload: unknown) =>
  typeof payload === 'object' && payload !== null && /(?<!\\)(?:\\\\)*\\u0000/.test(JSON.stringify(payload))

function headersOf({ publicUrl, filesOrigin, development }: Options): Record<string, string> {
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
  return Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ')
}
