import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import { keep } from './help/autosaves.ts'
import { hide, lift, moderatorOf, show, suspend } from './help/moderators.ts'
import { aDraft, aSignUp, muzhack, password } from './help/muzhack.ts'

const site = muzhack({ rateLimits: true })

const from = (address: string) => ({ 'x-forwarded-for': address })
async function signedUp(username: string, address: string) {
  const visitor = site.visitor()
  await visitor.post(paths.api.signup, aSignUp({ username }), from(address))
  return visitor
}
const logIn = (username: string, secret: string, address: string) =>
  site.visitor().post(paths.api.login, { username, password: secret }, from(address))

describe('guessing a password', () => {
  it('is counted the same by whoever sits at a browser that is logged in', async () => {
    const ina = await signedUp('ina', '192.0.2.50')
    const change = (old: string) => ina.put(paths.api.password, { old, password: 'a wholly other phrase' })
    const guesses = Array.from({ length: 20 }, (_, i) => change(`guess number ${i}`))
    const statuses = (await Promise.all(guesses)).map(({ statusCode }) => statusCode)
    expect(new Set(statuses)).toEqual(new Set([422]))
    expect((await change(password)).statusCode).toBe(429)
    expect((await logIn('ina', password, '127.0.0.1')).statusCode).toBe(429)
  })

  it('ends after twenty attempts from an address, and locks nobody else out', async () => {
    await site.visitor().post(paths.api.signup, aSignUp({ username: 'ada' }), from('192.0.2.1'))
    const guesses = Array.from({ length: 20 }, (_, i) => logIn('ada', `guess number ${i}`, '192.0.2.2'))
    const statuses = (await Promise.all(guesses)).map(({ statusCode }) => statusCode)
    expect(new Set(statuses)).toEqual(new Set([401]))

    const next = await logIn('ada', password, '192.0.2.2')
    expect(next.statusCode).toBe(429)
    expect(Number(next.headers['retry-after'])).toBeGreaterThan(0)
    expect(next.json()).toMatchObject({
      message: expect.stringMatching(/^That was too often. Please try again in/),
    })
    expect((await logIn('ada', password, '192.0.2.99')).statusCode).toBe(200)
  })

  it('ends after a thousand attempts from all addresses, by name and e-mail address together', async () => {
    await site.visitor().post(paths.api.signup, aSignUp({ username: 'gus' }), from('192.0.2.1'))
    await logIn('gus', 'not this one', '192.0.2.3')
    await logIn('Gus@example.org', 'not this one', '192.0.2.4')
    const counted = await site.db
      .updateTable('attempts')
      .set({ count: 1000 })
      .where('key', '=', 'log-in by account: gus')
      .where('count', '=', 2)
      .returning('key')
      .execute()
    expect(counted).toHaveLength(1)
    const byName = await logIn('gus', password, '192.0.2.5')
    const byEmail = await logIn('gus@example.org', password, '192.0.2.6')
    expect([byName.statusCode, byEmail.statusCode]).toEqual([429, 429])
  })

  it('is counted for half of an IPv6 address, whose other half is anybody’s choice', async () => {
    const guesses = Array.from({ length: 20 }, (_, i) => logIn('hal', password, `2001:db8::${i}`))
    await Promise.all(guesses)
    const same = await logIn('hal', password, '2001:db8::ffff:0:0:1')
    const another = await logIn('hal', password, '2001:db8:0:1::1')
    expect([same.statusCode, another.statusCode]).toEqual([429, 401])
  })

  it('ends after a hundred attempts from one address, whatever the names', async () => {
    const guesses = Array.from({ length: 100 }, (_, i) => logIn(`maker${i}`, password, '198.51.100.7'))
    await Promise.all(guesses)
    const next = await logIn('somebody', password, '198.51.100.7')
    const elsewhere = await logIn('somebody', password, '198.51.100.8')
    expect([next.statusCode, elsewhere.statusCode]).toEqual([429, 401])
  })

  it('is forgotten once the right one is given', async () => {
    await site.visitor().post(paths.api.signup, aSignUp({ username: 'bea' }), from('192.0.2.1'))
    const wrong = Array.from({ length: 15 }, () => logIn('bea', 'not this one', '203.0.113.1'))
    await Promise.all(wrong)
    await logIn('bea', password, '203.0.113.1')
    const again = Array.from({ length: 15 }, () => logIn('bea', 'not this one', '203.0.113.1'))
    expect((await Promise.all(again)).map(({ statusCode }) => statusCode)).not.toContain(429)
  })
})

describe('signing up', () => {
  it('ends after twenty accounts an hour from one network', async () => {
    const signUps = Array.from({ length: 20 }, (_, i) =>
      site.visitor().post(paths.api.signup, aSignUp({ username: `one${i}` }), from(`2001:db8:1::${i}`)),
    )
    await Promise.all(signUps)
    const next = await site
      .visitor()
      .post(paths.api.signup, aSignUp({ username: 'one-more' }), from('2001:db8:1::ff'))
    expect(next.statusCode).toBe(429)
  })
})

describe('logging in while many others do', () => {
  it('is put off in words, rather than slowing everybody down', async () => {
    const many = Array.from({ length: 80 }, (_, i) => logIn(`crowd${i}`, password, `203.0.113.${100 + i}`))
    const answers = await Promise.all(many)
    const statuses = answers.map(({ statusCode }) => statusCode)
    expect(new Set(statuses)).toEqual(new Set([401, 503]))
    expect(statuses.filter(status => status === 401).length).toBeGreaterThanOrEqual(20)
    const refused = answers.find(({ statusCode }) => statusCode === 503)
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused?.json()).toMatchObject({ message: expect.stringMatching(/^Too many people log in/) })
  })
})

describe('keeping what is typed', () => {
  it('is put off once far more came than tabs could type', async () => {
    const cyd = await site.maker('cyd')
    expect((await keep(cyd, randomUUID(), {})).statusCode).toBe(201)
    await site.db.updateTable('attempts').set({ count: 1200 }).where('key', 'like', 'keeping %').execute()
    const next = await keep(cyd, randomUUID(), {})
    expect(next.statusCode).toBe(429)
    expect(Number(next.headers['retry-after'])).toBeGreaterThan(0)
  })
})

const countedTo = (count: number, what: string) =>
  site.db.updateTable('attempts').set({ count }).where('key', '=', what).returning('key').execute()

describe('saving', () => {
  it('is put off in words at every door once far more came than a hand could save', async () => {
    const mel = await site.maker('mel')
    const address = { owner: 'mel', id: 'tape-loop' }
    expect((await mel.post(paths.api.projectsOf(address), aDraft())).statusCode).toBe(201)
    expect(await countedTo(300, 'saving by account: mel')).toHaveLength(1)

    const profile = { name: 'Mel', about: '', links: [], version: 1 }
    const refused = [
      await mel.put(paths.api.project(address), { ...aDraft({ title: 'Again' }), version: 1 }),
      await mel.post(paths.api.projectsOf(address), aDraft({ id: 'another' })),
      await mel.put(paths.api.user({ username: 'mel' }), profile),
      await mel.remove(paths.api.avatar({ username: 'mel' })),
      await mel.remove(paths.api.project(address)),
      await mel.put(paths.api.restoration({ number: 1 }), {}),
    ]
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([429, 429, 429, 429, 429, 429])
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused[0]?.json()).toMatchObject({
      message: expect.stringMatching(/^You have saved very often\. Please try again in (a|\d+) minutes?\.$/),
    })
    expect((await mel.get(paths.api.project(address))).json()).toMatchObject({ title: 'Tape Loop' })
  })

  it('is counted for each account alone, and not where somebody may not save', async () => {
    const [nan, ora] = [await site.maker('nan'), await site.maker('ora')]
    await ora.post(paths.api.projectsOf({ owner: 'nan' }), aDraft())
    expect(await countedTo(300, 'saving by account: ora')).toEqual([])
    await nan.post(paths.api.projectsOf({ owner: 'nan' }), aDraft())
    await countedTo(300, 'saving by account: nan')
    expect((await ora.post(paths.api.projectsOf({ owner: 'ora' }), aDraft())).statusCode).toBe(201)
  })
})

describe('moderating', () => {
  it('is put off once more letters went out than anybody could mean', async () => {
    const mo = await moderatorOf(site, 'mo')
    const pat = await site.maker('pat')
    await pat.post(paths.api.projectsOf({ owner: 'pat' }), aDraft())
    expect((await hide(mo, 'pat', 'tape-loop')).statusCode).toBe(204)
    expect(await countedTo(300, 'moderating by account: mo')).toHaveLength(1)
    const refused = [await show(mo, 'pat', 'tape-loop'), await suspend(mo, 'pat'), await lift(mo, 'pat')]
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([429, 429, 429])
  })
})

const reportAs = (email: string, address: string) =>
  site
    .visitor()
    .post(paths.api.reports, { about: '/u/ada', reason: 'spam', words: 'Again', email }, from(address))

describe('reporting', () => {
  it('ends after twenty an hour from a network, and five a day with an e-mail address', async () => {
    const sent = Array.from({ length: 20 }, (_, i) => reportAs(`vera${i}@example.org`, '192.0.2.30'))
    expect((await Promise.all(sent)).map(({ statusCode }) => statusCode)).not.toContain(429)
    expect((await reportAs('vic@example.org', '192.0.2.30')).statusCode).toBe(429)

    const many = Array.from({ length: 5 }, (_, i) => reportAs('vic@example.org', `192.0.2.${40 + i}`))
    await Promise.all(many)
    const next = await reportAs('Vic@example.org', '192.0.2.50')
    expect(next.json()).toMatchObject({
      message: expect.stringMatching(
        /^Many reports came from this e-mail address today. Please try again in/,
      ),
    })
  })
})

describe('asking for another e-mail address', () => {
  it('sends a handful of letters an hour', async () => {
    const lea = await signedUp('lea', '192.0.2.51')
    const ask = (number: number) =>
      lea.post(paths.api.addressChanges, { email: `lea@${number}.example`, password })
    const statuses = (await Promise.all([1, 2, 3, 4, 5].map(ask))).map(({ statusCode }) => statusCode)
    expect(new Set(statuses)).toEqual(new Set([204]))
    expect((await ask(6)).statusCode).toBe(429)
  })
})
