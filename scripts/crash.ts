import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { paths } from '../src/paths.ts'
import type { DraftFile, Project, ProjectDraft } from '../src/project.ts'
import type { S3Settings } from '../src/upload.ts'
import { confirmByLetter } from './letters.ts'

// Kills the server and the S3 endpoint with SIGKILL amid uploads and saves, again and again, and looks what is
// left: every save that was acknowledged must be there, and no project may refer to an object that is not.
// `node scripts/crash.ts [rounds]`

const rounds = Number(process.argv[2] ?? 20)
const port = 8090
const site = `http://localhost:${port}`
const data = mkdtempSync(join(tmpdir(), 'muzhack-crash-'))
const acknowledged = new Map<string, number>()
let cookie = ''

type Server = { process: ChildProcess; endpoint: number }

for (let round = 1; round <= rounds; round++) {
  const server = await startServer()
  if (round === 1) await signUp()
  await check(round)
  const makers = Array.from({ length: 4 }, (_, maker) => keepPublishing(round, maker))
  await pause(500 + Math.random() * 2500)
  await kill(server)
  await Promise.all(makers)
}
const server = await startServer()
const projects = await check(rounds + 1)
await kill(server)
rmSync(data, { recursive: true, force: true })
console.log(
  `${rounds} rounds: ${acknowledged.size} acknowledged saves, none lost; ${projects} projects, every file there`,
)

async function startServer(): Promise<Server> {
  const env = { ...process.env, PORT: `${port}`, MUZHACK_DATA: data, LOG_LEVEL: 'silent', RATE_LIMITS: 'off' }
  const child = fork(join(import.meta.dirname, '../server/main.ts'), {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
  return { process: child, endpoint: Number(children.trim().split(' ')[0]) }
}

/** Both at once, the endpoint first or last by chance. */
async function kill({ process: child, endpoint }: Server) {
  const ids = [child.pid ?? 0, endpoint]
  for (const id of Math.random() < 0.5 ? ids : ids.toReversed()) process.kill(id, 'SIGKILL')
  await once(child, 'exit')
}

async function signUp() {
  const account = {
    username: 'ada',
    name: 'Ada',
    email: 'ada@example.org',
    password: randomBytes(12).toString('hex'),
  }
  const answer = await call('POST', paths.api.signup, account)
  await confirmByLetter(account.email, { url: site, data })
  cookie = answer.headers
    .getSetCookie()
    .map(set => set.split(';')[0])
    .join('; ')
}

function call(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(site + path, {
    method,
    headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

/** Publishes and changes projects with fresh files until the server is gone. */
async function keepPublishing(round: number, maker: number) {
  try {
    for (let turn = 0; ; turn++) {
      const id = `project-${round}-${maker}-${turn}`
      const address = { owner: 'ada', id }
      await acknowledge(id, await call('POST', paths.api.projectsOf(address), draft(id, [await upload()])))
      const change = { ...draft(id, [await upload()]), version: 1 }
      await acknowledge(id, await call('PUT', paths.api.project(address), change))
    }
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error
  }
}

async function acknowledge(id: string, answer: Response) {
  if (answer.status >= 500) throw new TypeError('the store or the database is gone')
  if (!answer.ok) throw new Error(`${id}: ${answer.status} ${await answer.text()}`)
  acknowledged.set(id, ((await answer.json()) as Project).version)
}

async function upload(): Promise<DraftFile> {
  const bytes = randomBytes(20_000 + Math.floor(Math.random() * 400_000))
  const wanted = new URLSearchParams({ key: 'crash/files/noise.bin', type: '', size: `${bytes.length}` })
  const signed = await call('GET', `${paths.api.s3Settings}?${wanted}`)
  if (!signed.ok) throw new TypeError('not signed')
  const { action, fields, key } = (await signed.json()) as S3Settings
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([bytes]))
  const stored = await fetch(action, { method: 'POST', body: form })
  if (stored.status !== 201) throw new TypeError('not stored')
  return { kind: 'file', path: 'noise.bin', key }
}

function draft(id: string, files: DraftFile[]): ProjectDraft {
  const texts = { title: id, summary: '', description: 'Noise', instructions: '' }
  return { id, ...texts, licences: { docs: 'CC0-1.0' }, tags: [], files, cover: null, status: 'published' }
}

/** Answers how many projects there are. */
async function check(round: number): Promise<number> {
  for (const [id, version] of acknowledged) {
    const answer = await call('GET', paths.api.project({ owner: 'ada', id }))
    if (!answer.ok)
      throw new Error(`round ${round}: the acknowledged save of ${id} is gone (${answer.status})`)
    const project = (await answer.json()) as Project
    if (project.version < version)
      throw new Error(`round ${round}: ${id} fell back to version ${project.version}`)
  }
  return checkFiles(round)
}

async function checkFiles(round: number, after = '', seen = 0): Promise<number> {
  const page = await call('GET', `${paths.api.search}?limit=100${after && `&after=${after}`}`)
  const { projects, next } = (await page.json()) as { projects: { id: string }[]; next: string | null }
  for (const { id } of projects) {
    const project = (await (await call('GET', paths.api.project({ owner: 'ada', id }))).json()) as Project
    for (const file of project.files) {
      const bytes = (await (await fetch(file.url)).arrayBuffer()).byteLength
      if (bytes !== file.size)
        throw new Error(`round ${round}: ${id} refers to ${file.key}, which is not there`)
    }
  }
  return next === null ? seen + projects.length : checkFiles(round, next, seen + projects.length)
}
