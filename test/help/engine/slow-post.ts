import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { paths } from '../../../src/paths.ts'
import type { Ask } from './clients.ts'
import { unsigned } from './visit.ts'

type Slow = { cookie: string; agent?: Ask['agent']; onBegun?: () => void }

export type Answered = { status: number; body: string }

/** A text to be shown as it would be published, sent in pieces over so many milliseconds. */
export async function postSlowly(
  url: string,
  milliseconds: number,
  { cookie, agent = () => false, onBegun = () => undefined }: Slow,
): Promise<Answered> {
  const body = JSON.stringify({ text: 'It goes **round**.' })
  const headers = { 'content-type': 'application/json', 'content-length': body.length, cookie }
  const request = url.startsWith('https:') ? tlsRequest : plainRequest
  const options = { method: 'POST', agent: agent(url), headers, ...unsigned }
  const sent = request(url + paths.api.preview, options)
  const answered = new Promise<Answered>((resolve, reject) => {
    sent.once('error', reject).once('response', response => {
      void text(response).then(body => resolve({ status: response.statusCode ?? 0, body }), reject)
    })
  })
  const pieces = body.match(/.{1,5}/gs) ?? []
  // Once the connection stands, and the first piece is on its way.
  sent.write(pieces[0], () => onBegun())
  await Promise.race([answered, sendRest()])
  return answered

  async function sendRest() {
    for (const piece of pieces.slice(1)) {
      await pause(milliseconds / pieces.length)
      if (sent.destroyed) return
      sent.write(piece)
    }
    sent.end()
  }
}
