import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import { moderationLimits } from '../../src/moderation.ts'
import { paths } from '../../src/paths.ts'
import type { ProjectAddress } from '../../src/project.ts'
import { accountOf } from '../credentials.ts'
import { NotFound } from '../domain/errors.ts'
import { hideProject, showProject } from '../domain/hidings.ts'
import { historyOf, writeNote } from '../domain/histories.ts'
import type { Desk } from '../domain/limits.ts'
import { closeReport, reportsFor } from '../domain/report-queue.ts'
import { liftSuspension, suspend } from '../domain/suspensions.ts'
import { type Page, page } from './search.ts'

type Username = { username: string }

/** What moderators see and do. */
export const moderation: Plugin<Desk> = {
  name: 'moderation',
  register(server, desk) {
    server.route<{ Query: Page }>({
      method: 'GET',
      path: paths.api.moderationReports,
      options: { validate: { query: Joi.object(page) } },
      handler: request => reportsFor(desk.db, accountOf(request), request.query),
    })

    server.route<{ Params: { number: number }; Payload: { note: string } }>({
      method: 'PUT',
      path: paths.api.reportClosing({ number: '{number}' }),
      options: { validate: { params: Joi.object({ number }), payload: Joi.object({ note }) } },
      handler: request => closeReport(desk, accountOf(request), request.params.number, request.payload.note),
    })

    const hiding = paths.api.hiding({ owner: '{owner}', id: '{id}' })

    server.route<{ Params: ProjectAddress; Payload: { why: string } }>({
      method: 'PUT',
      path: hiding,
      options: { validate: { payload: Joi.object({ why }) } },
      async handler(request, h) {
        await hideProject(desk, accountOf(request), request.params, request.payload.why)
        return h.response().code(204)
      },
    })

    server.route<{ Params: ProjectAddress }>({
      method: 'DELETE',
      path: hiding,
      async handler(request, h) {
        await showProject(desk, accountOf(request), request.params)
        return h.response().code(204)
      },
    })

    const suspension = paths.api.suspension({ username: '{username}' })

    server.route<{ Params: Username; Payload: { why: string } }>({
      method: 'PUT',
      path: suspension,
      options: { validate: { payload: Joi.object({ why }) } },
      async handler(request, h) {
        await suspend(desk, accountOf(request), request.params.username, request.payload.why)
        return h.response().code(204)
      },
    })

    server.route<{ Params: Username }>({
      method: 'DELETE',
      path: suspension,
      async handler(request, h) {
        await liftSuspension(desk, accountOf(request), request.params.username)
        return h.response().code(204)
      },
    })

    server.route<{ Params: Username; Payload: { words: string } }>({
      method: 'POST',
      path: paths.api.accountNotes({ username: '{username}' }),
      options: { validate: { payload: Joi.object({ words: note }) } },
      async handler(request, h) {
        await writeNote(desk, accountOf(request), request.params.username, request.payload.words)
        return h.response().code(204)
      },
    })

    server.route<{ Params: Username }>({
      method: 'GET',
      path: paths.api.history({ username: '{username}' }),
      handler: request => historyOf(desk.db, accountOf(request), request.params.username),
    })
  },
}

const why = Joi.string().trim().max(moderationLimits.why).required()
const note = Joi.string().trim().max(moderationLimits.note).required()
const number = Joi.number()
  .integer()
  .min(1)
  .required()
  .error(() => new NotFound('There is no such report.'))
