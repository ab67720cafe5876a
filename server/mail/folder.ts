import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { type Mail, toMail } from './mail.ts'

type Options = { folder: string; from: string; log(message: string): void }

/** Letters as .eml files, which mail programs open. */
export function openMailFolder({ folder, from, log }: Options): Mail {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
  return {
    async send(message) {
      const { message: bytes } = await transport.sendMail(toMail(from, message))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = join(folder, nameOf(message.to.address))
      await writeFile(`${file}.part`, bytes, { mode: 0o600 })
      await rename(`${file}.part`, file)
      log(`A letter "${message.subject}" is in ${file}`)
    },
    close: () => undefined,
  }
}

function nameOf(address: string): string {
  const time = new Date().toISOString().replaceAll(':', '-')
  return `${time} ${address.replace(/[^\w.@+-]/g, '_')}.eml`
}
