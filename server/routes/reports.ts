import type { Plugin, Request } from '@hapi/hapi'
import Joi from 'joi'
import type { Kysely } from 'kysely'
import { accountLimits } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import { type ReportForm, type ReportReason, reportLimits, reportReasons } from '../../src/report.ts'
import { readerOf } from '../credentials.ts'
import type { Schema } from '../db/schema.ts'
import type { Limits } from '../domain/limits.ts'
import { report } from '../domain/reports.ts'

type Options = {
  db: Kysely<Schema>
  limits: Limits
  addressOf: (request: Pick<Request, 'raw'>) => string
}

/** Reports of projects and profiles, by whoever sees them. */
export const reports: Plugin<Options> = {
  name: 'reports',
  register(server, { db, limits, addressOf }) {
    server.route<{ Payload: ReportForm }>({
      method: 'POST',
      path: paths.api.reports,
      options: { auth: { mode: 'try' }, payload: { maxBytes: 16 * 1024 }, validate: { payload: form } },
      async handler(request, h) {
        const reporter = { account: readerOf(request), address: addressOf(request) }
        await report({ db, limits }, reporter, request.payload)
        return h.response().code(204)
      },
    })
  },
}

const form = Joi.object<ReportForm, true>({
  about: Joi.string().max(120).required(),
  reason: Joi.string<ReportReason>()
    .valid(...Object.keys(reportReasons))
    .required(),
  words: Joi.string().trim().max(reportLimits.words).required(),
  email: Joi.string().trim().allow('').max(accountLimits.email),
})
