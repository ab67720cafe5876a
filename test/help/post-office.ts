import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

/** A letter as it arrived. */
export type Received = { to: string; subject: string; text: string; html: string; id: string }

export type PostOffice = { url: string; received: Received[]; close(): Promise<void> }

type OnTaken = (letter: Received, eml: Buffer) => void

/** A mail server that takes every letter but those to Nobody and delivers none; `onTaken` hears as it says so. */
export async function openPostOffice(onTaken: OnTaken = () => undefined): Promise<PostOffice> {
  const received: Received[] = []
  async function take(stream: AsyncIterable<Buffer>, { envelope }: SMTPServerSession) {
    try {
      const eml = await buffer(stream)
      const letter = { ...(await readLetter(eml)), to: envelope.rcptTo.map(({ address }) => address).join() }
      received.push(letter)
      setImmediate(onTaken, letter, eml)
      return undefined
    } catch {
      return new Error('The letter has not arrived as a whole.')
    }
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo({ address }, _, done) {
      done(address.startsWith('Nobody@') ? new Error(`<${address}> is unknown here`) : null)
    },
    async onData(stream, session, done) {
      done(await take(stream, session))
    },
  })
  // Whoever sent may be killed before it hangs up.
  server.on('error', () => undefined)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

export async function readLetter(eml: Buffer): Promise<Omit<Received, 'to'>> {
  const { subject = '', text = '', html = '', messageId = '' } = await PostalMime.parse(eml)
  return { subject, text, html, id: messageId }
}

/** The address that a letter's link leads to, without the site. */
export function linkIn({ text }: Pick<Received, 'text'>): string {
  const [, path] = /^https?:\/\/[^/\s]+(\/\S+)$/m.exec(text) ?? []
  if (!path) throw new Error(`there is no link in: ${text}`)
  return path
}
