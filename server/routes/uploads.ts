import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import { paths } from '../../src/paths.ts'
import { uploadLimits } from '../../src/upload.ts'
import { accountOf } from '../credentials.ts'
import type { Db } from '../db/schema.ts'
import type { Limits } from '../domain/limits.ts'
import { signUpload } from '../domain/uploads.ts'
import type { Files } from '../files/files.ts'

type Options = { db: Db; files: Files; limits: Limits }
type Wanted = { key: string; type: string; size: number }

/** Signs uploads; the files themselves go from the browser to the store. */
export const uploads: Plugin<Options> = {
  name: 'uploads',
  register(server, { db, files, limits }) {
    server.route<{ Query: Wanted }>({
      method: 'GET',
      path: paths.api.s3Settings,
      options: { validate: { query: wanted }, plugins: { door: { changes: true } } },
      handler: request => signUpload(db, files, limits, accountOf(request), request.query),
    })
  },
}

const wanted = Joi.object<Wanted, true>({
  key: Joi.string().max(1024).required(),
  type: Joi.string().allow('').max(200).default(''),
  size: Joi.number()
    .integer()
    .min(0)
    .max(uploadLimits.size.file)
    .required()
    .messages({ 'number.max': 'This file is too big: at most 2 GB.' }),
})
