import { describe, expect, it } from 'vitest'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import { aSignUp, muzhack, password, publicUrl } from './help/muzhack.ts'

const site = muzhack()

const refused = (answer: { payload: string }) => JSON.parse(answer.payload) as Refusal

describe('signing up', () => {
  it('makes an account and begins a session', async () => {
    const ada = site.visitor()
    const answer = await ada.post(paths.api.signup, aSignUp({ username: 'ada' }))
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ username: 'ada', name: 'Maker ada', email: 'ada@example.org' })

    const session = await ada.get(paths.api.session)
    expect(session.json()).toMatchObject({ account: { username: 'ada' } })
  })

  it('takes a name in capitals as the same name', async () => {
    await site.maker('clara')
    const answer = await site
      .visitor()
      .post(paths.api.signup, aSignUp({ username: 'Clara', email: 'other@example.org' }))
    expect(answer.statusCode).toBe(409)
    expect(refused(answer).fields).toEqual({ username: 'The name clara is taken.' })
  })

  it('refuses an e-mail address that has an account, whatever its capitals', async () => {
    await site.maker('delia')
    const answer = await site
      .visitor()
      .post(paths.api.signup, aSignUp({ username: 'delia2', email: 'Delia@Example.org' }))
    expect(answer.statusCode).toBe(409)
    expect(refused(answer).fields).toHaveProperty('email')
  })

  it.each([
    ['an empty name', { name: '  ' }, 'name'],
    ['an over-long name', { name: 'x'.repeat(81) }, 'name'],
    ['a name that turns directions', { name: 'Ada\u202eadA' }, 'name'],
    ['a name that rings', { name: 'Ada\u0007' }, 'name'],
    ['a reserved user name', { username: 'admin' }, 'username'],
    ['a user name with spaces', { username: 'two words' }, 'username'],
    ['a short password', { password: 'short' }, 'password'],
    ['an over-long password', { password: 'x'.repeat(201) }, 'password'],
    ['an odd e-mail address', { email: 'nobody' }, 'email'],
    ['an e-mail address with a line break', { email: 'a@b.org\r\nBcc: x@y.org' }, 'email'],
  ])('refuses %s beside its field', async (_, wrong, field) => {
    const answer = await site.visitor().post(paths.api.signup, aSignUp({ username: 'edsger', ...wrong }))
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
    expect(Object.keys(refused(answer).fields ?? {})).toEqual([field])
  })

  it('keeps what was typed when its form comes back without JavaScript', async () => {
    const { password: _, ...typed } = aSignUp({ username: 'bad name', name: 'Fay "F" <b>' })
    const answer = await site.visitor().submit(paths.signup, { ...typed, password })
    expect(answer.statusCode).toBe(422)
    expect(answer.payload).toContain('value="Fay &quot;F&quot; &lt;b&gt;"')
    expect(answer.payload).toContain('Use 2 to 39 letters')
    expect(answer.payload).not.toContain(password)
  })

  it('leads on to a new project without JavaScript', async () => {
    const gus = site.visitor()
    const answer = await gus.submit(paths.signup, aSignUp({ username: 'gus' }))
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe(paths.create)
    expect((await gus.get(paths.create)).statusCode).toBe(200)
  })
})

describe('logging in', () => {
  it('takes the name or the e-mail address', async () => {
    await site.maker('hedy')
    const byName = await site.visitor().post(paths.api.login, { username: 'hedy', password })
    const byEmail = await site.visitor().post(paths.api.login, { username: 'HEDY@example.org', password })
    expect([byName.statusCode, byEmail.statusCode]).toEqual([200, 200])
  })

  it('says the same to a wrong name and a wrong password', async () => {
    await site.maker('ida')
    const wrongName = await site.visitor().post(paths.api.login, { username: 'nobody', password })
    const wrongPassword = await site
      .visitor()
      .post(paths.api.login, { username: 'ida', password: 'not this one' })
    expect(wrongName.statusCode).toBe(401)
    expect(wrongName.payload).toBe(wrongPassword.payload)
  })

  it.each([paths.drafts, '/u/ada/loop/edit?x=1', '/settings'])(
    'goes to %s, which asked for it',
    async next => {
      const joan = site.visitor()
      await joan.post(paths.api.signup, aSignUp({ username: 'joan' }))
      const answer = await joan.submit(paths.loginThen(next), { username: 'joan', password })
      expect(answer.headers.location).toBe(next)
    },
  )

  it.each([
    '//evil.example/x',
    '/\\evil.example',
    '\\\\evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/..//evil.example',
    '/.\\/evil.example',
    '/%2e//evil.example',
    '/\t/evil.example',
    '\t//evil.example',
    'https://evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    'http://muzhack.invalid//evil.example',
    '',
  ])('never goes on to another site, as by %j', async next => {
    const kim = site.visitor()
    await kim.post(paths.api.signup, aSignUp({ username: 'kim' }))
    const answer = await kim.submit(paths.loginThen(next), { username: 'kim', password })
    expect([answer.statusCode, answer.headers.location]).toEqual([303, paths.explore])
  })

  it('ends with logging out, on the server too', async () => {
    const kay = await site.maker('kay')
    const { headers } = await kay.post(paths.api.login, { username: 'kay', password })
    const cookie = [headers['set-cookie']].flat().join()
    const [session = ''] = /muzhack-session=[^;]+/.exec(cookie) ?? []
    expect((await kay.post(paths.api.logout)).statusCode).toBe(204)

    const stolen = await site.visitor().get(paths.api.session, { cookie: session })
    expect(stolen.json()).toEqual({ account: null })
  })
})

describe('logging out', () => {
  it('is no mistake of somebody who is not logged in', async () => {
    expect((await site.visitor().post(paths.api.logout)).statusCode).toBe(204)
    expect((await site.visitor().submit(paths.logout, {})).statusCode).toBe(303)
  })
})

describe('a request from another site', () => {
  it('is refused when it would change something', async () => {
    const lou = await site.maker('lou')
    const byOrigin = await lou.post(paths.api.logout, {}, { origin: 'https://evil.example' })
    const byMetadata = await lou.post(paths.api.logout, {}, { 'sec-fetch-site': 'cross-site' })
    expect([byOrigin.statusCode, byMetadata.statusCode]).toEqual([403, 403])
    expect((await lou.get(paths.api.session)).json()).toMatchObject({ account: { username: 'lou' } })
  })

  it('cannot log somebody in by a form', async () => {
    const answer = await site.visitor().post(paths.login, 'username=a&password=b', {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://evil.example',
    })
    expect(answer.statusCode).toBe(403)
  })

  it('cannot pass for JSON as a form', async () => {
    const answer = await site
      .visitor()
      .post(paths.api.login, 'username=a', { 'content-type': 'text/plain', origin: publicUrl })
    expect(answer.statusCode).toBe(415)
  })
})

describe('odd input', () => {
  it.each([
    ['a null body', 'null'],
    ['an array', '[]'],
    ['broken JSON', '{'],
    ['numbers for texts', '{"username": 7, "password": {}}'],
    ['nothing', ''],
  ])('of %s is refused as a mistake of the sender', async (_, body) => {
    const answer = await site.visitor().post(paths.api.login, body, { 'content-type': 'application/json' })
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
    expect(refused(answer).message).not.toMatch(/undefined|Error|stack/)
  })

  it.each(['muzhack-session=%00; x', 'muzhack-session=Fe26.2**broken', '=; ;;a=b=c', 'muzhack-session='])(
    'as the cookie %j breaks no page',
    async cookie => {
      const page = await site.visitor().get(paths.explore, { cookie })
      const login = await site.visitor().get(paths.login, { cookie })
      const session = await site.visitor().get(paths.api.session, { cookie })
      expect([page.statusCode, login.statusCode, session.statusCode]).toEqual([200, 200, 200])
    },
  )
})
