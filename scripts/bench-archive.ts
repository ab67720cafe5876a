/**
 * Makes the archive of a big project, kills the server with SIGKILL half-way and starts it again: tells how much memory
 * it took at most, and whether one whole zip is left. `node scripts/bench-archive.ts [MiB]`, on the PostgreSQL of
 * DATABASE_URL or TEST_DATABASE_URL, else on PGlite.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startEmbedded } from '../server/files/embedded/start.ts'
import { partSize } from '../server/files/parts.ts'
import { openFiles } from '../server/files/s3.ts'
import type { Archive } from '../src/archive.ts'
import { paths } from '../src/paths.ts'
import { freePort } from '../test/help/free-port.ts'
import { problemsOf } from './bench-archive/check.ts'
import { freshDatabase } from './bench-archive/database.ts'
import { address, publish } from './bench-archive/maker.ts'
import { type Site, startSite } from './bench-archive/site.ts'
import { buildIfStale } from './build.ts'

const size = Number(process.argv[2] ?? 2048)
const count = 4
const prefix = `u/${address.owner}/${address.id}/archives/`

buildIfStale(console.log)
const folder = await mkdtemp(join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'muzhack-bench-'))
const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
const place = { bucket: 'muzhack', region: 'local', credentials }
const embedded = await startEmbedded({
  ...place,
  folder: join(folder, 'files'),
  port: 0,
  host: 'localhost',
  allowedOrigins: [],
})
const endpoint = `http://localhost:${embedded.port}`
const files = openFiles({ ...place, endpoint })
const database = await freshDatabase(folder)
const env = {
  PORT: `${await freePort()}`,
  MUZHACK_DATA: folder,
  DATABASE_URL: database.url,
  S3_ENDPOINT: endpoint,
  S3_BUCKET: place.bucket,
  S3_REGION: place.region,
  AWS_ACCESS_KEY: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
}
let site: Site | undefined

try {
  const first = (site = await startSite(env))
  console.log(`on ${database.name}; the server has ${await first.peak()} MB once it has started`)
  const sums = await publish({ url: first.url, data: folder }, count, Math.ceil(size / count))
  console.log(`published ${count} files, ${count * Math.ceil(size / count)} MiB together`)
  const begun = performance.now()
  const half = Math.ceil((size * 1024 * 1024) / partSize / 2)
  while ((await arrived()) < half) await pause(100)
  const peaks = [await first.peak()]
  await first.end('SIGKILL')
  console.log(
    `killed after ${secondsSince(begun)} s with ${await arrived()} parts sent; at most ${peaks[0]} MB`,
  )

  const second = (site = await startSite(env))
  const again = performance.now()
  const { url, size: bytes } = await made(second)
  peaks.push(await second.peak())
  console.log(
    `made ${secondsSince(again)} s after the new start (a lease ends after 60); at most ${peaks[1]} MB`,
  )
  const zips = (await all(files.list(prefix))).length
  const unfinished = (await all(files.multipart.unfinished('u/'))).length
  const problems = await problemsOf(url, join(folder, 'archive.zip'), sums)
  await second.end('SIGTERM')
  console.log(`the job: ${JSON.stringify(await database.report())}`)
  console.log(
    `${zips} zip of ${bytes} bytes, ${unfinished} unfinished uploads; wrong: ${problems.join(', ') || 'nothing'}`,
  )
  console.log(`memory at its peak: ${Math.max(...peaks)} MB`)
  if (zips !== 1 || unfinished > 0 || problems.length > 0) process.exitCode = 1
} finally {
  await site?.end('SIGKILL')
  files.close()
  await embedded.stop()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
}

async function arrived(): Promise<number> {
  const [upload] = await all(files.multipart.unfinished(prefix))
  return upload ? ((await files.multipart.parts(upload))?.length ?? 0) : 0
}

async function made({ url }: Site): Promise<Extract<Archive, { state: 'made' }>> {
  for (;;) {
    const answer = (await (await fetch(url + paths.api.archive(address))).json()) as { archive: Archive }
    if (answer.archive.state === 'made') return answer.archive
    if (answer.archive.state === 'failed') throw new Error('the archive could not be made')
    await pause(500)
  }
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}

function secondsSince(begun: number): string {
  return ((performance.now() - begun) / 1000).toFixed(0)
}
