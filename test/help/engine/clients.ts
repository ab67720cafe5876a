import { Agent as PlainAgent } from 'node:http'
import { type ClientHttp2Session, connect } from 'node:http2'
import { Agent as TlsAgent } from 'node:https'
import { text } from 'node:stream/consumers'
import type { Answered } from './slow-post.ts'
import { type Request, unsigned, visit } from './visit.ts'

export type Agent = PlainAgent | false

type Options = Omit<Request, 'agent'>

export type Ask = ((url: string, options?: Options) => Promise<Answered>) & {
  /** For whoever writes a request by hand. */
  agent(url: string): Agent
}

export type Client = { ask: Ask; close(): void }

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
  const ask = (url: string, options: Options = {}) => visit(url, { ...options, agent: agent(url) })
  return Object.assign(ask, { agent })
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
