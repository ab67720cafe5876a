/**
 * How many readers one core serves, beside what Node and hapi themselves need for the smallest answer; and what searches
 * take on databases that `npm run bench:data` has filled: `--database` names each by its URL, or by its data folder.
 * Node's flags in package.json leave this process a single thread and seldom garbage to look for: its four collecting ones,
 * on the one core it has, stopped it several times a second for 20 ms, which then counted as the server's.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { freePort } from '../test/help/free-port.ts'
import { type Measured, measure, type Subject, tableOf } from './bench/measure.ts'
import { pagesOf } from './bench/pages.ts'
import { makeRoom, type Pinned, startPinned } from './bench/pinned.ts'
import { measureSearches } from './bench/searches.ts'
import { startSite } from './bench/site.ts'
import { buildIfStale } from './build.ts'
import { seed } from './seed.ts'

const { values } = parseArgs({
  allowNegative: true,
  options: {
    mix: { type: 'boolean', default: true },
    seconds: { type: 'string', default: '10' },
    database: { type: 'string', multiple: true, default: [] },
    questions: { type: 'string', default: '200' },
    clients: { type: 'string', default: '1' },
  },
})
const [seconds, questions, clients] = [values.seconds, values.questions, values.clients].map(Number) as [
  number,
  number,
  number,
]
const root = join(import.meta.dirname, '..')
const results: { title: string; measured: Measured[] }[] = []

buildIfStale(console.log)
makeRoom()
if (values.mix) tell(`One core for the server, 32 connections, ${seconds} s each`, await measureMix())
for (const database of values.database) {
  const { title, measured } = await measureSearches(database, { questions, clients })
  tell(title, measured)
}
mkdirSync(join(root, 'data'), { recursive: true })
writeFileSync(
  join(root, 'data/bench.json'),
  JSON.stringify({ processor: cpus()[0]?.model, results }, null, 2),
)

function tell(title: string, measured: Measured[]) {
  results.push({ title, measured })
  const floor = results[0]?.measured.find(({ what }) => what === 'bare hapi')
  console.log(`${title} (${cpus()[0]?.model})\n\n${tableOf(measured, floor)}\n`)
}

async function measureMix(): Promise<Measured[]> {
  const floors = [await startFloor('node'), await startFloor('hapi')]
  const url = process.env.DATABASE_URL
  const site = await startSite(url ? { url } : undefined)
  try {
    await seed({ site: site.url, data: site.data, password: 'as fast as it gets', log: () => undefined })
    const mix = await pagesOf(site.url)
    const ofSite = (what: string, mixed: Subject['load']['mix'], rate?: number): Subject => ({
      what,
      server: site.server,
      load: { port: site.port, mix: mixed, seconds, ...(rate && { rate }) },
    })
    const measured = await measure([
      ...floors.map(floor => floor.subject),
      ...mix.map(page => ofSite(page.what, [page])),
      ofSite('the mix', mix),
    ])
    const rate = (measured.at(-1)?.perSecond ?? 0) / 2
    // What the machine itself puts in the way shows in the floor's times at the same rate.
    const halves = [
      ...floors.map(({ subject }) => ({
        ...subject,
        what: `${subject.what}, as many as below`,
        load: { ...subject.load, rate },
      })),
      ofSite('the mix, half of it', mix, rate),
    ]
    return [...measured, ...(await measure(halves))]
  } finally {
    await site.stop()
    for (const { server } of floors) await server.stop()
  }
}

async function startFloor(name: 'node' | 'hapi'): Promise<{ server: Pinned; subject: Subject }> {
  const port = await freePort()
  const server = await startPinned(join(root, `scripts/bench/floor-${name}.ts`), { PORT: `${port}` })
  const load = { port, mix: [{ path: '/', weight: 1 }], seconds }
  return { server, subject: { what: `bare ${name}`, server, load } }
}
