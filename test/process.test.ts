import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
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
