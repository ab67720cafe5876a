import { createTransport } from 'nodemailer'
import { type Mail, toMail } from './mail.ts'

/** Letters by SMTP: smtp://user:password@host:587, or smtps:// on port 465. */
export function openSmtp({ url, from }: { url: string; from: string }): Mail {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(message) {
      try {
        await transport.sendMail(toMail(from, message))
      } catch (error) {
        throw withoutAddress(error, message.to.address)
      }
    },
    close: () => transport.close(),
  }
}

/** Mail servers repeat whom they refuse; logs are no place for people's addresses. */
function withoutAddress(error: unknown, address: string): unknown {
  if (!(error instanceof Error)) return error
  const at = error.message.toLowerCase().indexOf(address.toLowerCase())
  if (at < 0) return error
  const message = `${error.message.slice(0, at)}the address${error.message.slice(at + address.length)}`
  return withoutAddress(new Error(message), address)
}
