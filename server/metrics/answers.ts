import { IncomingMessage, type ServerResponse } from 'node:http'
import type { Server } from '@hapi/hapi'
import { Counter, type Registry } from 'prom-client'
import { type Durations, durationsIn, keepDuration, noDurations } from './durations.ts'

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

type Labels = { method: string; status: number | 'aborted'; answered_by: Answered['by'] }
type Tally = { answers: (Labels & { count: number })[]; durations: Durations }

/**
 * What became of requests that came from outside. In numbers of our own, which the registry is given when somebody
 * asks: its counters would take an eighth of what a kept page does.
 */
export function answersIn(register: Registry): CountAnswer {
  const tallies = new Map<string, Tally>()
  const requests = new Counter({
    name: 'muzhack_http_requests_total',
    help: 'Requests answered, by kind of address, without those that pages make of the API in process.',
    labelNames: ['route', 'method', 'status', 'answered_by'],
    registers: [],
    collect() {
      this.reset()
      for (const [route, { answers }] of tallies)
        for (const { count, ...labels } of answers) this.inc({ route, ...labels }, count)
    },
  })
  register.registerMetric(requests)
  durationsIn(register, {
    name: 'muzhack_http_request_duration_seconds',
    help: 'From a request to the end of its answer.',
    label: 'route',
    read: () => [...tallies].map(([route, { durations }]) => [route, durations]),
  })

  return (request, response, { route, by, seconds }) => {
    const tally = tallyOf(route)
    const status = response.writableFinished ? response.statusCode : 'aborted'
    countIn(tally, methodOf(request), status, by)
    keepDuration(tally.durations, seconds)
  }

  function tallyOf(route: string): Tally {
    const kept = tallies.get(route)
    if (kept) return kept
    const tally = { answers: [], durations: noDurations() }
    tallies.set(route, tally)
    return tally
  }
}

function countIn({ answers }: Tally, method: string, status: Labels['status'], by: Answered['by']) {
  const found = answers.find(
    answer => answer.status === status && answer.method === method && answer.answered_by === by,
  )
  if (found) found.count++
  else answers.push({ method, status, answered_by: by, count: 1 })
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
