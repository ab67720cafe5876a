import { once } from 'node:events'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { startPglite } from '../server/db/embedded/start.ts'
import { paths } from '../src/paths.ts'
import { cableTo } from './help/cable.ts'
import { signUpAt } from './help/engine/member.ts'
import { freePort } from './help/free-port.ts'
import { password } from './help/muzhack.ts'
import { type SiteProcess, startSite } from './help/process.ts'
import { type Scraped, scrape } from './help/scrape.ts'

let site: SiteProcess
let watch: string

beforeAll(async () => {
  const port = await freePort()
  watch = `http://localhost:${port}`
  site = await startSite({ METRICS_PORT: `${port}`, GIT_REVISION: 'abc123' })
})

afterAll(() => site.stop())

const send = (path: string, body: object, cookie = '') =>
  fetch(site.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  })

/** How much larger it is after what was done, once that has been counted. */
async function counts(
  work: () => Promise<unknown>,
  grown: (before: Scraped, after: Scraped) => unknown,
  expected: unknown,
): Promise<void> {
  const before = await scrape(watch)
  await work()
  await expect.poll(async () => grown(before, await scrape(watch))).toEqual(expected)
}

const grownBy = (name: string, labels: Record<string, string>) => (before: Scraped, after: Scraped) =>
  (after.value(name, labels) ?? 0) - (before.value(name, labels) ?? 0)

describe('metrics', () => {
  it('are told on a port of their own, which tells nothing else', async () => {
    const told = await fetch(watch + paths.metrics)
    expect(told.status).toBe(200)
    expect(told.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    const others = await Promise.all([
      fetch(site.url + paths.metrics),
      fetch(watch),
      fetch(`${watch}${paths.metrics}?x`),
      fetch(watch + paths.ready),
      fetch(watch + paths.metrics, { method: 'POST' }),
    ])
    expect(others.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
  })

  it('tell the revision, and how the process is', async () => {
    const told = await scrape(watch)
    expect(told.value('muzhack_build_info', { revision: 'abc123' })).toBe(1)
    expect(told.value('muzhack_database_up')).toBe(1)
    expect(told.value('muzhack_changes_heard')).toBe(1)
    expect(told.value('muzhack_database_connections', { state: 'waiting' })).toBe(0)
    expect(told.value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0)
    expect(told.value('process_resident_memory_bytes')).toBeGreaterThan(10e6)
  })

  it('count each answer once, whether hapi gives it or it is at hand', async () => {
    const read = { route: paths.tags, method: 'GET', status: '200' }
    await counts(
      async () => {
        for (let time = 0; time < 3; time++) await (await fetch(site.url + paths.tags)).text()
      },
      (before, after) => [
        grownBy('muzhack_http_requests_total', { ...read, answered_by: 'hapi' })(before, after),
        grownBy('muzhack_http_requests_total', { ...read, answered_by: 'front' })(before, after),
        grownBy('muzhack_http_request_duration_seconds_count', { route: paths.tags })(before, after),
        grownBy('muzhack_http_request_duration_seconds_bucket', { route: paths.tags, le: '+Inf' })(
          before,
          after,
        ),
        grownBy('muzhack_page_cache_asked_total', { result: 'made' })(before, after),
        grownBy('muzhack_page_cache_asked_total', { result: 'kept' })(before, after),
        grownBy('muzhack_http_requests_total', { route: paths.api.tags })(before, after),
      ],
      [1, 2, 3, 3, 1, 2, 0],
    )
    const told = await scrape(watch)
    expect(told.value('muzhack_page_cache_pages')).toBe(1)
    expect(told.value('muzhack_page_cache_bytes')).toBeGreaterThan(4096)
  })

  it('have labels that nobody can add to', async () => {
    const odd = Array.from({ length: 100 }, (_, i) => `odd-${i}`)
    await counts(
      async () => {
        for (const path of odd.flatMap(name => [`/${name}/x`, `/u/${name}/x`])) await fetch(site.url + path)
      },
      (before, after) => [
        grownBy('muzhack_http_requests_total', { route: 'none' })(before, after),
        grownBy('muzhack_http_requests_total', { route: '/u/{owner}/{id}' })(before, after),
      ],
      [100, 100],
    )
    await fetch(`${site.url}/u/odd-0`, { method: 'PROPFIND' })
    await counts(
      () => fetch(`${site.url}/u/odd-0`, { method: 'PROPFIND' }),
      grownBy('muzhack_http_requests_total', { route: 'none', method: 'other' }),
      1,
    )
    expect((await scrape(watch)).text).not.toContain('odd-')
  })
})

describe('what happens on a site', () => {
  it('is counted: accounts, log-ins, letters, uploads and refusals', async () => {
    let cookie = ''
    const wanted = new URLSearchParams({ key: 'loop/files/a.txt', type: 'text/plain', size: '5' })
    await counts(
      async () => {
        cookie = await signUpAt(site.url, 'ada')
        await send(paths.api.login, { username: 'ada', password })
        await send(paths.api.login, { username: 'ada', password: 'not hers' })
        await send(paths.api.login, { username: 'ada', password: 'not hers either' })
        await fetch(`${site.url}${paths.api.s3Settings}?${wanted}`, { headers: { cookie } })
        await send(paths.api.preview, { text: '**round**', name: 'description', references: [] }, cookie)
        for (let time = 0; time < 6; time++)
          await send(paths.api.forgotPassword, { username: 'nobody-at-all' })
      },
      (before, after) => [
        grownBy('muzhack_signups_total', {})(before, after),
        grownBy('muzhack_logins_total', { password: 'right' })(before, after),
        grownBy('muzhack_logins_total', { password: 'wrong' })(before, after),
        grownBy('muzhack_uploads_signed_total', { kind: 'form' })(before, after),
        grownBy('muzhack_uploads_signed_total', { kind: 'part' })(before, after),
        grownBy('muzhack_limit_refusals_total', { limit: 'reset by name' })(before, after),
        grownBy('muzhack_letters_total', { result: 'sent' })(before, after),
        grownBy('muzhack_job_attempts_total', { kind: 'letter', result: 'done' })(before, after),
        grownBy('muzhack_job_duration_seconds_count', { kind: 'letter' })(before, after),
        grownBy('muzhack_renderings_total', { result: 'done' })(before, after),
      ],
      [1, 1, 2, 1, 0, 1, 1, 6, 6, 1],
    )
    expect((await scrape(watch)).text).not.toMatch(/ada|nobody-at-all|example\.org/)
  })

  it('is counted where somebody has no JavaScript too', async () => {
    await counts(
      () =>
        fetch(site.url + paths.login, {
          method: 'POST',
          body: new URLSearchParams({ username: 'nobody', password: 'wrong password' }),
        }),
      grownBy('muzhack_logins_total', { password: 'wrong' }),
      1,
    )
  })
})

describe('the jobs of the database', () => {
  it('are told by kind: those that nobody begins, for how long, and those that failed within a day', async () => {
    const database = new pg.Client(site.database)
    await database.connect()
    await database.query(`
      insert into jobs (name, payload, due, state, ended) values
        ('unheard of', '{}', now() - interval '100 seconds', 'waiting', null),
        ('unheard of', '{}', now() - interval '50 seconds', 'running', null),
        ('unheard of', '{}', now() + interval '1 hour', 'waiting', null),
        ('unheard of', '{}', now(), 'failed', now() - interval '23 hours'),
        ('unheard of', '{}', now(), 'failed', now() - interval '25 hours'),
        ('unheard of', '{}', now(), 'done', now())`)
    await database.end()
    const told = await scrape(watch)
    const kind = 'unheard of'
    expect(told.value('muzhack_jobs_waiting', { kind })).toBe(2)
    expect(told.value('muzhack_jobs_failed_last_day', { kind })).toBe(1)
    expect(told.value('muzhack_jobs_overdue_seconds', { kind })).toBeGreaterThan(99)
    expect(told.value('muzhack_jobs_overdue_seconds', { kind })).toBeLessThan(160)
    expect(told.value('muzhack_jobs_failed_last_day', { kind: 'letter' })).toBe(0)
  })
})

describe('a site in trouble', () => {
  const closers: (() => Promise<unknown>)[] = []

  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close()
  })

  async function watched(env: Record<string, string>) {
    const port = `${await freePort()}`
    const site = await startSite({ METRICS_PORT: port, ...env })
    closers.push(site.stop)
    return { site, told: () => scrape(`http://localhost:${port}`) }
  }

  it('counts letters that nobody takes', async () => {
    const { site, told } = await watched({
      SMTP_URL: `smtp://127.0.0.1:${await freePort()}`,
      MAIL_FROM: 'post@muzhack.test',
    })
    await signUpAt(site.url, 'ada')
    const attempts = async (result: string) =>
      (await told()).value('muzhack_job_attempts_total', { kind: 'letter', result })
    await expect.poll(() => attempts('failed')).toBe(1)
    expect(await attempts('done')).toBe(0)
    expect((await told()).value('muzhack_letters_total', { result: 'failed' })).toBe(1)
    expect((await told()).value('muzhack_jobs_given_up_total', { kind: 'letter' })).toBe(0)
  })

  it('tells what it knows while its database is out of reach', async () => {
    const cable = await cableToPglite()
    const url = `postgres://postgres@127.0.0.1:${cable.port}/postgres`
    const { site, told } = await watched({ DATABASE_URL: url })
    const isUp = async () => (await told()).value('muzhack_database_up')
    await expect.poll(isUp).toBe(1)

    await cable.pull()
    await expect.poll(isUp).toBe(0)
    await fetch(site.url)
    // A request counts once its answer is gone, a moment after it has come.
    const refused = async () =>
      (await told()).value('muzhack_http_requests_total', { route: '/', status: '503' })
    await expect.poll(refused).toBe(1)
    expect((await told()).value('muzhack_jobs_waiting')).toBe(undefined)

    await cable.plug()
    await expect.poll(isUp).toBe(1)
  })

  it('tells on until it has stopped, and is not held up by who watches', async () => {
    const { site, told } = await watched({ DRAIN_DELAY: '5000' })
    const exited = once(site.process, 'exit')
    site.process.kill('SIGTERM')
    await expect.poll(async () => (await fetch(site.url + paths.ready)).status).toBe(503)
    const draining = { route: paths.ready, status: '503' }
    await expect
      .poll(async () => (await told()).value('muzhack_http_requests_total', draining))
      .toBeGreaterThan(0)
    expect(await exited).toEqual([0, null])
  })

  /** Spoken to as any PostgreSQL on a network. */
  async function cableToPglite() {
    const { template } = inject('emptyDatabase')
    const pglite = await startPglite({ folder: undefined, template }, () => undefined)
    closers.push(pglite.stop)
    const cable = await cableTo({ path: join(pglite.host, '.s.PGSQL.5432') })
    closers.push(cable.pull)
    return cable
  }
})
