import { fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { countBy } from 'ramda'
import { leaseSeconds } from '../server/db/jobs.ts'
import { paths } from '../src/paths.ts'
import { freePort } from '../test/help/free-port.ts'
import { openPostOffice } from '../test/help/post-office.ts'

// Kills the server with SIGKILL at the moment at which the mail server has taken a letter and nobody has noted it, or
// up to 20 ms later, again and again, and looks what has arrived: every letter that a sign-up caused must, and none
// more often than its sender was killed. `node scripts/crash-letters.ts [rounds]`

const rounds = Number(process.argv[2] ?? 50)
const signUpsARound = 3
const port = await freePort()
const site = `http://localhost:${port}`
const data = await mkdtemp(join(tmpdir(), 'muzhack-crash-'))
let onTaken: () => void = () => undefined
const office = await openPostOffice(() => onTaken())

const expected: string[] = []
let killed = 0
for (let round = 1; round <= rounds; round++) {
  const server = await startServer()
  const taken = new Promise<void>(resolve => (onTaken = resolve))
  for (let i = 1; i <= signUpsARound; i++) await signUp(`maker-${round}-${i}`)
  await taken
  await pause(randomInt(20))
  await server.kill()
  killed++
}
const server = await startServer()
// Its lease has to end before another worker takes what a dead one has begun.
for (let waited = 0; waited < leaseSeconds + 60 && missing().length > 0; waited++) await pause(1000)
await pause(5000)
await server.kill()
await office.close()
await rm(data, { recursive: true, force: true })

const copies = countBy(({ id }) => id, office.received)
const doubled = Object.values(copies).filter(count => count > 1)
console.log(
  `${killed} kills, ${expected.length} letters: ${missing().length} lost, ${doubled.length} doubled (${Math.max(0, ...doubled)} copies at most)`,
)
process.exit(missing().length > 0 ? 1 : 0)

function missing(): string[] {
  const arrived = new Set(office.received.map(({ to }) => to))
  return expected.filter(email => !arrived.has(email))
}

async function signUp(username: string) {
  const email = `${username}@example.org`
  const account = { username, name: 'Wanda', email, password: 'as often as it takes' }
  const answer = await fetch(site + paths.api.signup, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  }).catch(() => undefined)
  if (answer?.status === 201) expected.push(email)
}

async function startServer() {
  const env = {
    ...process.env,
    PORT: `${port}`,
    MUZHACK_DATA: data,
    SMTP_URL: office.url,
    MAIL_FROM: 'MuzHack <post@muzhack.test>',
    LOG_LEVEL: 'silent',
    RATE_LIMITS: 'off',
  }
  const child = fork(join(import.meta.dirname, '../server/main.ts'), {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
  return {
    async kill() {
      for (const id of [child.pid ?? 0, ...children.trim().split(' ').map(Number)])
        process.kill(id, 'SIGKILL')
      await once(child, 'exit')
    },
  }
}
