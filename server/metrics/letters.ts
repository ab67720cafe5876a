import { Counter, type Registry } from 'prom-client'
import type { Mail } from '../mail/mail.ts'

/** The same post, which tells how many letters went out. */
export function countLetters(register: Registry, mail: Mail): Mail {
  const letters = new Counter({
    name: 'muzhack_letters_total',
    help: 'Letters that the mail server took, and attempts at which it did not.',
    labelNames: ['result'],
    registers: [register],
  })
  for (const result of ['sent', 'failed']) letters.inc({ result }, 0)
  return {
    ...mail,
    async send(message) {
      const sent = mail.send(message)
      const [{ status }] = await Promise.allSettled([sent])
      letters.inc({ result: status === 'fulfilled' ? 'sent' : 'failed' })
      return sent
    },
  }
}
