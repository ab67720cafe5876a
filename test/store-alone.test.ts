import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Files } from '../server/files/files.ts'
import { openFiles } from '../server/files/s3.ts'
import { freePort } from './help/free-port.ts'
import { credentials, post, site } from './help/s3.ts'

const script = join(import.meta.dirname, '../scripts/store.ts')

const start = (env: Record<string, string>) =>
  spawn(process.execPath, ['--disable-warning=DEP0128', script], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

describe('the object store by itself', () => {
  let data: string
  let store: ChildProcess
  let files: Files

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'muzhack-store-'))
    const port = await freePort()
    const started = start({
      HOST: '127.0.0.1',
      S3_PORT: `${port}`,
      S3_BUCKET: 'muzhack',
      S3_REGION: 'local',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      PUBLIC_URL: site,
      MUZHACK_DATA: data,
    })
    store = started
    await once(started.stdout, 'data')
    files = openFiles({
      endpoint: `http://127.0.0.1:${port}`,
      publicEndpoint: `http://localhost:${port}`,
      bucket: 'muzhack',
      region: 'local',
      credentials,
    })
  })

  afterAll(async () => {
    files.close()
    store.kill('SIGKILL')
    await rm(data, { recursive: true })
  })

  it('is used by the server at one address and by browsers at another', async () => {
    const settings = await files.sign({ key: 'u/ada/loop/files/1/a.txt', type: 'text/plain', size: 5 })
    expect(settings.action).toMatch(/^http:\/\/localhost:\d+\/muzhack\/$/)
    expect((await post(settings, 'hello')).status).toBe(201)
    expect(await (await fetch(settings.url)).text()).toBe('hello')
    expect(await files.head(settings.key)).toEqual({ size: 5, type: 'text/plain' })
  })

  it('gives what is private by an address that is signed for browsers', async () => {
    await files.put(
      { key: 'exports/ada.zip', type: 'application/zip' },
      Readable.from([Buffer.from('all of hers')]),
    )
    const address = await files.privateUrl('exports/ada.zip', 60)
    expect(address).toMatch(/^http:\/\/localhost:/)
    expect(await (await fetch(address)).text()).toBe('all of hers')
  })

  it('takes one process a folder', async () => {
    const second = start({ ...told, MUZHACK_DATA: data })
    expect(await text(second.stderr)).toMatch(/in use/)
  })

  it('ends without an error when it is told to', async () => {
    store.kill('SIGTERM')
    expect(await once(store, 'exit')).toEqual([0, null])
  })
})

const told = {
  S3_PORT: '1',
  S3_BUCKET: 'muzhack',
  S3_REGION: 'local',
  AWS_ACCESS_KEY_ID: 'somebody',
  AWS_SECRET_ACCESS_KEY: 'a secret of the tests',
  PUBLIC_URL: site,
}

it.each(Object.keys(told))('does not start without %s', async name => {
  const { [name]: _, ...others } = told as Record<string, string>
  const started = start(others)
  expect(await text(started.stderr)).toMatch(new RegExp(`^${name} is not set`))
})
