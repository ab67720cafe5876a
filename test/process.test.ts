import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import { freePort } from './help/free-port.ts'
import { type SiteProcess, startSite } from './help/process.ts'

let site: SiteProcess | undefined

afterEach(async () => {
  await site?.stop()
  site = undefined
})

const becomesReady = (status: number) =>
  expect.poll(async () => (await fetch(`${site?.url}${paths.ready}`)).status).toBe(status)

describe('a server told to stop', () => {
  it('says it is not ready, serves on, then exits without an error', async () => {
    site = await startSite({ DRAIN_DELAY: '10000' })
    const exited = once(site.process, 'exit')
    site.process.kill('SIGTERM')
    await becomesReady(503)
    const page = await fetch(site.url + paths.about)
    expect(page.status).toBe(200)
    expect(page.headers.get('connection')).toBe('close')
    expect(await exited).toEqual([0, null])
  })
})

describe('the site as a process', () => {
  it('starts its file store again when that dies', async () => {
    site = await startSite()
    const children = readFileSync(`/proc/${site.process.pid}/task/${site.process.pid}/children`, 'utf8')
    process.kill(Number(children.trim().split(' ')[0]), 'SIGKILL')
    await becomesReady(503)
    await becomesReady(200)
  })
})

describe('a site that is told where to listen', () => {
  it('does so there and nowhere else, with its file store', async () => {
    const s3Port = await freePort()
    site = await startSite({ HOST: '127.0.0.2', S3_PORT: `${s3Port}` })
    const { port } = new URL(site.url)
    await becomesReady(200)
    expect(await answers(`http://127.0.0.2:${s3Port}`)).toBe(true)
    expect(await answers(`http://localhost:${port}`)).toBe(false)
    expect(await answers(`http://localhost:${s3Port}`)).toBe(false)
    expect(await healthCheck({ HOST: '127.0.0.2', PORT: port })).toBe(0)
    expect(await healthCheck({ HOST: '127.0.0.3', PORT: port })).toBe(1)
  })

  it('may be on every address of the machine though people reach it on localhost', async () => {
    const s3Port = await freePort()
    site = await startSite({ HOST: '0.0.0.0', S3_PORT: `${s3Port}` })
    const { port } = new URL(site.url)
    expect(await answers(`http://127.0.0.3:${port}`)).toBe(true)
    expect(await answers(`http://127.0.0.3:${s3Port}`)).toBe(true)
    expect(await healthCheck({ HOST: '0.0.0.0', PORT: port })).toBe(0)
  })
})

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  )

async function healthCheck(env: Record<string, string>): Promise<unknown> {
  const alive = join(import.meta.dirname, '../server/alive.ts')
  const check = spawn(process.execPath, [alive], { env, stdio: 'ignore' })
  return (await once(check, 'exit'))[0]
}
