import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { openDatabase } from '../server/db/db.ts'
import { paths } from '../src/paths.ts'
import { freePort } from '../test/help/free-port.ts'
import { startPinned } from './bench/pinned.ts'
import { quantilesOf } from './bench/quantiles.ts'
import { questionsOf } from './bench/questions.ts'

/** What each class of search and list takes on a site that `npm run bench:data` has filled: milliseconds over HTTP. */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '200' }, clients: { type: 'string', default: '1' } },
})
const [rounds, clients] = [Number(values.rounds), Number(values.clients)]
const url = process.env.DATABASE_URL
if (!url) throw new Error('DATABASE_URL must name a database that npm run bench:data has filled')

const { projects, makers, addresses } = await facts()
const site = await startSite()
try {
  const questions: Record<string, () => string> = {
    ...questionsOf(projects),
    profile: from(makers.map(username => paths.api.user({ username }))),
    project: from(addresses.map(paths.api.project)),
  }
  const rows: Record<string, object> = {}
  for (const [name, question] of Object.entries(questions)) {
    for (let i = 0; i < 20; i++) await ask(question())
    rows[name] = await measure(question)
  }
  console.log(`${projects} projects, ${clients} clients, ${rounds} questions of each class, ms`)
  console.table(rows)
} finally {
  await site.stop()
}

function from(all: string[]): () => string {
  let next = 0
  return () => all[next++ % all.length] ?? ''
}

async function measure(question: () => string) {
  const times: number[] = []
  let found = 0
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let i = 0; i < rounds / clients; i++) {
        const address = question()
        const asked = performance.now()
        found += await ask(address)
        times.push(performance.now() - asked)
      }
    }),
  )
  const seconds = (performance.now() - begun) / 1000
  const quantile = quantilesOf(times)
  const at = (part: number) => round(quantile(part))
  return {
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    most: at(1),
    'a second': round(times.length / seconds),
    found: round(found / times.length),
  }
}

async function ask(address: string): Promise<number> {
  const answer = await fetch(site.url + address)
  const body = (await answer.json()) as { projects?: unknown }
  if (!answer.ok) throw new Error(`${address}: ${JSON.stringify(body)}`)
  return Array.isArray(body.projects) ? body.projects.length : 1
}

async function facts() {
  const { db, close } = await openDatabase({ url: url ?? '' }, () => undefined)
  const { rows } = await sql<{ id: number; owner: string }>`
    select slug as id, username as owner from projects tablesample system (0.5)
    join accounts on accounts.id = owner_id limit 500`.execute(db)
  const size = await sql<{ projects: number }>`select projects from search_words where word = ''`.execute(db)
  await close()
  return {
    projects: size.rows[0]?.projects ?? 0,
    makers: rows.map(({ owner }) => owner),
    addresses: rows.map(({ owner, id }) => ({ owner, id: `${id}` })),
  }
}

async function startSite() {
  const [port, s3Port] = [await freePort(), await freePort()]
  const data = await mkdtemp(join(tmpdir(), 'muzhack-bench-'))
  const server = await startPinned(join(import.meta.dirname, '../server/main.ts'), {
    PORT: `${port}`,
    S3_PORT: `${s3Port}`,
    MUZHACK_DATA: data,
    LOG_LEVEL: 'warn',
    RATE_LIMITS: 'off',
  })
  return {
    url: `http://localhost:${port}`,
    async stop() {
      await server.stop()
      await rm(data, { recursive: true, force: true })
    },
  }
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10
}
