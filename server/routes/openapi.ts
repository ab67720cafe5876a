import type { Plugin } from '@hapi/hapi'
import { paths } from '../../src/paths.ts'
import { descriptionOf } from './openapi/describe.ts'

/** The API's description of itself, for programs and for the page that shows it. */
export const openapi: Plugin<{ publicUrl: string }> = {
  name: 'openapi',
  register(server, { publicUrl }) {
    server.route({
      method: 'GET',
      path: paths.api.description,
      options: { auth: false },
      handler: (_, h) =>
        h.response(descriptionOf(server.table(), publicUrl)).header('access-control-allow-origin', '*'),
    })
  },
}
