import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Embedded, startEmbedded } from '../server/files/embedded/start.ts'
import type { Files, UploadInParts } from '../server/files/files.ts'
import { openFiles } from '../server/files/s3.ts'
import { credentials, formText, post, stream } from './help/s3.ts'

const place = { bucket: 'muzhack', region: 'eu-central-1', credentials }
const song = { key: 'u/ada/song.wav', type: 'audio/wav', size: 100 }
const log: string[] = []

let folder: string
let embedded: Embedded | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muzhack-s3-'))
})
afterEach(async () => {
  await embedded?.stop()
  embedded = undefined
  await rm(folder, { recursive: true })
})

async function start(port = 0) {
  const options = { ...place, folder, port, host: '127.0.0.1', allowedOrigins: [] }
  embedded = await startEmbedded({ ...options, log: message => log.push(message) })
  return { embedded, files: openFiles({ ...place, endpoint: `http://127.0.0.1:${embedded.port}` }) }
}

async function sendPart(files: Files, upload: UploadInParts, part: { number: number; bytes: Buffer }) {
  const signed = await files.multipart.sign(upload, { number: part.number, size: part.bytes.length })
  const sent = { method: 'PUT', body: Uint8Array.from(part.bytes), headers: signed.headers }
  const { headers } = await fetch(signed.url, sent)
  return { number: part.number, etag: headers.get('etag') ?? '' }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('the process of the endpoint', () => {
  it('serves until it is stopped', async () => {
    const { embedded, files } = await start()
    const pid = embedded.pid()

    expect(await post(await files.sign(song), 'la')).toMatchObject({ status: 201 })
    expect(await files.head(song.key)).toEqual({ size: 2, type: 'audio/wav' })
    await embedded.stop()

    expect(isRunning(pid)).toBe(false)
    await expect(files.head(song.key)).rejects.toThrow('the object store does not answer')
  })

  it('lets an upload under way come to its end before it stops', async () => {
    const { embedded, files } = await start()
    const { action, fields } = await files.sign(song)
    async function* slowly() {
      yield formText(fields, 'la la').slice(0, -20)
      await vi.waitUntil(async () => (await readdir(join(folder, 'incoming'))).length > 0, {
        timeout: 30_000,
      })
      void embedded.stop()
      await pause(500)
      yield formText(fields, 'la la').slice(-20)
    }

    expect(await stream(action, slowly())).toMatchObject({ status: 201 })

    await embedded.stop()
    expect(await readdir(join(folder, 'objects'))).toHaveLength(1)
  })

  it('clears away what was half-way when it begins, and keeps what was whole', async () => {
    const { embedded, files } = await start()
    await post(await files.sign(song), 'la')
    await embedded.stop()
    await mkdir(join(folder, 'incoming'), { recursive: true })
    await writeFile(join(folder, 'incoming', 'half'), 'la')

    const again = await start()

    expect(await readdir(join(folder, 'incoming'))).toEqual([])
    expect(await again.files.head(song.key)).toEqual({ size: 2, type: 'audio/wav' })
  })

  it('says which port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = Object(other.address())

    await expect(start(port)).rejects.toThrow(`port ${port} of the embedded object store is in use`)

    other.close()
  })

  it('says why it cannot begin', async () => {
    await writeFile(join(folder, 'objects'), 'not a folder')

    await expect(start()).rejects.toThrow(/does not start: EEXIST/)
  })

  it('is started again on the same port when it is killed', async () => {
    const { embedded, files } = await start()
    await post(await files.sign(song), 'la')
    const killed = embedded.pid()

    process.kill(killed, 'SIGKILL')

    await vi.waitFor(() => files.ready(), { timeout: 30_000, interval: 100 })
    expect(embedded.pid()).not.toBe(killed)
    expect(log.at(-1)).toBe('the embedded object store ended (SIGKILL); starting it again in 0.5 s')
    expect(await files.head(song.key)).toEqual({ size: 2, type: 'audio/wav' })
  })

  it('has either the parts or the whole when it is killed amid putting them together', async () => {
    const { embedded, files } = await start()
    const upload = { key: song.key, id: await files.multipart.begin(song) }
    const parts = [1, 2, 3, 4].map(number => ({ number, bytes: Buffer.alloc(5 * 1024 * 1024, number) }))
    const sent = await Promise.all(parts.map(part => sendPart(files, upload, part)))
    const completed = files.multipart.complete(upload, sent).catch(() => 'killed')
    await vi.waitUntil(async () => (await readdir(join(folder, 'incoming'))).length > 0, {
      timeout: 30_000,
      interval: 1,
    })

    process.kill(embedded.pid(), 'SIGKILL')

    await completed
    await vi.waitFor(() => files.ready(), { timeout: 30_000, interval: 100 })
    await files.multipart.complete(upload, sent)
    expect(await files.head(song.key)).toEqual({ size: 20 * 1024 * 1024, type: 'audio/wav' })
    expect(await readdir(join(folder, 'incoming'))).toEqual([])
    expect(await readdir(join(folder, 'uploads'))).toEqual([])
  })

  it('ends with the process that started it, however that ended', async () => {
    const options = JSON.stringify({ ...place, folder, port: 0, host: '127.0.0.1', allowedOrigins: [] })
    const start = new URL('../server/files/embedded/start.ts', import.meta.url)
    const script = `const { startEmbedded } = await import('${start}')
      console.log((await startEmbedded(${options})).pid())`
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script])
    const [line] = await once(parent.stdout, 'data')

    parent.kill('SIGKILL')

    await vi.waitUntil(() => !isRunning(Number(line)), { timeout: 30_000 })
  })
})
