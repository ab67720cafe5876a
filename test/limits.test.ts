import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import { keep } from './help/autosaves.ts'
import { aSignUp, muzhack, password } from './help/muzhack.ts'

const site = muzhack({ rateLimits: true })

const from = (address: string) => ({ 'x-forwarded-for': address })
const logIn = (username: string, secret: string, address: string) =>
  site.visitor().post(paths.api.login, { username, password: secret }, from(address))

describe('guessing a password', () => {
  it('ends after twenty attempts, from however many addresses', async () => {
    await site.visitor().post(paths.api.signup, aSignUp({ username: 'ada' }), from('192.0.2.1'))
    const guesses = Array.from({ length: 20 }, (_, i) => logIn('ada', `guess number ${i}`, `192.0.2.${i}`))
    const statuses = (await Promise.all(guesses)).map(({ statusCode }) => statusCode)
    expect(new Set(statuses)).toEqual(new Set([401]))

    const next = await logIn('ada', password, '192.0.2.99')
    expect(next.statusCode).toBe(429)
    expect(Number(next.headers['retry-after'])).toBeGreaterThan(0)
    expect(next.json()).toMatchObject({
      message: expect.stringMatching(/^That was too often. Please try again in/),
    })
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
