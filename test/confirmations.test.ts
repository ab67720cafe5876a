import { describe, expect, it } from 'vitest'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import { aDraft, aSignUp, muzhack, publicUrl } from './help/muzhack.ts'
import { linkIn } from './help/post-office.ts'

const site = muzhack({ rateLimits: true })

const tokenIn = (link: string) => link.split('/').at(-1)

async function newcomer(username: string) {
  const visitor = site.visitor()
  await visitor.post(paths.api.signup, aSignUp({ username }), { 'x-forwarded-for': `192.0.2.${count++}` })
  return visitor
}
let count = 1

describe('an e-mail address', () => {
  it('is confirmed by the link of the letter that signing up sends', async () => {
    const ada = await newcomer('ada')
    const [letter] = await site.lettersTo('ada@example.org')
    expect(letter).toMatchObject({ subject: 'Confirm your e-mail address' })
    const link = linkIn(letter!)
    expect(letter!.text).toContain(publicUrl + link)
    expect(letter!.html).toContain(publicUrl + link)

    const page = await site.visitor().get(link)
    expect(page.payload).toContain('Confirm this address')
    expect((await ada.get(paths.api.session)).json()).toMatchObject({ account: { isConfirmed: false } })

    const sent = await site.visitor().submit(link, { token: tokenIn(link)! })
    expect([sent.statusCode, sent.headers.location]).toEqual([303, paths.confirmed])
    expect((await ada.get(paths.api.session)).json()).toMatchObject({ account: { isConfirmed: true } })
  })

  it('is needed to publish, and for nothing else', async () => {
    const bo = await newcomer('bo')
    const published = await bo.post(paths.api.projectsOf({ owner: 'bo' }), aDraft())
    expect(published.statusCode).toBe(403)
    expect(published.json<Refusal>().message).toContain('confirm your e-mail address first')
    const kept = await bo.post(paths.api.projectsOf({ owner: 'bo' }), aDraft({ status: 'draft' }))
    expect(kept.statusCode).toBe(201)

    const [letter] = await site.lettersTo('bo@example.org')
    await site.visitor().post(paths.api.confirmations, { token: tokenIn(linkIn(letter!)) })
    const change = { ...aDraft(), version: 1 }
    const saved = await bo.put(paths.api.project({ owner: 'bo', id: 'tape-loop' }), change)
    expect(saved.statusCode).toBe(200)
  })

  it('is confirmed once by a link, which says so the second time', async () => {
    await newcomer('cleo')
    const [letter] = await site.lettersTo('cleo@example.org')
    const link = linkIn(letter!)
    await site.visitor().submit(link, { token: tokenIn(link)! })
    const again = await site.visitor().submit(link, { token: tokenIn(link)! })
    expect(again.statusCode).toBe(404)
    expect(again.payload).toContain('This link is good no longer')
  })

  it('is not confirmed by another token', async () => {
    const answer = await site.visitor().post(paths.api.confirmations, { token: 'x'.repeat(43) })
    expect(answer.statusCode).toBe(404)
  })

  it('can be sent another letter, a few times an hour, until it is confirmed', async () => {
    const dot = await newcomer('dot')
    const answers = []
    for (let i = 0; i < 6; i++) answers.push((await dot.post(paths.api.confirmationLetters)).statusCode)
    expect(answers).toEqual([204, 204, 204, 204, 204, 429])
    const letters = await site.lettersTo('dot@example.org')
    expect(letters).toHaveLength(6)

    await site.visitor().post(paths.api.confirmations, { token: tokenIn(linkIn(letters[2]!)) })
    const stale = await site.visitor().post(paths.api.confirmations, { token: tokenIn(linkIn(letters[5]!)) })
    expect(stale.statusCode).toBe(404)
    const more = await dot.post(paths.api.confirmationLetters)
    expect(more.json<Refusal>().fields).toEqual({ email: 'Your e-mail address is confirmed already.' })
  })
})

describe('a letter', () => {
  it('leads to the configured address, whatever host a request names', async () => {
    const eve = site.visitor()
    await eve.post(paths.api.signup, aSignUp({ username: 'eve' }), { host: 'evil.example' })
    const [letter] = await site.lettersTo('eve@example.org')
    expect(letter!.text).toContain(publicUrl)
    expect(letter!.text + letter!.html).not.toContain('evil.example')
  })

  it('shows a name as text, whatever is in it', async () => {
    const form = aSignUp({ username: 'fay', name: '<img src=x> "Fay" & co' })
    await site.visitor().post(paths.api.signup, form)
    const [letter] = await site.lettersTo('fay@example.org')
    expect(letter!.text).toContain('Hello <img src=x> "Fay" & co,')
    expect(letter!.html).toContain('Hello &lt;img src=x&gt; &quot;Fay&quot; &amp; co,')
  })
})

describe('signing up', () => {
  it('is refused to what fills in every field', async () => {
    const answer = await site
      .visitor()
      .submit(paths.signup, { ...aSignUp({ username: 'bot' }), website: 'x' })
    expect(answer.statusCode).toBe(400)
    expect(answer.payload).toContain('One field of this form has to stay empty')
  })

  it('is refused to what is quicker than people, once', async () => {
    const form = { ...aSignUp({ username: 'swift' }), shown: `${Date.now()}` }
    const quick = await site.visitor().submit(paths.signup, form)
    expect(quick.payload).toContain('That was very quick')
    const later = await site.visitor().submit(paths.signup, { ...form, shown: `${Date.now() - 2000}` })
    expect(later.statusCode).toBe(303)
  })

  it.each([
    ['a common one', { password: 'Password123' }],
    ['one that contains the user name', { password: 'grace-2026!' }],
    ['one that contains the name', { password: 'go MAKER GRACE go' }],
  ])('refuses a password that is guessed first: %s', async (_, wrong) => {
    const answer = await site.visitor().post(paths.api.signup, aSignUp({ username: 'grace', ...wrong }))
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Refusal>().fields).toHaveProperty('password')
  })
})
