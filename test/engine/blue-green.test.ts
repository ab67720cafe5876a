import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import type { S3Settings } from '../../src/upload.ts'
import { makeBadImages } from '../help/engine/bad-images.ts'
import { describeOnEngine, theBench } from '../help/engine/bench.ts'
import { docker } from '../help/engine/docker.ts'
import { reboot } from '../help/engine/engine.ts'
import { failuresIn, type Load, startLoad } from '../help/engine/load.ts'
import { signUpAt } from '../help/engine/member.ts'
import { type OneServer, setUpServer } from '../help/engine/one-server.ts'
import { visit } from '../help/engine/visit.ts'
import { formOf } from '../help/s3.ts'

/** So many deploys, and a quarter as many rollbacks: each is the same, and takes some ten seconds. */
const deploys = Number(process.env.DEPLOYS ?? 20)
const briefly = ['--bake', '1s']
const deploy = (image: string, ...more: string[]) => ['deploy', '--image', image, ...briefly, ...more]
const one = () => deploy(theBench().images.one)
const next = (live: string) => (live === 'revision-one' ? deploy(theBench().images.two) : one())

// What takes long on a busy machine is no less right.
describeOnEngine('blue-green on one server', { timeout: 600_000 }, () => {
  let server: OneServer
  let cookie: string

  const revision = async () =>
    (JSON.parse((await visit(server.url + paths.ready)).body) as { revision: string }).revision
  const live = async () => {
    const { lines } = await server.run(['status'])
    return lines.find(line => line.live === true)?.colour
  }

  /** What it said last is the reason where it did not. */
  const succeeds = async (args: string[]) => {
    const { code, lines } = await server.run(args)
    const last = lines.at(-1)
    expect([code, last?.kind], last?.message).toEqual([0, 'done'])
    return { lines, last }
  }

  const refuses = async (image: string, reason: RegExp) => {
    const [before, colour] = [await revision(), await live()]
    const { code, lines } = await server.run(deploy(image, '--timeout', '15s'))
    expect(lines.at(-1)).toMatchObject({ kind: 'failed', message: expect.stringMatching(reason) })
    expect(code).toBe(4)
    expect([await revision(), await live()]).toEqual([before, colour])
  }

  beforeAll(async () => {
    server = await setUpServer(theBench())
  })

  afterAll(async () => {
    await server.remove()
  })

  it('begins with nothing, and ends with the site on HTTPS', async () => {
    const { last } = await succeeds(one())
    expect(last?.message).toBe('revision-one is live')
    const page = await visit(`${server.url}${paths.explore}`)
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('<title>MuzHack') })
    expect(page.headers['strict-transport-security']).toMatch(/max-age=\d{8}/)
    const url = `http://127.0.0.1:${server.port.green}`
    cookie = await signUpAt(url, 'ada')
    await server.confirm('ada')
  })

  it('sends everybody from HTTP to HTTPS', async () => {
    const page = await visit(`http://localhost:${server.port.http}${paths.about}?a=b`, {
      headers: { Host: 'muzhack.example' },
    })
    expect(page).toMatchObject({
      status: 301,
      headers: { location: `https://muzhack.example${paths.about}?a=b` },
    })
  })

  it('speaks HTTP/2, and no TLS older than 1.2', async () => {
    const [host, port] = ['127.0.0.1', Number(new URL(server.url).port)]
    const spoken = (options: object) =>
      new Promise((resolve, reject) => {
        const socket = connect({ host, port, rejectUnauthorized: false, ...options }, () => {
          resolve(`${socket.alpnProtocol} ${socket.getProtocol()}`)
          socket.destroy()
        }).once('error', reject)
      })
    expect(await spoken({ ALPNProtocols: ['h2', 'http/1.1'] })).toBe('h2 TLSv1.3')
    await expect(
      spoken({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    ).rejects.toThrow()
  })

  it('takes files straight into its store, and gives them back, under the other name', async () => {
    const wanted = new URLSearchParams({ key: 'loop/files/a.txt', type: 'text/plain', size: '5' })
    const signed = await visit(`${server.url}${paths.api.s3Settings}?${wanted}`, { headers: { cookie } })
    const { action, fields, url } = JSON.parse(signed.body) as S3Settings
    expect(action).toBe(`https://127.0.0.1:${new URL(server.url).port}/muzhack/`)
    const inside = action.replace(/^https:..127.0.0.1:\d+/, `http://127.0.0.1:${server.port.store}`)
    expect((await fetch(inside, { method: 'POST', body: formOf(fields, 'hello') })).status).toBe(201)
    expect(await visit(url)).toMatchObject({
      status: 200,
      body: 'hello',
      headers: { 'strict-transport-security': expect.any(String) },
    })
  })

  it('believes nobody but its own proxy about who asks', async () => {
    const body = JSON.stringify({ username: 'grace', password: 'a guess at her password' })
    const tries = Array.from({ length: 22 }, (_, at) => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${at}` }
      return visit(server.url + paths.api.login, { method: 'POST', headers, body })
    })
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    expect(statuses.filter(status => status === 429)).toHaveLength(2)
  })

  it('keeps what people look for, and what letters let in, out of its log', async () => {
    await visit(`${server.url}${paths.searchFor({ q: 'a-secret-wish' })}`)
    await visit(`${server.url}${paths.resetPassword({ token: 'a-secret-token' })}`)
    await visit(`${server.url}${paths.api.resetPassword({ token: 'a-secret-token' })}`)
    await visit(`http://localhost:${server.port.http}${paths.searchFor({ q: 'a-secret-wish' })}`)
    const log = await server.compose('logs', '--tail', '200', 'haproxy')
    expect(log).toContain('GET /account/resetpassword/... HTTP')
    expect(log).not.toContain('a-secret')
  })

  it('lets nobody into PostgreSQL without the password', async () => {
    const who = { host: '127.0.0.1', port: server.port.postgres, user: 'muzhack', database: 'muzhack' }
    const stranger = new pg.Client({ ...who, password: 'a guess' })
    await expect(stranger.connect()).rejects.toThrow(/password authentication failed/)
  })

  it('has nothing to do where it is live already', async () => {
    const before = server.settings()
    const { lines } = await succeeds(one())
    expect(lines.map(({ step }) => step).filter(Boolean)).toEqual([1, 2])
    expect(server.settings()).toBe(before)
  })

  it('builds what is checked out', async () => {
    await succeeds(['deploy', ...briefly, '--', ...theBench().buildArguments])
    const head = execFileSync('git', ['-C', server.folder, 'rev-parse', '--short=12', 'HEAD'], {
      encoding: 'utf8',
    })
    expect(await revision()).toBe(head.trim())
  })

  describe('under load', () => {
    let load: Load

    beforeAll(async () => {
      load = startLoad(server.url, cookie)
    })

    afterAll(async () => {
      await load.stop()
    })

    const manyTimes = { timeout: deploys * 180_000 }
    it(
      `is deployed ${deploys} times and rolled back every fourth time, and no request fails`,
      manyTimes,
      async () => {
        const times: number[] = []
        for (let turn = 1; turn <= deploys; turn++) {
          const before = await revision()
          const { last } = await succeeds(next(before))
          expect(await revision()).not.toBe(before)
          times.push(Number(last?.elapsed))
          if (turn % 4 > 0) continue
          const back = await succeeds(['rollback', ...briefly])
          expect(back.last?.message).toBe(`${before} is live`)
        }
        times.sort((a, b) => a - b)
        console.log(`A deploy took ${times[Math.floor(times.length / 2)]} s, ${times[0]} to ${times.at(-1)}`)
        expect(load.takeFailures()).toEqual([])
      },
    )

    it.each([1, 2, 3, 4, 5, 6, 7])('may be killed after step %i, and be run again', async step => {
      const wanted = next(await revision())
      const killed = await server.run(wanted, step)
      // Nothing but tidying up comes after the last step.
      expect(step === 7 ? null : killed.code, killed.lines.at(-1)?.message).toBe(null)
      const { last } = await succeeds(wanted)
      expect(await revision()).toBe(last?.message.split(' ')[0])
      expect(wanted.join()).toContain(await revision())
      const { lines: told } = await server.run(['status'])
      expect(told.filter(line => String(line.state).startsWith('running'))).toHaveLength(1)
      expect(load.takeFailures()).toEqual([])
    })

    it('stops what a killed run had begun, where the live one is deployed after all', async () => {
      const [before, colour] = [await revision(), await live()]
      await server.run(next(before), 3)
      await succeeds(before === 'revision-one' ? one() : next('revision-one'))
      expect([await revision(), await live()]).toEqual([before, colour])
      const { lines: told } = await server.run(['status'])
      expect(told.filter(line => String(line.state).startsWith('running'))).toMatchObject([{ colour }])
      expect(load.takeFailures()).toEqual([])
    })

    it.each([2, 5])('may be killed after step %i as it rolls back, and be run again', async step => {
      const before = await revision()
      await succeeds(next(before))
      await server.run(['rollback', ...briefly], step)
      const { last } = await succeeds(['rollback', ...briefly])
      expect(last?.message).toBe(`${before} is live`)
      expect(await revision()).toBe(before)
      expect(load.takeFailures()).toEqual([])
    })

    it('lets a second run do nothing', async () => {
      const wanted = next(await revision())
      const ended = await Promise.all([server.run(wanted), server.run(wanted)])
      const [done, refused] = ended.toSorted((a, b) => Number(a.code) - Number(b.code))
      expect([done?.code, refused?.code], done?.lines.at(-1)?.message).toEqual([0, 75])
      expect(refused?.lines).toMatchObject([
        { kind: 'failed', message: expect.stringMatching(/process \d+, since/) },
      ])
      expect(load.takeFailures()).toEqual([])
    })

    describe('with an image that is no good', () => {
      let bad: Awaited<ReturnType<typeof makeBadImages>>
      beforeAll(async () => {
        bad = await makeBadImages(theBench())
      })

      it('serves on where it dies at once, and says its last words', async () => {
        await refuses(bad.dies, /ends as soon as it is started(.|\n)*No strings on this guitar/)
        expect(load.takeFailures()).toEqual([])
      })

      it('serves on where it never gets ready', async () => {
        await refuses(bad.neverReady, /not ready after 15 s: .*healthz\/ready/)
        expect(load.takeFailures()).toEqual([])
      })

      it('serves on where it answers 500 on pages', async () => {
        await refuses(bad.answers500, /answered with 500/)
        expect(load.takeFailures()).toEqual([])
      })

      it('goes back within a second where it fails for visitors only', async () => {
        await refuses(bad.failsLater, /requests to (blue|green) failed/)
        const { length } = load.takeFailures()
        console.log(`${length} requests failed before visitors had the old colour again`)
        expect(length).toBeGreaterThan(0)
        expect((await visit(server.url)).status).toBe(200)
      })

      it('can still be rolled back to what was live before', async () => {
        const before = await revision()
        await succeeds(['rollback', ...briefly])
        expect(await revision()).not.toBe(before)
        expect(load.takeFailures()).toEqual([])
      })
    })

    it('has answered all it was asked', async () => {
      expect(failuresIn(await load.stop())).toEqual([])
    })
  })

  it('takes a new certificate without a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muzhack-certificate-'))
    const [chain, key] = [join(folder, 'chain.pem'), join(folder, 'key.pem')]
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
    execFileSync('openssl', ['req', ...kind, '-subj', '/CN=muzhack.example', '-keyout', key, '-out', chain], {
      stdio: 'ignore',
    })
    await succeeds(['certificate', chain, key])
    rmSync(folder, { recursive: true })
    const shown = execFileSync('openssl', ['s_client', '-connect', new URL(server.url).host], {
      input: '',
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    expect(String(shown)).toMatch(/CN ?= ?muzhack.example/)
  })

  it('brings the right colour back when HAProxy is started again, and when the machine is', async () => {
    if ((await live()) === 'blue') await succeeds(next(await revision()))
    const before = await revision()
    await server.compose('restart', 'haproxy')
    await expect.poll(revision).toBe(before)
    expect(await live()).toBe('green')

    await reboot(theBench().engine)
    await expect.poll(async () => revision().catch(String), { timeout: 60_000 }).toBe(before)
    const { lines } = await server.run(['status'])
    expect(lines.filter(line => String(line.state).startsWith('running'))).toMatchObject([
      { colour: 'green' },
    ])
  })

  it('tells Prometheus how it is', async () => {
    const proxy = await visit(`http://127.0.0.1:${server.port.haproxyMetrics}/metrics`)
    expect(proxy.body).toMatch(/haproxy_server_status\{proxy="app-green",server="green",state="UP"\} 1/)
  })

  it('says so in words of ours where no colour answers', async () => {
    const colour = String(await live())
    await server.compose('stop', colour)
    const page = await visit(server.url)
    expect(page).toMatchObject({ status: 503, headers: { 'retry-after': '15' } })
    expect(page.body).toMatch(/MuzHack does not answer just now/)
    await server.compose('start', colour)
    await expect.poll(async () => (await visit(server.url)).status).toBe(200)
  })

  it('ends HAProxy in order, with its last connections', async () => {
    const { engine } = theBench()
    await server.compose('stop', 'haproxy')
    const id = await docker(
      engine,
      'ps',
      '--all',
      '--quiet',
      '--filter',
      'label=com.docker.compose.service=haproxy',
    )
    expect(await docker(engine, 'inspect', '--format', '{{.State.ExitCode}}', id)).toBe('0')
  })
})
