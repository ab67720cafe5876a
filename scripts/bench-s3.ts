/** How fast the embedded object store takes and gives a large file, and how much memory that needs. */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { startEmbedded } from '../server/files/embedded/start.ts'
import { openFiles } from '../server/files/s3.ts'
import type { S3Settings } from '../src/upload.ts'

const MiB = 1024 * 1024
const size = Math.min(4096, Number(process.argv[2] ?? 1024)) * MiB
const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
const place = { bucket: 'muzhack', region: 'eu-central-1', credentials }

const folder = await mkdtemp(join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'muzhack-bench-'))
const embedded = await startEmbedded({ ...place, folder, port: 0, host: '127.0.0.1', allowedOrigins: [] })
const files = openFiles({ ...place, endpoint: `http://127.0.0.1:${embedded.port}` })

try {
  const form = await files.sign({ key: 'bench/large.bin', type: 'application/octet-stream', size })
  console.log(`at rest: ${await memory('VmRSS')} MB`)
  const sent = createHash('md5')
  await timed('upload', () => upload(form, sent))
  console.log(`memory at its peak: ${await memory('VmHWM')} MB`)
  await timed('download', () => download(form.url))
  const { etag } = Object.fromEntries((await fetch(form.url, { method: 'HEAD' })).headers)
  console.log(
    `memory at its peak: ${await memory('VmHWM')} MB; ${etag === `"${sent.digest('hex')}"` ? 'same' : 'OTHER'} bytes`,
  )
} finally {
  files.close()
  await embedded.stop()
  await rm(folder, { recursive: true })
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now()
  await work()
  const seconds = (performance.now() - start) / 1000
  console.log(
    `${what}: ${size / MiB} MiB in ${seconds.toFixed(1)} s, ${(size / 1e6 / seconds).toFixed(0)} MB/s`,
  )
}

async function upload({ action, fields }: S3Settings, hash: ReturnType<typeof createHash>): Promise<void> {
  const boundary = 'bench'
  const named = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`
  const parts = Object.entries(fields).map(([name, value]) => `${named(name)}\r\n\r\n${value}\r\n`)
  const head = Buffer.from(`${parts.join('')}${named('file')}; filename="large.bin"\r\n\r\n`)
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  const block = Buffer.alloc(MiB, 'MuzHack ')

  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': head.length + size + tail.length,
  }
  const sending = request(action, { method: 'POST', headers })
  const answered = new Promise<number | undefined>((resolve, reject) => {
    sending.once('response', response => resolve(response.resume().statusCode)).once('error', reject)
  })
  await pipeline(function* body() {
    yield head
    for (let sent = 0; sent < size; sent += block.length) {
      hash.update(block)
      yield block
    }
    yield tail
  }, sending)
  const status = await answered
  if (status !== 201) throw new Error(`the upload was answered with ${status}`)
}

async function download(url: string): Promise<void> {
  const { body } = await fetch(url)
  let received = 0
  for await (const bytes of body ?? Readable.from([])) received += bytes.length
  if (received !== size) throw new Error(`${received} bytes came back`)
}

/** Of the process of the endpoint, as the kernel counts it. */
async function memory(name: 'VmRSS' | 'VmHWM'): Promise<string> {
  const status = await readFile(`/proc/${embedded.pid()}/status`, 'utf8')
  const [, kilobytes] = new RegExp(`${name}:\\s+(\\d+) kB`).exec(status) ?? []
  return (Number(kilobytes) / 1024).toFixed(0)
}
