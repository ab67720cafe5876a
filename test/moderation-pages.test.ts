import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import { hide, moderatorOf } from './help/moderators.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()
let mo: Visitor
let ada: Visitor

const about = '/u/ada/tape-loop'
const reportForm = { about, reason: 'stolen', words: 'Out of a book.', email: 'vera@example.org' }
const moderate = (values: Record<string, string>) => mo.submit(paths.moderation, values)
const account = (username: string) => paths.moderatedAccount({ username })

beforeAll(async () => {
  mo = await moderatorOf(site, 'mo')
  ada = await site.maker('ada')
  await ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft())
})

describe('the report page', () => {
  it.each([about, '/u/ada'])('is linked at the foot of %s', async path => {
    const page = await site.visitor().get(path)
    expect(page.payload).toContain(`href="/report?about=${path}"`)
  })

  it('asks visitors for an e-mail address, and members not', async () => {
    const [visitors, members] = [
      await site.visitor().get(paths.reportAbout(about)),
      await ada.get(paths.reportAbout(about)),
    ]
    expect(visitors.payload).toContain('<h1>Report <!-- -->Tape Loop</h1>')
    expect(visitors.payload).toContain('name="email"')
    expect(members.payload).not.toContain('name="email"')
  })

  it('sends without JavaScript, and thanks', async () => {
    const visitor = site.visitor()
    const sent = await visitor.submit(paths.reportAbout(about), reportForm)
    expect(sent.statusCode).toBe(303)
    const thanks = await visitor.get(sent.headers.location ?? '')
    expect(thanks.payload).toContain('Thank you')
    expect(thanks.payload).toContain('Tape Loop')
  })

  it('comes back with what was typed where something is missing', async () => {
    const again = await site.visitor().submit(paths.reportAbout(about), { ...reportForm, email: '' })
    expect(again.statusCode).toBe(422)
    expect(again.payload).toContain('Leave an e-mail address, or log in.')
    expect(again.payload).toContain('Out of a book.')
    expect(again.payload).toMatch(/<input type="radio"[^>]*checked=""[^>]*value="stolen"/)
  })

  it('knows what has moved by its new address', async () => {
    await ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft({ id: 'old' }))
    await ada.put(paths.api.project({ owner: 'ada', id: 'old' }), { ...aDraft({ id: 'new' }), version: 1 })
    const page = await site.visitor().get(paths.reportAbout('/u/ada/old'))
    expect(page.payload).toContain('value="/u/ada/new"')
  })

  it.each(['', '/login', '/u/ada/nothing', '//evil.example'])('has nothing to say about %j', async what => {
    expect((await site.visitor().get(paths.reportAbout(what))).statusCode).toBe(404)
  })
})

describe('the moderation page', () => {
  it.each([paths.moderation, account('ada')])('at %s is for moderators only', async path => {
    const visitor = await site.visitor().get(path)
    expect([visitor.statusCode, visitor.headers.location]).toEqual([303, paths.loginThen(path)])
    const member = await ada.get(path)
    expect(member.statusCode).toBe(403)
    expect(member.payload).toContain('This is for moderators.')
  })

  it('shows what was reported, and has it hidden and restored', async () => {
    const page = await mo.get(paths.moderation)
    expect(page.payload).toContain('Out of a book.')
    expect(page.payload).toContain('vera@example.org')
    expect(page.headers['cache-control']).toBe('private, no-store')

    const values = { number: '1', owner: 'ada', id: 'tape-loop' }
    const hidden = await moderate({ ...values, action: 'hide', why: 'Not theirs' })
    expect([hidden.statusCode, hidden.headers.location]).toEqual([303, paths.moderation])
    expect((await site.visitor().get(about)).statusCode).toBe(404)
    expect((await mo.get(paths.moderation)).payload).toContain('Restore Tape Loop')

    await moderate({ ...values, action: 'restore' })
    expect((await site.visitor().get(about)).statusCode).toBe(200)
  })

  it('suspends and lifts', async () => {
    await moderate({ action: 'suspend', username: 'ada', why: 'Spam' })
    expect((await site.visitor().get('/u/ada')).statusCode).toBe(404)
    expect((await mo.get(account('ada'))).payload).toContain('Suspended since')
    const lifted = await mo.submit(account('ada'), { action: 'lift', username: 'ada' })
    expect(lifted.headers.location).toBe(account('ada'))
    expect((await site.visitor().get('/u/ada')).statusCode).toBe(200)
  })

  it('opens the form again in which something was missing, its words kept', async () => {
    const again = await moderate({ action: 'close', number: '1', note: 'x'.repeat(2001) })
    expect(again.statusCode).toBe(422)
    expect(again.payload).toMatch(/<details[^>]*open=""[^>]*><summary>Close this report/)
    expect(again.payload).toContain('xxxxx</textarea>')
  })

  it('closes a report with a note, and says once none is waiting', async () => {
    await moderate({ action: 'close', number: '1', note: 'It is theirs.' })
    const page = await mo.get(paths.moderation)
    expect(page.payload).toContain('No report is waiting.')
    expect(page.payload).toContain('It is theirs.')
  })

  it('keeps notes, and tells the history of an account', async () => {
    await mo.submit(account('ada'), { action: 'note', username: 'ada', words: 'Answers letters.' })
    const page = await mo.get(account('ada'))
    expect(page.payload).toContain('Answers letters.')
    expect(page.payload).toContain('mo closed a report about ada/tape-loop')
  })

  it.each([{ action: 'burn' }, { action: 'lift', username: '../x' }])('takes no %j', async values => {
    expect((await moderate(values as Record<string, string>)).statusCode).toBe(400)
  })

  it('is linked from the settings of moderators', async () => {
    const [own, members] = [await mo.get(paths.settings), await site.maker('bea')]
    expect(own.payload).toContain(`href="${paths.moderation}"`)
    expect((await members.get(paths.settings)).payload).not.toContain(`href="${paths.moderation}"`)
  })
})

describe('a hidden project', () => {
  it('says so and why, to its owner alone', async () => {
    const cyd = await site.maker('cyd')
    await cyd.post(paths.api.projectsOf({ owner: 'cyd' }), aDraft())
    await hide(mo, 'cyd', 'tape-loop', 'The scan is out of a book.')
    const address = paths.project({ owner: 'cyd', id: 'tape-loop' })
    const page = await cyd.get(address)
    expect(page.payload).toContain('A moderator has hidden this project')
    expect(page.payload).toContain('The scan is out of a book.')
    expect(page.payload).not.toContain('/report?about')
    expect((await cyd.get(paths.drafts)).payload).toContain('<p class="tag">Hidden</p>')
    expect((await site.visitor().get(address)).payload).not.toContain('out of a book')
  })
})
