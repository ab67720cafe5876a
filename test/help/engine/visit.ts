import { type IncomingHttpHeaders, request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { text } from 'node:stream/consumers'
import { unsigned } from './clients.ts'

/** What somebody gets who follows no redirects and asks for no signature of a certificate. */
export function visit(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
  const request = url.startsWith('https:') ? tlsRequest : plainRequest
  return new Promise((resolve, reject) => {
    request(url, { ...unsigned, headers, agent: false }, response => {
      const { statusCode: status = 0, headers } = response
      void text(response).then(body => resolve({ status, headers, body }), reject)
    })
      .once('error', reject)
      .end()
  })
}
