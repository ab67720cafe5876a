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
      await transport.sendMail(toMail(from, message))
    },
    close: () => transport.close(),
  }
}
