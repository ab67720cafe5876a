import { describe, expect, it } from 'vitest'
import type { OwnAccount } from '../src/account.ts'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import type { Session } from '../src/session.ts'
import { muzhack, password, type Visitor } from './help/muzhack.ts'
import { linkIn } from './help/post-office.ts'

const site = muzhack()

const another = 'a wholly other phrase'
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

const fieldsOf = (answer: { payload: string }) => (JSON.parse(answer.payload) as Refusal).fields
const accountOf = async (visitor: Visitor) =>
  (await visitor.get(paths.api.session)).json<{ account: OwnAccount | null }>().account
const sessionsOf = async (visitor: Visitor) =>
  (await visitor.get(paths.api.sessions)).json<{ sessions: Session[] }>().sessions
const subjectsTo = async (email: string) => (await site.lettersTo(email)).map(({ subject }) => subject)

async function loggedIn(username: string, headers: Record<string, string> = {}, typed = password) {
  const visitor = site.visitor()
  const answer = await visitor.post(paths.api.login, { username, password: typed }, headers)
  if (answer.statusCode !== 200) throw new Error(answer.payload)
  return visitor
}

const row = (username: string) =>
  site.db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'account_id')
    .select(['sessions.number', 'seen', 'expires'])
    .where('username', '=', username)
    .executeTakeFirstOrThrow()

async function minutesPass(username: string, minutes: number) {
  const { number, seen, expires } = await row(username)
  const earlier = (time: Date) => new Date(time.getTime() - minutes * 60_000)
  await site.db
    .updateTable('sessions')
    .set({ seen: earlier(seen), expires: earlier(expires) })
    .where('number', '=', number)
    .execute()
}

async function tokenTo(email: string): Promise<string> {
  const letter = (await site.lettersTo(email)).findLast(({ subject }) => /new e-mail/.test(subject))
  if (!letter) throw new Error(`nobody wrote to ${email}`)
  return linkIn(letter).split('/').at(-1) ?? ''
}

describe('changing the password', () => {
  it('ends all other sessions, and tells by letter', async () => {
    const ada = await site.maker('ada')
    const elsewhere = await loggedIn('ada')
    const answer = await ada.put(paths.api.password, { old: password, password: another })
    expect(answer.statusCode).toBe(204)

    expect(await accountOf(ada)).toMatchObject({ username: 'ada' })
    expect(await accountOf(elsewhere)).toBeNull()
    expect(await accountOf(await loggedIn('ada', {}, another))).toMatchObject({ username: 'ada' })
    expect(await subjectsTo('ada@example.org')).toContain('Your password was changed')
  })

  it('asks the old one', async () => {
    const bea = await site.maker('bea')
    const answer = await bea.put(paths.api.password, { old: 'something else', password: another })
    expect(answer.statusCode).toBe(422)
    expect(fieldsOf(answer)).toEqual({ old: 'This is not your password.' })
    expect(await subjectsTo('bea@example.org')).not.toContain('Your password was changed')
  })

  it('refuses what is guessed first', async () => {
    const cleo = await site.maker('cleo')
    const answer = await cleo.put(paths.api.password, { old: password, password: 'cleo plays on' })
    expect(answer.statusCode).toBe(422)
    expect(fieldsOf(answer)).toHaveProperty('password')
  })

  it('makes a letter that was to choose a new one good for nothing', async () => {
    const edda = await site.maker('edda')
    await site.visitor().post(paths.api.forgotPassword, { username: 'edda' })
    const letters = await site.lettersTo('edda@example.org')
    const reset = letters.find(({ subject }) => subject === 'Choose a new password')
    const token = reset ? (linkIn(reset).split('/').at(-1) ?? '') : ''
    await edda.put(paths.api.password, { old: password, password: another })
    const answer = await site
      .visitor()
      .post(paths.api.resetPassword({ token }), { password: 'yet another one' })
    expect(answer.statusCode).toBe(404)
  })
})

describe('changing the e-mail address', () => {
  it('waits for the letter to the new one', async () => {
    const fay = await site.maker('fay')
    const asked = await fay.post(paths.api.addressChanges, { email: 'fay@new.example', password })
    expect(asked.statusCode).toBe(204)
    const token = await tokenTo('fay@new.example')
    expect(await accountOf(fay)).toMatchObject({ email: 'fay@example.org' })

    const answer = await site.visitor().post(paths.api.addressConfirmations, { token })
    expect(answer.statusCode).toBe(200)
    expect(await accountOf(fay)).toMatchObject({ email: 'fay@new.example', isConfirmed: true })
    expect(await subjectsTo('fay@example.org')).toContain('Your e-mail address was changed')
    expect(await subjectsTo('fay@new.example')).toContain('Your e-mail address was changed')
  })

  it('is not done by a program that only opens the link', async () => {
    const gil = await site.maker('gil')
    await gil.post(paths.api.addressChanges, { email: 'gil@new.example', password })
    const token = await tokenTo('gil@new.example')
    const page = await site.visitor().get(paths.confirmAddress({ token }))
    expect(page.statusCode).toBe(200)
    expect(await accountOf(gil)).toMatchObject({ email: 'gil@example.org' })

    const answer = await site.visitor().submit(paths.confirmAddress({ token }), { token })
    expect(answer.statusCode).toBe(303)
    expect(await accountOf(gil)).toMatchObject({ email: 'gil@new.example' })
    expect((await site.visitor().get(answer.headers.location ?? '')).payload).toContain(
      'Your address is changed',
    )
  })

  it('takes each link once', async () => {
    const hal = await site.maker('hal')
    await hal.post(paths.api.addressChanges, { email: 'hal@new.example', password })
    const token = await tokenTo('hal@new.example')
    await site.visitor().post(paths.api.addressConfirmations, { token })
    const again = await site.visitor().submit(paths.confirmAddress({ token }), { token })
    expect(again.statusCode).toBe(404)
    expect(again.payload).toContain('This link is good no longer')
  })

  it('makes every other letter good for nothing', async () => {
    const ina = await site.maker('ina')
    await site.visitor().post(paths.api.forgotPassword, { username: 'ina' })
    const reset = (await site.lettersTo('ina@example.org')).at(-1)
    await ina.post(paths.api.addressChanges, { email: 'ina@new.example', password })
    await site.visitor().post(paths.api.addressConfirmations, { token: await tokenTo('ina@new.example') })

    const token = reset ? (linkIn(reset).split('/').at(-1) ?? '') : ''
    const answer = await site.visitor().post(paths.api.resetPassword({ token }), { password: another })
    expect(answer.statusCode).toBe(404)
  })

  it('refuses an address that has an account, also where it got one meanwhile', async () => {
    const jo = await site.maker('jo')
    await site.maker('jan')
    const taken = await jo.post(paths.api.addressChanges, { email: 'Jan@example.org', password })
    expect(taken.statusCode).toBe(409)
    expect(fieldsOf(taken)).toHaveProperty('email')

    await jo.post(paths.api.addressChanges, { email: 'jolanda@example.org', password })
    const token = await tokenTo('jolanda@example.org')
    await site.maker('jolanda')
    const late = await site.visitor().post(paths.api.addressConfirmations, { token })
    expect(late.statusCode).toBe(409)
    expect(await accountOf(jo)).toMatchObject({ email: 'jo@example.org' })
  })

  it.each([
    ['a wrong password', { email: 'kim@new.example', password: 'not this one' }, 'password'],
    ['an odd address', { email: 'nowhere', password }, 'email'],
    ['the address it has', { email: 'KIM@example.org', password }, 'email'],
  ])('refuses %s', async (_, change, field) => {
    const kim = await loggedInOrNew('kim')
    const answer = await kim.post(paths.api.addressChanges, change)
    expect(answer.statusCode).toBe(422)
    expect(Object.keys(fieldsOf(answer) ?? {})).toEqual([field])
  })
})

const loggedInOrNew = (username: string) => loggedIn(username).catch(() => site.maker(username))

describe('the list of sessions', () => {
  it('tells each device in words, and which one this is', async () => {
    await site.maker('mia')
    const mia = await loggedIn('mia', { 'user-agent': firefox })
    const sessions = await sessionsOf(mia)
    expect(sessions).toHaveLength(2)
    expect(sessions.find(({ isThis }) => isThis)).toMatchObject({ device: 'Firefox on Linux' })
    expect(sessions.filter(({ isThis }) => !isThis)).toHaveLength(1)
  })

  it('ends one of them', async () => {
    const nan = await site.maker('nan')
    const elsewhere = await loggedIn('nan')
    const other = (await sessionsOf(nan)).find(({ isThis }) => !isThis)
    const answer = await nan.remove(paths.api.sessionCalled({ number: other?.number ?? 0 }))
    expect(answer.statusCode).toBe(204)
    expect(await accountOf(elsewhere)).toBeNull()
    expect(await accountOf(nan)).not.toBeNull()
  })

  it('ends all others', async () => {
    const oda = await site.maker('oda')
    const others = [await loggedIn('oda'), await loggedIn('oda')]
    expect((await oda.remove(paths.api.sessions)).statusCode).toBe(204)
    expect(await Promise.all(others.map(accountOf))).toEqual([null, null])
    expect(await sessionsOf(oda)).toHaveLength(1)
  })

  it('is nobody else’s', async () => {
    const pia = await site.maker('pia')
    const quin = await site.maker('quin')
    const [own] = await sessionsOf(pia)
    const answer = await quin.remove(paths.api.sessionCalled({ number: own?.number ?? 0 }))
    expect(answer.statusCode).toBe(404)
    expect(await accountOf(pia)).not.toBeNull()
    expect((await site.visitor().get(paths.api.sessions)).statusCode).toBe(401)
  })

  it.each(['0', '-1', 'x', '1e99', '%00'])('knows no session called %s', async number => {
    const answer = await (await loggedInOrNew('rae')).remove(`${paths.api.sessions}/${number}`)
    expect(answer.statusCode).toBe(404)
  })
})

describe('a session that is used', () => {
  it('is written once in five minutes, and then lasts thirty days more', async () => {
    const sue = await site.maker('sue')
    await minutesPass('sue', 4)
    const early = await row('sue')
    expect((await sue.get(paths.api.session)).headers['set-cookie']).toBeUndefined()
    expect(await row('sue')).toEqual(early)

    await minutesPass('sue', 2)
    const renewed = await sue.get(paths.api.session)
    expect(String(renewed.headers['set-cookie'])).toContain('Max-Age=2592000')
    const { seen, expires } = await row('sue')
    expect(expires.getTime() - seen.getTime()).toBeGreaterThan(30 * 86_400_000 - 60_000)
    expect((await sue.get(paths.api.session)).headers['set-cookie']).toBeUndefined()
  })

  it('is renewed by a page too', async () => {
    const tom = await site.maker('tom')
    await minutesPass('tom', 6)
    const page = await tom.get(paths.drafts)
    expect(String(page.headers['set-cookie'])).toContain('muzhack-session=')
  })
})

describe('the page of security', () => {
  it('changes the password without JavaScript, and never shows one', async () => {
    const ute = await site.maker('ute')
    const refused = await ute.submit(paths.securitySettings, {
      action: 'password',
      old: 'not this one',
      password: another,
    })
    expect(refused.statusCode).toBe(422)
    expect(refused.payload).toContain('This is not your password.')
    expect(refused.payload).not.toMatch(/not this one|wholly other/)

    const done = await ute.submit(paths.securitySettings, {
      action: 'password',
      old: password,
      password: another,
    })
    expect(done.statusCode).toBe(303)
    expect((await ute.get(done.headers.location ?? '')).payload).toContain('Your password is changed')
  })

  it('ends sessions without JavaScript', async () => {
    const vic = await site.maker('vic')
    await loggedIn('vic', { 'user-agent': firefox })
    await loggedIn('vic')
    expect((await vic.get(paths.securitySettings)).payload).toContain('Firefox on Linux')

    const number = `${(await sessionsOf(vic)).find(({ device }) => /Firefox/.test(device))?.number}`
    const unnumbered = await vic.submit(paths.securitySettings, { action: 'end', number: '' })
    expect(unnumbered.statusCode).toBe(400)
    expect((await vic.submit(paths.securitySettings, { action: 'end', number })).statusCode).toBe(303)
    expect(await sessionsOf(vic)).toHaveLength(2)
    expect((await vic.submit(paths.securitySettings, { action: 'endOthers' })).statusCode).toBe(303)
    expect(await sessionsOf(vic)).toHaveLength(1)
  })

  it('is found by password managers', async () => {
    const answer = await site.visitor().get(paths.changePassword)
    expect(answer.statusCode).toBe(302)
    expect(answer.headers.location).toBe(paths.securitySettings)
  })
})
