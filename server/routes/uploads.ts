import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import { paths } from '../../src/paths.ts'
import { sha256Pattern } from '../../src/project.ts'
import { uploadLimits, type WantedPart, type WantedUpload } from '../../src/upload.ts'
import { accountOf } from '../credentials.ts'
import { abortUpload, beginUpload, completeUpload, signUploadPart, uploadWith } from '../domain/multiparts.ts'
import { type Signing, signUpload } from '../domain/uploads.ts'

type Address = { id: string }

/** Signs uploads; the files themselves go from the browser to the store. */
export const uploads: Plugin<Signing> = {
  name: 'uploads',
  register(server, signing) {
    const address = paths.api.s3Upload({ id: '{id}' })

    server.route<{ Query: WantedUpload }>({
      method: 'GET',
      path: paths.api.s3Settings,
      options: { validate: { query: wanted }, plugins: { door: { changes: true } } },
      handler: request => signUpload(signing, accountOf(request), request.query),
    })

    server.route<{ Payload: WantedUpload }>({
      method: 'POST',
      path: paths.api.s3Uploads,
      options: { validate: { payload: wanted } },
      async handler(request, h) {
        const upload = await beginUpload(signing, accountOf(request), request.payload)
        return h.response(upload).created(paths.api.s3Upload(upload))
      },
    })

    server.route<{ Params: Address }>({
      method: 'GET',
      path: address,
      handler: request => uploadWith(signing, accountOf(request), request.params.id),
    })

    server.route<{ Params: Address; Payload: WantedPart }>({
      method: 'POST',
      path: paths.api.s3UploadParts({ id: '{id}' }),
      options: { validate: { payload: part } },
      handler: request => signUploadPart(signing, accountOf(request), request.params.id, request.payload),
    })

    server.route<{ Params: Address }>({
      method: 'PUT',
      path: paths.api.s3UploadCompletion({ id: '{id}' }),
      handler: request => completeUpload(signing, accountOf(request), request.params.id),
    })

    server.route<{ Params: Address }>({
      method: 'DELETE',
      path: address,
      async handler(request, h) {
        await abortUpload(signing, accountOf(request), request.params.id)
        return h.response().code(204)
      },
    })
  },
}

const part = Joi.object<WantedPart, true>({
  number: Joi.number().integer().min(1).max(10_000).required(),
  sha256: Joi.string().pattern(sha256Pattern),
})

const wanted = Joi.object<WantedUpload, true>({
  key: Joi.string().max(1024).required(),
  type: Joi.string().allow('').max(200).default(''),
  size: Joi.number()
    .integer()
    .min(0)
    .max(uploadLimits.size.file)
    .required()
    .messages({ 'number.max': 'This file is too big: at most 2 GB.' }),
})
