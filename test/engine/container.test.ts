import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { confirmByLetter } from '../../scripts/letters.ts'
import { paths } from '../../src/paths.ts'
import type { S3Settings } from '../../src/upload.ts'
import { describeOnEngine, theBench } from '../help/engine/bench.ts'
import { type Container, startContainer } from '../help/engine/containers.ts'
import { docker } from '../help/engine/docker.ts'
import { signUpAt } from '../help/engine/member.ts'
import { postSlowly } from '../help/engine/slow-post.ts'
import { freePort } from '../help/free-port.ts'
import { post } from '../help/s3.ts'

describeOnEngine('a container with everything embedded', () => {
  let data: string
  let container: Container
  let cookie: string
  const embedded = { MUZHACK_EMBEDDED: 'on', DRAIN_DELAY: '1500' }

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'muzhack-volume-'))
    await chown(data, 1000, 1000)
    const env = { ...embedded, S3_PORT: `${await freePort()}` }
    container = await startContainer(theBench(), theBench().images.one, {
      env,
      more: ['--volume', `${data}:/data`],
    })
  })

  afterAll(async () => {
    await container.remove()
    await rm(data, { recursive: true })
  })

  it('tells which revision it is, and becomes healthy', async () => {
    const ready = await fetch(container.url + paths.ready)
    expect(await ready.json()).toEqual({ revision: 'revision-one' })
    await expect.poll(() => container.inspect('{{.State.Health.Status}}')).toBe('healthy')
  })

  it('is not root, and can write nowhere but into its data', async () => {
    expect(await container.run('id', '-u')).toBe('1000')
    await expect(container.run('touch', '/app/new')).rejects.toThrow(/Read-only file system/)
    await expect(container.run('touch', '/tmp/new')).rejects.toThrow(/Read-only file system/)
  })

  it('shows pages with their scripts and styles', async () => {
    const page = await fetch(container.url)
    const html = await page.text()
    expect(html).toMatch(/<title>MuzHack/)
    const addresses = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, address]) => address)
    expect(addresses.length).toBeGreaterThan(1)
    const statuses = await Promise.all(
      addresses.map(async address => (await fetch(container.url + address)).status),
    )
    expect(new Set(statuses)).toEqual(new Set([200]))
  })

  it('sends letters, and takes files into its own store', async () => {
    cookie = await signUpAt(container.url, 'ada')
    await confirmByLetter('ada@example.org', { url: container.url, data })
    const wanted = new URLSearchParams({ key: 'loop/files/a.txt', type: 'text/plain', size: '5' })
    const signed = await fetch(`${container.url}${paths.api.s3Settings}?${wanted}`, { headers: { cookie } })
    const settings = (await signed.json()) as S3Settings
    expect((await post(settings, 'hello')).status).toBe(201)
    expect(await (await fetch(settings.url)).text()).toBe('hello')
  })

  it('answers what is in flight when it is told to stop, and ends without an error', async () => {
    const { promise: begun, resolve: onBegun } = Promise.withResolvers<void>()
    const answered = postSlowly(container.url, 3000, { cookie, onBegun })
    await begun
    const stopped = container.stop()
    expect(await answered).toMatchObject({
      status: 200,
      body: expect.stringContaining('<strong>round</strong>'),
    })
    expect(await stopped).toBe(0)
    expect(await container.logs()).toMatch(/MuzHack has stopped, 1 requests ended at the last moment/)
  })

  it('migrates by a task of its own', async () => {
    const { engine, images } = theBench()
    const options = ['--rm', '--init', '--read-only', '--network', 'none', '--volume', `${data}:/data`]
    const task = [...options, '--env', 'MUZHACK_EMBEDDED=on', images.two, 'node', 'scripts/migrate.ts']
    expect(await docker(engine, 'run', ...task)).toBe('The database is up to date')
  })
})
