import type { Plugin } from '@hapi/hapi'
import inert from '@hapi/inert'
import Joi from 'joi'
import { paths } from '../../src/paths.ts'
import { NotFound } from '../domain/errors.ts'

const year = 31_536_000_000
const day = 86_400_000

/** The built client's files. Names under /assets carry a hash of their content, so they never change. */
export const staticFiles: Plugin<{ folder: string }> = {
  name: 'static',
  async register(server, { folder }) {
    await server.register(inert)

    server.route({
      method: 'GET',
      path: `${paths.assets}/{file}`,
      options: {
        auth: false,
        cache: { expiresIn: year, privacy: 'public' },
        validate: byName,
      },
      handler: { directory: { path: `${folder}${paths.assets}`, index: false } },
    })

    for (const path of [paths.icon, paths.siteCard])
      server.route({
        method: 'GET',
        path,
        options: { auth: false, cache: { expiresIn: day, privacy: 'public' } },
        handler: { file: `${folder}${path}` },
      })

    server.route({
      method: 'GET',
      path: `${paths.helpFiles}/{file}`,
      options: { auth: false, cache: { expiresIn: day, privacy: 'public' }, validate: byName },
      handler: { directory: { path: `${folder}${paths.helpFiles}`, index: false } },
    })
  },
}

const byName = { params: Joi.object({ file: Joi.string().max(200) }), failAction: notFound }

/** A file system takes a name that is too long for an error of its own. */
function notFound(): never {
  throw new NotFound('There is nothing at this address.')
}
