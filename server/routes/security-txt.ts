import type { Plugin } from '@hapi/hapi'
import { paths } from '../../src/paths.ts'

type Options = { contact: string; publicUrl: string }

const year = 365 * 86_400_000

/** Whom to tell of a hole: RFC 9116, which asks for an end within a year. */
export const securityTxt: Plugin<Options> = {
  name: 'security-txt',
  register(server, { contact, publicUrl }) {
    const lines = [
      `Contact: ${contact}`,
      `Expires: ${new Date(Date.now() + year).toISOString()}`,
      `Canonical: ${publicUrl}${paths.securityTxt}`,
      'Preferred-Languages: en',
    ]
    server.route({
      method: 'GET',
      path: paths.securityTxt,
      options: { auth: false },
      handler: (_, h) => h.response(`${lines.join('\n')}\n`).type('text/plain; charset=utf-8'),
    })
  },
}
