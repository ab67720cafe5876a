import { Agent, get } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { paths } from '../../../src/paths.ts'
import { type Answered, postSlowly } from './slow-post.ts'

export type Count = { requests: number; failures: string[] }
export type Load = { stop(): Promise<Record<string, Count>> }

type Kind = {
  clients: number
  keepAlive: boolean
  ask(site: { url: string; cookie: string; agent: Agent | false }, turn: number): Promise<Answered>
  expected: RegExp
  /** Milliseconds between two requests of a client. */
  pause: number
}

const pages = [paths.explore, paths.about, paths.tags, paths.markdownHelp]
const pageOf = (turn: number) => pages[turn % pages.length] ?? paths.explore

const kinds: Record<string, Kind> = {
  'pages, connections kept': {
    clients: 4,
    keepAlive: true,
    ask: ({ url, agent }, turn) => read(url + pageOf(turn), agent),
    expected: /<\/html>/,
    pause: 20,
  },
  'pages, a connection each': {
    clients: 2,
    keepAlive: false,
    ask: ({ url }, turn) => read(url + pageOf(turn), false),
    expected: /<\/html>/,
    pause: 20,
  },
  'posts that take 3 s': {
    clients: 4,
    keepAlive: true,
    ask: ({ url, cookie, agent }) => postSlowly(url, 3000, { cookie, agent }),
    expected: /<strong>round<\/strong>/,
    pause: 0,
  },
  'uploads signed': {
    clients: 2,
    keepAlive: true,
    ask: ({ url, cookie, agent }, turn) => read(url + toSign(turn), agent, { cookie }),
    expected: /"x-amz-signature"/i,
    // A member may have 2,000 signed in an hour.
    pause: 100,
  },
}

const toSign = (turn: number) =>
  `${paths.api.s3Settings}?${new URLSearchParams({ key: `loop/files/${turn}.txt`, type: 'text/plain', size: '1' })}`

/** All kinds of requests at once, until it is stopped. */
export function startLoad(url: string, cookie: string): Load {
  const over = new AbortController()
  const counts: Record<string, Count> = {}
  const clients = Object.entries(kinds).flatMap(([name, kind]) => {
    const count: Count = { requests: 0, failures: [] }
    counts[name] = count
    return Array.from({ length: kind.clients }, () => work(kind, count))
  })

  async function work(kind: Kind, count: Count) {
    const agent = kind.keepAlive && new Agent({ keepAlive: true, maxSockets: 1 })
    for (let turn = 0; !over.signal.aborted; turn++) {
      count.requests++
      const problem = await kind.ask({ url, cookie, agent }, turn).then(problemOf, String)
      if (problem) count.failures.push(`${new Date().toISOString()} ${problem}`)
      await pause(kind.pause)
    }
    if (agent) agent.destroy()

    function problemOf({ status, body }: Answered): string | undefined {
      return status === 200 && kind.expected.test(body) ? undefined : `${status} ${body.slice(0, 200)}`
    }
  }

  return {
    async stop() {
      over.abort()
      await Promise.all(clients)
      return counts
    },
  }
}

function read(url: string, agent: Agent | false, headers: Record<string, string> = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, response => {
      void text(response).then(body => resolve({ status: response.statusCode ?? 0, body }), reject)
    }).once('error', reject)
  })
}
