import { type Boom, isBoom } from '@hapi/boom'
import type { Plugin, Request, ResponseObject, ResponseToolkit, RouteSettings } from '@hapi/hapi'
import Joi from 'joi'
import type { Refusal } from '../src/answers.ts'
import { formatSize } from '../src/format.ts'
import { isOutOfReach } from './db/failures.ts'
import {
  Busy,
  Invalid,
  NotAllowed,
  NotFound,
  Refused,
  Stale,
  Taken,
  TooMany,
  UnderWay,
  WrongPassword,
} from './domain/errors.ts'
import { StoreUnavailable } from './files/files.ts'

/** Shows a refusal on a page of its own. */
export type ShowProblem = (request: Request, h: ResponseToolkit, refusal: Refusal) => Promise<ResponseObject>

/** The one place where errors become HTTP: JSON under /api, a page elsewhere. */
export const errors: Plugin<{ showProblem: ShowProblem }> = {
  name: 'errors',
  register(server, { showProblem }) {
    server.ext('onPreResponse', async (request, h) => {
      const { response } = request
      if (!isBoom(response)) return h.continue
      const answer = refusalOf(response, request)
      if (answer.statusCode >= 500) request.log(['error'], response)
      const shown = request.path.startsWith('/api/')
        ? h.response(answer).code(answer.statusCode)
        : await showProblem(request, h, answer)
      const retryAfter =
        response instanceof TooMany ? response.retryAfter : answer.statusCode === 503 ? 5 : undefined
      return retryAfter === undefined ? shown : shown.header('retry-after', `${retryAfter}`)
    })
  },
}

/** What hapi does with input that a schema refuses. */
export function refuseInput(_request: Request, _h: ResponseToolkit, error: Error | undefined): never {
  if (!(error instanceof Joi.ValidationError)) throw error ?? new Error('refused without a reason')
  const fields = error.details.map(({ path, message }) => [`${path[0] ?? 'payload'}`, message] as const)
  throw new Invalid(Object.fromEntries(fields.toReversed()))
}

const statuses = [
  [NotFound, 404, 'Not Found'],
  [NotAllowed, 403, 'Forbidden'],
  [WrongPassword, 401, 'Unauthorized'],
  [Taken, 409, 'Conflict'],
  [Stale, 409, 'Conflict'],
  [UnderWay, 409, 'Conflict'],
  [Invalid, 422, 'Unprocessable Entity'],
  [TooMany, 429, 'Too Many Requests'],
  [Busy, 503, 'Service Unavailable'],
] as const

function refusalOf(error: Boom, { route }: Pick<Request, 'route'>): Refusal {
  if (error instanceof Refused) return refusal(error)
  if (error instanceof StoreUnavailable) return unavailable('The file store does not answer right now.')
  // Behind a failed authentication may be a failed look-up.
  if (isOutOfReach(error) || isOutOfReach(error.data))
    return unavailable('MuzHack cannot reach its database right now.')
  const { statusCode } = error.output
  return { statusCode, error: error.output.payload.error, message: wordsFor(error, route.settings) }
}

function refusal(error: Refused & Boom): Refusal & { current?: unknown } {
  const [, statusCode, title] = statuses.find(([kind]) => error instanceof kind) ?? [
    Refused,
    400,
    'Bad Request',
  ]
  return {
    statusCode,
    error: title,
    message: error.message,
    ...(error.fields && { fields: error.fields }),
    ...(error instanceof Stale && { current: error.current }),
  }
}

function unavailable(what: string): Refusal {
  const message = `${what} Nothing is lost: please try again in a moment.`
  return { statusCode: 503, error: 'Service Unavailable', message }
}

const words: Record<number, string> = {
  400: 'This request cannot be read.',
  401: 'Please log in.',
  403: 'This is not allowed.',
  404: 'There is nothing at this address.',
  415: 'Send this as application/json.',
}

function wordsFor({ output }: Boom, { payload }: RouteSettings): string {
  const { statusCode } = output
  if (statusCode >= 500) return 'Something went wrong on our side. It has been noted; please try again.'
  if (statusCode === 413)
    return `This is too big: at most ${formatSize(payload?.maxBytes ?? 0)} can be sent at once.`
  return words[statusCode] ?? output.payload.message
}
