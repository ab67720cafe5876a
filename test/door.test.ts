import { server as hapi } from '@hapi/hapi'
import { describe, expect, it } from 'vitest'
import { health } from '../server/routes/health.ts'
import { paths } from '../src/paths.ts'
import { aDraft, muzhack } from './help/muzhack.ts'

const site = muzhack()

describe('asking for a signed form', () => {
  const address = `${paths.api.s3Settings}?key=loop/files/a.txt&size=5`

  it('is refused when another site leads a browser there', async () => {
    const ada = await site.maker('ada')
    const sites = ['cross-site', 'same-site', 'none', 'same-origin']
    const answers = await Promise.all(sites.map(from => ada.get(address, { 'sec-fetch-site': from })))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 200, 200])
    expect(answers[3]?.headers['cache-control']).toBe('private, no-store')
  })

  it('is refused by HEAD, whose answer would be thrown away', async () => {
    const head = await site.server.inject({ method: 'HEAD', url: address })
    expect(head.statusCode).toBe(403)
  })

  it('signs nothing when it is refused', async () => {
    const bea = await site.maker('bea')
    const signed = () => site.db.selectFrom('uploads').select('key').execute()
    const before = await signed()
    await bea.get(address, { 'sec-fetch-site': 'cross-site' })
    expect(await signed()).toEqual(before)
  })
})

describe('a body', () => {
  const json = { 'content-type': 'application/json' }
  const logIn = (body: string) => site.visitor().post(paths.api.login, body, json)

  it('nested very deeply is refused in words', async () => {
    const answer = await logIn(`{"username":"a","password":"b","x":${'['.repeat(7000)}${']'.repeat(7000)}}`)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ message: 'This is nested too deeply.' })
  })

  it('of 200,000 levels is refused too', async () => {
    const cyd = await site.maker('cyd')
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    const answer = await cyd.post(paths.api.preview, `{"text":"a","x":${deep}}`, json)
    expect(answer.statusCode).toBe(400)
  })

  it.each([
    '{"username":"a\\u0000","password":"b"}',
    '{"username":"a","password":"b","\\u0000":1}',
    '{"a":[{"b":"\\u0000"}]}',
  ])('with a NUL in it, as %s, is refused', async body => {
    const answer = await logIn(body)
    expect(answer.json()).toMatchObject({ statusCode: 400, message: expect.stringContaining('NUL') })
  })
})

describe('what depends on who asks', () => {
  it('is kept by no cache', async () => {
    const dot = await site.maker('dot')
    await dot.post(paths.api.projectsOf({ owner: 'dot' }), aDraft({ id: 'secret', status: 'draft' }))
    const secret = { owner: 'dot', id: 'secret' }
    const addresses = [
      paths.api.session,
      paths.api.drafts,
      paths.api.project(secret),
      paths.project(secret),
      paths.drafts,
      paths.create,
      paths.login,
    ]
    const answers = await Promise.all(addresses.map(address => dot.get(address)))
    const policies = answers.map(({ headers }) => headers['cache-control'])
    expect(policies).toEqual(addresses.map(() => 'private, no-store'))
  })

  it('is not what everybody may read, which is asked for each time', async () => {
    const eve = await site.maker('eve')
    await eve.post(paths.api.projectsOf({ owner: 'eve' }), aDraft())
    const page = await eve.get(paths.project({ owner: 'eve', id: 'tape-loop' }))
    expect(page.headers['cache-control']).toBe('public, max-age=0, must-revalidate')
  })
})

describe('being asked whether it is ready', () => {
  it('asks what it depends on once a second, however many want to know', async () => {
    let asked = 0
    const check = async () => {
      asked++
    }
    const server = hapi()
    await server.register({
      plugin: health,
      options: { revision: 'test', isDraining: () => false, checks: [check] },
    })
    const answers = await Promise.all(Array.from({ length: 50 }, () => server.inject(paths.ready)))
    await server.inject(paths.ready)
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
    expect(asked).toBe(1)
  })
})
