import { setTimeout as pause } from 'node:timers/promises'
import { paths } from '../../../src/paths.ts'
import { aSignUp } from '../muzhack.ts'
import { type Ask, type Client, oneConnectionEach, overConnection, overHttp2 } from './clients.ts'
import { type Answered, postSlowly } from './slow-post.ts'

export type Count = { requests: number; failures: string[] }
export type Load = {
  /** What has failed since the last look. */
  takeFailures(): string[]
  stop(): Promise<Record<string, Count>>
}

type Site = { url: string; cookie: string }

type Kind = {
  clients: number
  open(): Client
  ask(site: Site, ask: Ask, turn: number): Promise<Answered>
  expected: RegExp
  /** Milliseconds between two requests of a client. */
  pause: number
}

const pages = [paths.explore, paths.about, paths.tags, paths.markdownHelp]
const pageOf = (turn: number) => pages[turn % pages.length] ?? paths.explore

const readPage: Kind['ask'] = ({ url }, ask, turn) => ask(url + pageOf(turn))

const kinds: Record<string, Kind> = {
  'pages, connections kept': {
    clients: 4,
    open: overConnection,
    ask: readPage,
    expected: /<\/html>/,
    pause: 40,
  },
  'pages, a connection each': {
    clients: 2,
    open: oneConnectionEach,
    ask: readPage,
    expected: /<\/html>/,
    pause: 100,
  },
  'posts that take 3 s': {
    clients: 4,
    open: overConnection,
    ask: ({ url, cookie }, { agent }) => postSlowly(url, 3000, { cookie, agent }),
    expected: /<strong>round<\/strong>/,
    pause: 0,
  },
  'uploads signed': {
    clients: 2,
    open: overConnection,
    ask: ({ url, cookie }, ask, turn) => ask(url + toSign(turn), { headers: { cookie } }),
    expected: /"x-amz-signature"/i,
    // A member may have 2,000 signed in an hour.
    pause: 1000,
  },
  'log-ins': {
    clients: 1,
    open: oneConnectionEach,
    ask: ({ url }, ask, turn) => ask(url + paths.api.login, { ...logIn, localAddress: addressOf(turn) }),
    expected: /"username":"ada"/,
    pause: 500,
  },
}

/** What only TLS brings. */
const http2: Record<string, Kind> = {
  'pages, HTTP/2': { clients: 2, open: overHttp2, ask: readPage, expected: /<\/html>/, pause: 40 },
}

const toSign = (turn: number) =>
  `${paths.api.s3Settings}?${new URLSearchParams({ key: `loop/files/${turn}.txt`, type: 'text/plain', size: '1' })}`

const { username, password } = aSignUp()
const logIn = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ username, password }),
}

/** An address may log in a hundred times in a quarter of an hour; this machine has many. */
const addressOf = (turn: number) => `127.0.${1 + (Math.floor(turn / 200) % 250)}.${1 + (turn % 200)}`

/** All kinds of requests at once, in the name of ada, until it is stopped. */
export function startLoad(url: string, cookie: string): Load {
  const over = new AbortController()
  const counts: Record<string, Count> = {}
  const wanted = url.startsWith('https:') ? { ...kinds, ...http2 } : kinds
  const clients = Object.entries(wanted).flatMap(([name, kind]) => {
    const count: Count = { requests: 0, failures: [] }
    counts[name] = count
    return Array.from({ length: kind.clients }, () => work(kind, count))
  })

  async function work(kind: Kind, count: Count) {
    const client = kind.open()
    for (let turn = 0; !over.signal.aborted; turn++) {
      count.requests++
      const problem = await kind.ask({ url, cookie }, client.ask, turn).then(problemOf, String)
      if (problem) count.failures.push(`${new Date().toISOString()} ${problem}`)
      await pause(kind.pause)
    }
    client.close()

    function problemOf({ status, body }: Answered): string | undefined {
      return status === 200 && kind.expected.test(body) ? undefined : `${status} ${body.slice(0, 200)}`
    }
  }

  return {
    takeFailures: () => Object.values(counts).flatMap(({ failures }) => failures.splice(0)),
    async stop() {
      over.abort()
      await Promise.all(clients)
      return counts
    },
  }
}

/** Tells how many there were, and answers what failed, but for where there were too few to tell. */
export function failuresIn(counts: Record<string, Count>): string[] {
  for (const [kind, { requests, failures }] of Object.entries(counts))
    console.log(`${kind}: ${requests} requests, ${failures.length} failures`)
  return Object.entries(counts).flatMap(([kind, { requests, failures }]) =>
    requests < 10 ? [`only ${requests} of ${kind}`] : failures.slice(0, 5),
  )
}
