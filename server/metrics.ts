import type { Server } from '@hapi/hapi'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Database } from './db/db.ts'
import type { Limits } from './domain/limits.ts'
import { renderings } from './domain/markdown/queue.ts'
import type { Mail } from './mail/mail.ts'
import { answersIn, type CountAnswer, countAnswersOf } from './metrics/answers.ts'
import { countHappenings } from './metrics/happenings.ts'
import { countJobs, type JobList } from './metrics/jobs.ts'
import { countLetters } from './metrics/letters.ts'
import { countRefusals } from './metrics/limits.ts'
import { type Listening, tellMetrics } from './metrics/listen.ts'
import { queueIn } from './metrics/queue.ts'
import { readCounter, readGauge } from './metrics/readings.ts'
import type { PageCache } from './pages/cache.ts'

/** What is counted of a site for Prometheus: its parts, wrapped so that they tell. */
export type Metrics = {
  answered: CountAnswer
  limits(limits: Limits): Limits
  mail(mail: Mail): Mail
  jobs(jobs: JobList): JobList
  watch(site: { server: Server; cache: PageCache; requestsUnderWay(): number }): void
  /** Begins to answer who asks for it. */
  tell(): Promise<Listening>
}

type Options = { port: number; host: string; revision: string; database: Database; jobs: readonly string[] }

/** In a registry of its own, since several sites may live in a process. */
export function openMetrics({ revision, database, jobs, ...at }: Options): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register })
  buildIn(register, revision)
  databaseIn(register, database)
  readCounter(register, {
    name: 'muzhack_renderings_total',
    help: 'Texts rendered as Markdown, and what became of them.',
    label: 'result',
    read: () => renderings,
  })
  const answered = answersIn(register)
  const queue = queueIn(register, database.db, jobs)

  return {
    answered,
    limits: limits => countRefusals(register, limits),
    mail: mail => countLetters(register, mail),
    jobs: jobs => countJobs(register, jobs),
    watch({ server, cache, requestsUnderWay }) {
      countAnswersOf(server, answered)
      countHappenings(register, server)
      cacheIn(register, cache)
      readGauge(register, {
        name: 'muzhack_http_requests_under_way',
        help: 'Requests that have not been answered yet, with those that pages make of the API in process.',
        read: requestsUnderWay,
      })
    },
    tell: () =>
      tellMetrics(at, {
        type: register.contentType,
        async write() {
          await queue.look()
          return register.metrics()
        },
      }),
  }
}

function buildIn(register: Registry, revision: string) {
  const gauge = new Gauge({
    name: 'muzhack_build_info',
    help: 'Always 1; which revision this is.',
    labelNames: ['revision'],
    registers: [register],
  })
  gauge.set({ revision }, 1)
}

function databaseIn(register: Registry, { changes, connections }: Database) {
  readGauge(register, {
    name: 'muzhack_database_connections',
    help: 'Connections to the database, at work and idle, and the queries that wait for one.',
    label: 'state',
    read: connections,
  })
  readGauge(register, {
    name: 'muzhack_changes_heard',
    help: 'Whether the database can be heard telling what changes; while it is not, no page is kept.',
    read: () => (changes.areHeard() ? 1 : 0),
  })
}

function cacheIn(register: Registry, cache: PageCache) {
  readCounter(register, {
    name: 'muzhack_page_cache_asked_total',
    help: 'How often a page was kept, was being made already, or had to be made.',
    label: 'result',
    read: () => cache.state().asked,
  })
  readCounter(register, {
    name: 'muzhack_page_cache_dropped_total',
    help: 'Kept pages that were dropped, and why.',
    label: 'why',
    read: () => cache.state().dropped,
  })
  readCounter(register, {
    name: 'muzhack_page_cache_emptied_total',
    help: 'How often all pages were dropped, since changes may have been missed.',
    read: () => cache.state().emptied,
  })
  readGauge(register, {
    name: 'muzhack_page_cache_pages',
    help: 'Pages that are kept.',
    read: () => cache.state().pages,
  })
  readGauge(register, {
    name: 'muzhack_page_cache_bytes',
    help: 'What they take.',
    read: () => cache.state().bytes,
  })
}
