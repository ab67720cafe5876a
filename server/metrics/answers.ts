import { IncomingMessage, type ServerResponse } from 'node:http'
import type { Server } from '@hapi/hapi'
import { Counter, Histogram, type Registry } from 'prom-client'

/** In seconds, from a page at hand to what nobody waits for any more. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export type Answered = {
  /** As it stands in `src/paths.ts`, never what somebody has typed. */
  route: string
  by: 'front' | 'hapi'
  seconds: number
}

export type CountAnswer = (
  request: Pick<IncomingMessage, 'method'>,
  response: Pick<ServerResponse, 'statusCode' | 'writableFinished'>,
  answered: Answered,
) => void

/** What became of requests that came from outside. */
export function answersIn(register: Registry): CountAnswer {
  const registers = [register]
  const count = new Counter({
    name: 'muzhack_http_requests_total',
    help: 'Requests answered, by kind of address; those that pages make of the API in process are not counted.',
    labelNames: ['route', 'method', 'status', 'answered_by'],
    registers,
  })
  const time = new Histogram({
    name: 'muzhack_http_request_duration_seconds',
    help: 'From a request to the end of its answer.',
    labelNames: ['route'],
    buckets,
    registers,
  })
  return (request, response, { route, by, seconds }) => {
    const status = response.writableFinished ? response.statusCode : 'aborted'
    count.inc({ route, method: methodOf(request), status, answered_by: by })
    time.observe({ route }, seconds)
  }
}

/** Of those that hapi answers. */
export function countAnswersOf(server: Server, count: CountAnswer): void {
  server.events.on('response', ({ raw, route, info }) => {
    const isFromOutside = raw.req instanceof IncomingMessage
    if (!isFromOutside) return
    const seconds = (Date.now() - info.received) / 1000
    count(raw.req, raw.res, { route: kindOf(route), by: 'hapi', seconds })
  })
}

const kindOf = ({ method, path }: { method: string; path: string }) => (method === '_special' ? 'none' : path)

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])

const methodOf = ({ method = '' }: Pick<IncomingMessage, 'method'>) =>
  methods.has(method) ? method : 'other'
