import { describe, expect, it } from 'vitest'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import { muzhack, password } from './help/muzhack.ts'
import { linkIn } from './help/post-office.ts'

const site = muzhack({ rateLimits: true })
const newPassword = 'a hundred spring tanks'

let count = 1
const elsewhere = () => ({ 'x-forwarded-for': `192.0.2.${count++}` })

const ask = (username: string, from = elsewhere()) =>
  site.visitor().post(paths.api.forgotPassword, { username }, from)

async function resetLink(email: string): Promise<string> {
  const letters = await site.lettersTo(email)
  return linkIn(letters.findLast(({ subject }) => subject === 'Choose a new password')!)
}

const logIn = (username: string, password: string) =>
  site.visitor().post(paths.api.login, { username, password }, elsewhere())

const path = (link: string) => paths.api.resetPassword({ token: link.split('/').at(-1)! })

describe('a forgotten password', () => {
  it('is chosen anew by the link of a letter, and ends all sessions', async () => {
    const ada = await site.maker('ada')
    await ask('ADA@example.org')
    const link = await resetLink('ada@example.org')
    expect((await site.visitor().get(link)).payload).toContain('name="username" value="ada"')

    const token = link.split('/').at(-1)!
    const reader = site.visitor()
    const sent = await reader.submit(link, { token, password: newPassword })
    expect([sent.statusCode, sent.headers.location]).toEqual([303, paths.loginAfterReset])
    expect((await ada.get(paths.api.session)).json()).toEqual({ account: null })
    expect((await reader.get(paths.loginAfterReset)).payload).toContain('Your password is changed')
    expect((await logIn('ada', password)).statusCode).toBe(401)
    expect((await logIn('ada', newPassword)).statusCode).toBe(200)
    expect((await site.lettersTo('ada@example.org')).at(-1)!.subject).toBe('Your password was changed')
  })

  it('is chosen once by each link, and by none of the others after that', async () => {
    await site.maker('bo')
    await ask('bo')
    const first = await resetLink('bo@example.org')
    await ask('bo')
    const second = await resetLink('bo@example.org')
    const used = await site.visitor().post(path(first), { password: newPassword })
    const again = await site.visitor().post(path(first), { password: 'another one of them' })
    const other = await site.visitor().post(path(second), { password: 'another one of them' })
    expect([used.statusCode, again.statusCode, other.statusCode]).toEqual([204, 404, 404])
    expect((await site.visitor().get(first)).payload).toContain('This link is good no longer')
  })

  it('is chosen within an hour', async () => {
    await site.maker('cy')
    await ask('cy')
    const link = await resetLink('cy@example.org')
    const { expires } = await site.db
      .selectFrom('tokens')
      .innerJoin('accounts', 'accounts.id', 'account_id')
      .select('expires')
      .where('username', '=', 'cy')
      .where('purpose', '=', 'reset')
      .executeTakeFirstOrThrow()
    expect(expires.getTime() - Date.now()).toBeLessThanOrEqual(3_600_000)
    await site.db
      .updateTable('tokens')
      .set({ expires: new Date(Date.now() - 1) })
      .execute()
    expect((await site.visitor().get(link)).payload).toContain('This link is good no longer')
  })

  it('stays as it is when the new one is too easy, and the link stays good', async () => {
    await site.maker('della')
    await ask('della')
    const link = await resetLink('della@example.org')
    const token = link.split('/').at(-1)!
    const wrong = await site.visitor().submit(link, { token, password: 'qwertyuiop' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.payload).toContain('one of the most common passwords')
    const right = await site.visitor().submit(link, { token, password: newPassword })
    expect(right.statusCode).toBe(303)
  })

  it('is a matter of its owner: nobody learns who has an account', async () => {
    await site.maker('ed')
    const known = await ask('ed')
    const unknown = await ask('nobody-at-all')
    expect([known.statusCode, known.payload]).toEqual([unknown.statusCode, unknown.payload])
    expect(await site.lettersTo('nobody-at-all@example.org')).toEqual([])
    const page = await site.visitor().submit(paths.forgotPassword, { username: 'nobody-at-all' })
    expect(page.headers.location).toBe(paths.forgotPasswordSent)
  })

  it('brings no letter to who is suspended', async () => {
    await site.maker('finn')
    await site.db
      .updateTable('accounts')
      .set({ suspended: new Date() })
      .where('username', '=', 'finn')
      .execute()
    await ask('finn')
    const letters = await site.lettersTo('finn@example.org')
    expect(letters.map(({ subject }) => subject)).not.toContain('Choose a new password')
  })

  it('fills nobody’s letter box', async () => {
    await site.maker('gil')
    const answers = []
    for (let i = 0; i < 6; i++) answers.push(await ask('gil'))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([204, 204, 204, 204, 204, 429])
    expect(answers.at(-1)!.headers['retry-after']).toMatch(/^\d+$/)
    expect(answers.at(-1)!.json<Refusal>().message).toMatch(/Please try again in/)
  })

  it('is kept in no job, only the hash of its token anywhere', async () => {
    await site.maker('hal')
    await ask('hal')
    const token = (await resetLink('hal@example.org')).split('/').at(-1)!
    const jobs = await site.db.selectFrom('jobs').selectAll().execute()
    expect(JSON.stringify(jobs)).not.toContain(token)
    const tokens = await site.db.selectFrom('tokens').selectAll().execute()
    expect(JSON.stringify(tokens)).not.toContain(token)
  })
})
