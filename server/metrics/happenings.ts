import type { Server } from '@hapi/hapi'
import { Counter, type Registry } from 'prom-client'
import { paths } from '../../src/paths.ts'

type Happening = {
  name: string
  help: string
  labelNames?: string[]
  /** By which answers of the API it is told, and what it is called then. */
  answers: Record<string, Record<string, string>>
}

const happenings: readonly Happening[] = [
  {
    name: 'muzhack_signups_total',
    help: 'Accounts made.',
    answers: { [`post ${paths.api.signup} 201`]: {} },
  },
  {
    name: 'muzhack_logins_total',
    help: 'Log-ins with the right password and with a wrong one, without those that limits refuse.',
    labelNames: ['password'],
    answers: {
      [`post ${paths.api.login} 200`]: { password: 'right' },
      [`post ${paths.api.login} 401`]: { password: 'wrong' },
    },
  },
  {
    name: 'muzhack_uploads_signed_total',
    help: 'Uploads signed: forms for whole files, files that come in parts, and these parts.',
    labelNames: ['kind'],
    answers: {
      [`get ${paths.api.s3Settings} 200`]: { kind: 'form' },
      [`post ${paths.api.s3Uploads} 201`]: { kind: 'parted' },
      [`post ${paths.api.s3UploadParts({ id: '{id}' })} 200`]: { kind: 'part' },
    },
  },
]

/** Forms without JavaScript reach the API in process, so that they are counted here too. */
export function countHappenings(register: Registry, server: Server): void {
  const counts = new Map(happenings.flatMap(happening => countsOf(register, happening)))
  server.events.on('response', ({ route, raw }) => {
    counts.get(`${route.method} ${route.path} ${raw.res.statusCode}`)?.()
  })
}

function countsOf(register: Registry, { answers, ...described }: Happening): [string, () => void][] {
  const counter = new Counter({ ...described, registers: [register] })
  return Object.entries(answers).map(([answer, labels]) => {
    counter.inc(labels, 0)
    return [answer, () => counter.inc(labels)]
  })
}
