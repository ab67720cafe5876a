import type { Plugin } from '@hapi/hapi'
import { paths } from '../../src/paths.ts'
import { markdownHelp } from '../domain/markdown-help.ts'
import { tagOf } from './etags.ts'

const fiveMinutes = 300_000

export const help: Plugin<void> = {
  name: 'help',
  register(server) {
    server.route({
      method: 'GET',
      path: paths.api.markdownHelp,
      options: { auth: false, cache: { expiresIn: fiveMinutes, privacy: 'public' } },
      handler: async (_, h) => {
        const help = await markdownHelp()
        return h.response(help).etag(tagOf(JSON.stringify(help)))
      },
    })
  },
}
