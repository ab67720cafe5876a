import { Agent as PlainAgent, request as plainRequest } from 'node:http'
import { type ClientHttp2Session, connect } from 'node:http2'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { text } from 'node:stream/consumers'
import type { Answered } from './slow-post.ts'

export type Agent = PlainAgent | false

type Options = {
  method?: string
  headers?: Record<string, string>
  body?: string
  /** Which of this machine's addresses it comes from. */
  localAddress?: string
}

export type Ask = ((url: string, options?: Options) => Promise<Answered>) & {
  /** For whoever writes a request by hand. */
  agent(url: string): Agent
}

export type Client = { ask: Ask; close(): void }

/** The tests' certificates are signed by nobody. */
export const unsigned = { rejectUnauthorized: false }

/** Over one connection, which is kept. */
export function overConnection(): Client {
  const agents: PlainAgent[] = []
  const agent = (url: string) => {
    agents[0] ??= new (url.startsWith('https:') ? TlsAgent : PlainAgent)({ keepAlive: true, maxSockets: 1 })
    return agents[0]
  }
  return { ask: asking(agent), close: () => agents[0]?.destroy() }
}

export const oneConnectionEach = (): Client => ({ ask: asking(() => false), close: () => undefined })

function asking(agent: Ask['agent']): Ask {
  return Object.assign((url: string, options: Options = {}) => ask(url, agent(url), options), { agent })
}

function ask(url: string, agent: Agent, { body, ...options }: Options): Promise<Answered> {
  const request = url.startsWith('https:') ? tlsRequest : plainRequest
  const family = options.localAddress ? { family: 4 } : {}
  return new Promise((resolve, reject) => {
    request(url, { agent, ...unsigned, ...family, ...options }, response => {
      void text(response).then(body => resolve({ status: response.statusCode ?? 0, body }), reject)
    })
      .once('error', reject)
      .end(body)
  })
}

/** Over one session, for as long as the other side keeps it. */
export function overHttp2(): Client {
  let session: ClientHttp2Session | undefined
  const open = (url: string) => {
    if (!session || session.closed || session.destroyed)
      session = connect(url, unsigned).on('error', () => undefined)
    return session
  }
  const ask = async (url: string) => {
    const { origin, pathname } = new URL(url)
    const stream = open(origin).request({ ':path': pathname })
    const status = new Promise<number>((resolve, reject) => {
      stream.once('error', reject).once('response', headers => resolve(Number(headers[':status'])))
    })
    const [answered, body] = await Promise.all([status, text(stream)])
    return { status: answered, body }
  }
  return { ask: Object.assign(ask, { agent: () => false as const }), close: () => session?.destroy() }
}
