import { type Agent, type IncomingHttpHeaders, request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { text } from 'node:stream/consumers'

export type Request = {
  method?: string
  headers?: Record<string, string>
  body?: string
  agent?: Agent | false
  /** Which of this machine's addresses it comes from. */
  localAddress?: string
}

export type Visited = { status: number; headers: IncomingHttpHeaders; body: string }

/** The tests' certificates are signed by nobody. */
export const unsigned = { rejectUnauthorized: false }

/** What somebody gets who follows no redirects and asks for no signature of a certificate. */
export function visit(url: string, { body, agent = false, ...options }: Request = {}): Promise<Visited> {
  const request = url.startsWith('https:') ? tlsRequest : plainRequest
  const family = options.localAddress ? { family: 4 } : {}
  return new Promise((resolve, reject) => {
    request(url, { agent, ...unsigned, ...family, ...options }, response => {
      const { statusCode: status = 0, headers } = response
      void text(response).then(body => resolve({ status, headers, body }), reject)
    })
      .once('error', reject)
      .end(body)
  })
}
