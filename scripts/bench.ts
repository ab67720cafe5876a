/**
 * How many readers one core serves, beside what Node and hapi themselves need for the smallest answer.
 * `node scripts/bench.ts [--seconds 10]`; on PostgreSQL where DATABASE_URL names an empty database.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { freePort } from '../test/help/free-port.ts'
import { type Measured, measure, tableOf } from './bench/measure.ts'
import { pagesOf } from './bench/pages.ts'
import { makeRoom, startPinned } from './bench/pinned.ts'
import { buildIfStale } from './build.ts'
import { seed } from './seed.ts'

const root = join(import.meta.dirname, '..')
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } })
const seconds = Number(values.seconds)

buildIfStale(console.log)
makeRoom()
const floors = [await floorOf('node'), await floorOf('hapi')]
const pages = await measurePages()
const table = tableOf([...floors, ...pages], floors[1])
console.log(`${cpus()[0]?.model}, one core for the server, 32 connections, ${seconds} s each\n\n${table}`)
mkdirSync(join(root, 'data'), { recursive: true })
writeFileSync(
  join(root, 'data/bench.json'),
  JSON.stringify({ seconds, measured: [...floors, ...pages] }, null, 2),
)

async function floorOf(name: 'node' | 'hapi'): Promise<Measured> {
  const port = await freePort()
  const server = await startPinned(join(root, `scripts/bench/floor-${name}.ts`), { PORT: `${port}` })
  const measured = await measure(`bare ${name}`, server, { port, mix: [{ path: '/', weight: 1 }], seconds })
  await server.stop()
  return measured
}

async function measurePages(): Promise<Measured[]> {
  const [port, s3Port] = [await freePort(), await freePort()]
  const data = await mkdtemp(join(tmpdir(), 'muzhack-bench-'))
  const server = await startPinned(join(root, 'server/main.ts'), {
    PORT: `${port}`,
    S3_PORT: `${s3Port}`,
    MUZHACK_DATA: data,
    RATE_LIMITS: 'off',
    // As in production: a line a request.
    LOG_LEVEL: 'info',
  })
  try {
    const site = `http://localhost:${port}`
    await seed({ site, data, password: 'as fast as it gets', log: () => undefined })
    return await measureAll(port, server, await pagesOf(site))
  } finally {
    await server.stop()
    await rm(data, { recursive: true, force: true })
  }
}

async function measureAll(
  port: number,
  server: Awaited<ReturnType<typeof startPinned>>,
  mix: Awaited<ReturnType<typeof pagesOf>>,
): Promise<Measured[]> {
  const measured: Measured[] = []
  for (const page of mix) measured.push(await measure(page.what, server, { port, mix: [page], seconds }))
  const all = await measure('the mix', server, { port, mix, seconds })
  const rate = all.perSecond / 2
  return [...measured, all, await measure('the mix, half of it', server, { port, mix, seconds, rate })]
}
