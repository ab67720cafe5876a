/**
 * Whether answers tell by their time who has an account, and what ten thousand wrong passwords do to one.
 * `node scripts/bench-accounts.ts [attempts]`
 */
import { type ChildProcess, fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { countBy } from 'ramda'
import { paths } from '../src/paths.ts'
import { freePort } from '../test/help/free-port.ts'
import { confirmByLetter, linkOfLetterTo, type Place } from './letters.ts'

const attempts = Number(process.argv[2] ?? 10_000)
const atOnce = 8
/** Pairs that are not counted: code gets faster as it runs. */
const warmUp = 20
/** Milliseconds. */
const rest = 40
const password = 'a tape that loops for ever'

await onSite({ RATE_LIMITS: 'off' }, async place => {
  await signUp(place)
  const wrong = { password: 'not this one, surely' }
  await compare('log-ins', 200, username => ask(place, paths.api.login, { username, ...wrong }))
  await compare('resets', 1000, username => ask(place, paths.api.forgotPassword, { username }))
})

await onSite({ TRUSTED_PROXIES: 'loopback' }, async place => {
  await signUp(place)
  const statuses = await guess(place)
  console.log(`${attempts} wrong passwords from as many addresses:`, countBy(String, statuses))
  const entered = await reset(place)
  console.log(`meanwhile the owner, by reset: ${entered ? 'is logged in' : 'IS LOCKED OUT'}`)
})

/**
 * In pairs, whose two meet the same machine, each as often first as second. What a request leaves to do,
 * such as a letter, has ended when the next one begins.
 */
async function compare(what: string, pairs: number, work: (username: string) => Promise<Response>) {
  const known: number[] = []
  const unknown: number[] = []
  const measure = async (times: number[], username: string) => {
    times.push(await timed(() => work(username)))
    await pause(rest)
  }
  for (let i = 0; i < pairs + warmUp; i++) {
    if (i === warmUp) known.length = unknown.length = 0
    if (i % 2 === 0) await measure(known, 'ada')
    await measure(unknown, `nobody-${i}`)
    if (i % 2 === 1) await measure(known, 'ada')
  }
  const [a, b] = [median(known), median(unknown)]
  const ratios = known.map((time, i) => time / (unknown[i] ?? 0))
  const [low, high] = rangeOfMedian(ratios)
  console.log(
    `${pairs} ${what} each: ${a.toFixed(2)} ms for a known name, ${b.toFixed(2)} ms for unknown ones; ratio in a pair ${median(ratios).toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`,
  )
}

/** Where the median lies in 95 of 100 measurements like this one, by drawing from it again and again. */
function rangeOfMedian(values: readonly number[]): [number, number] {
  const sorted = Array.from({ length: 2000 }, () => median(drawnFrom(values))).toSorted((a, b) => a - b)
  return [sorted[50] ?? 0, sorted[1949] ?? 0]
}

function drawnFrom(values: readonly number[]): number[] {
  return values.map(() => values[randomInt(values.length)] ?? 0)
}

async function guess(place: Place): Promise<number[]> {
  const statuses: number[] = []
  const numbers = Array.from({ length: attempts }, (_, i) => i).values()
  const lane = async () => {
    for (const n of numbers) {
      const body = { username: 'ada', password: `guess number ${n}` }
      statuses.push((await ask(place, paths.api.login, body, addressOf(n))).status)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return statuses
}

async function reset(place: Place): Promise<boolean> {
  await ask(place, paths.api.forgotPassword, { username: 'ada' })
  for (let link = ''; !link.startsWith('/account/resetpassword/'); )
    link = await linkOfLetterTo('ada@example.org', place)
  const token = (await linkOfLetterTo('ada@example.org', place)).split('/').at(-1) ?? ''
  const answer = await ask(place, paths.api.resetPassword({ token }), { password: `${password} and ever` })
  const cookie = answer.headers
    .getSetCookie()
    .map(set => set.split(';')[0])
    .join('; ')
  const session = await fetch(place.url + paths.api.session, { headers: { cookie } })
  return (await session.text()).includes('"username":"ada"')
}

/** Each of another network. */
function addressOf(n: number): string {
  return `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`
}

function ask({ url }: Place, path: string, body: object, from = '192.0.2.1'): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify(body),
  })
}

async function signUp(place: Place) {
  const email = 'ada@example.org'
  await ask(place, paths.api.signup, { username: 'ada', name: 'Countess', email, password })
  await confirmByLetter(email, place)
}

async function timed(work: () => Promise<Response>): Promise<number> {
  const start = performance.now()
  await (await work()).arrayBuffer()
  return performance.now() - start
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0
}

async function onSite(env: Record<string, string>, work: (place: Place) => Promise<void>) {
  const data = await mkdtemp(join(tmpdir(), 'muzhack-bench-'))
  const port = await freePort()
  const child = fork(join(import.meta.dirname, '../server/main.ts'), {
    env: { ...process.env, PORT: `${port}`, MUZHACK_DATA: data, LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    await once(child, 'message')
    await work({ url: `http://localhost:${port}`, data })
  } finally {
    await end(child)
    await rm(data, { recursive: true, force: true })
  }
}

async function end(child: ChildProcess) {
  child.kill('SIGTERM')
  await once(child, 'exit')
}
