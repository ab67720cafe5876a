/**
 * How the site bears texts that renderers are slow on: each is previewed while its health is asked 25 times a
 * second and somebody else previews an ordinary text. `node scripts/bench-markdown.ts [part of a case's name]`
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { paths } from '../src/paths.ts'
import { hostileTexts, ordinaryText } from './bench-markdown/texts.ts'

const wanted = process.argv[2] ?? ''
const port = 8094
const site = `http://localhost:${port}`
const data = mkdtempSync(join(tmpdir(), 'muzhack-bench-'))

type Timed = { status: number; time: number; size: number; words: string }

const env = { ...process.env, PORT: `${port}`, MUZHACK_DATA: data, LOG_LEVEL: 'error', RATE_LIMITS: 'off' }
const server = fork(join(import.meta.dirname, '../server/main.ts'), {
  env: { ...env, MUZHACK_SAMPLES: 'off' },
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
})
try {
  await once(server, 'message')
  const [hostile, ordinary] = [await signUp('mallory'), await signUp('ada')]
  await tellOrdinary(ordinary)
  await tellHostile(hostile, ordinary)
} finally {
  server.kill('SIGTERM')
  await once(server, 'exit')
  rmSync(data, { recursive: true, force: true })
}

async function tellOrdinary(cookie: string) {
  for (const kilobytes of [1, 5, 20, 100]) {
    const text = ordinaryText(kilobytes * 1000)
    const times = await series(40, () => preview(cookie, text))
    console.log(`ordinary text of ${kilobytes} KB: ${told(times.slice(10))}`)
  }
}

async function tellHostile(hostile: string, ordinary: string) {
  const cases = hostileTexts.filter(([name]) => name.includes(wanted))
  const before = memory()
  const health = keepAsking(40, () => timed(() => fetch(site + paths.live)))
  const others = keepAsking(250, () => preview(ordinary, ordinaryText(5000)))
  const outcomes: Timed[] = []
  for (const [name, text] of cases) outcomes.push(await tellCase(name, text, hostile, health, others))

  const [asked, previewed] = [await health.end(), await others.end()]
  const slow = outcomes.filter(({ status }) => status !== 200).length
  console.log(`health, 25 times a second: ${told(asked)}`)
  console.log(`another account's preview of 5 KB meanwhile: ${told(previewed)}`)
  console.log(`memory: ${before} MB before, ${memory()} MB after`)
  console.log(
    `${cases.length} hostile texts: ${cases.length - slow} rendered, ${slow} refused, slowest ${ms(Math.max(...outcomes.map(({ time }) => time)))}; health p99 ${ms(quantile(asked, 0.99))}`,
  )
}

type Asking = ReturnType<typeof keepAsking>

async function tellCase(
  name: string,
  text: string,
  cookie: string,
  health: Asking,
  others: Asking,
): Promise<Timed> {
  const from = performance.now()
  const outcome = await preview(cookie, text)
  const { status, time, size, words } = outcome
  const columns = [
    name.padEnd(38),
    ms(time).padStart(8),
    `health ≤ ${health.worstSince(from).padStart(7)}`,
    `other ≤ ${others.worstSince(from).padStart(7)}`,
    `${memory()} MB`,
    status === 200 ? `rendered, ${Math.ceil(size / 1000)} KB` : `${status} ${words}`,
  ]
  console.log(columns.join('  '))
  await pause(100)
  return outcome
}

async function signUp(username: string): Promise<string> {
  const account = {
    username,
    name: username,
    email: `${username}@example.org`,
    password: 'as slow as it gets',
  }
  const answer = await send(paths.api.signup, account, '')
  if (!answer.ok) throw new Error(`${username} could not sign up: ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map(set => set.split(';')[0])
    .join('; ')
}

function preview(cookie: string, text: string): Promise<Timed> {
  return timed(() => send(paths.api.preview, { text, references: [] }, cookie))
}

function send(path: string, body: object, cookie: string): Promise<Response> {
  return fetch(site + path, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

async function timed(ask: () => Promise<Response>): Promise<Timed> {
  const start = performance.now()
  const answer = await ask()
  const body = await answer.text()
  const words = answer.ok
    ? ''
    : Object.values((JSON.parse(body) as { fields?: object }).fields ?? {}).join(' ')
  return { status: answer.status, time: performance.now() - start, size: body.length, words }
}

/** Asks at a steady pace, whether or not what was asked before has been answered. */
function keepAsking(every: number, ask: () => Promise<Timed>) {
  const asked: Promise<Timed>[] = []
  const answered: { at: number; time: number }[] = []
  const asking = setInterval(() => asked.push(ask().then(noted)), every)

  function noted(answer: Timed): Timed {
    answered.push({ at: performance.now(), time: answer.time })
    return answer
  }
  return {
    worstSince(moment: number): string {
      const times = answered.filter(({ at }) => at >= moment).map(({ time }) => time)
      return times.length === 0 ? '-' : ms(Math.max(...times))
    },
    end(): Promise<Timed[]> {
      clearInterval(asking)
      return Promise.all(asked)
    },
  }
}

async function series(count: number, ask: () => Promise<Timed>): Promise<Timed[]> {
  const results: Timed[] = []
  for (let turn = 0; turn < count; turn++) results.push(await ask())
  return results
}

function told(results: readonly Timed[]): string {
  const refused = results.filter(({ status }) => status !== 200).length
  const [p50, p99, most] = [0.5, 0.99, 1].map(part => ms(quantile(results, part)))
  return `p50 ${p50}, p99 ${p99}, at most ${most} (${results.length} asked, ${refused} refused)`
}

function quantile(results: readonly Timed[], part: number): number {
  const times = results.map(({ time }) => time).toSorted((a, b) => a - b)
  return times[Math.max(0, Math.ceil(times.length * part) - 1)] ?? 0
}

function ms(time: number): string {
  return `${time.toFixed(time < 100 ? 1 : 0)} ms`
}

/** Of the server's process with its threads, as the kernel counts it. */
function memory(): string {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8')) ?? []
  return (Number(kilobytes) / 1024).toFixed(0)
}
