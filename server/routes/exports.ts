import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import type { Kysely } from 'kysely'
import type { Export, Exports } from '../../src/export.ts'
import { paths } from '../../src/paths.ts'
import { accountOf } from '../credentials.ts'
import type { Schema } from '../db/schema.ts'
import { NotFound } from '../domain/errors.ts'
import { addressOfExport, askForExport, exportsOf } from '../domain/exports.ts'
import type { Limits } from '../domain/limits.ts'
import type { Files } from '../files/files.ts'
import { forLeavers } from './sessions.ts'

type Options = { db: Kysely<Schema>; files: Files; limits: Limits }

/** All that is somebody's, to take along. */
export const exports: Plugin<Options> = {
  name: 'exports',
  register(server, counter) {
    server.route({
      method: 'POST',
      path: paths.api.exports,
      options: forLeavers,
      handler: async (request, h) => h.response(await askForExport(counter, accountOf(request))).code(202),
    })

    server.route({
      method: 'GET',
      path: paths.api.exports,
      options: forLeavers,
      handler: async (request): Promise<Exports> => ({
        exports: await exportsOf(counter, accountOf(request)),
      }),
    })

    server.route<{ Params: Pick<Export, 'number'> }>({
      method: 'GET',
      path: paths.exportFile({ number: '{number}' }),
      options: { ...forLeavers, validate: { params: exportNumber } },
      handler: async (request, h) =>
        h.redirect(await addressOfExport(counter, accountOf(request), request.params.number)),
    })
  },
}

const exportNumber = Joi.object<Pick<Export, 'number'>, true>({
  number: Joi.number()
    .integer()
    .min(1)
    .required()
    .error(() => new NotFound('There is no such export.')),
})
