import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Profile } from '../src/account.ts'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import type { Cards, Project } from '../src/project.ts'
import { hide, lift, moderatorOf, show, suspend } from './help/moderators.ts'
import { aDraft, muzhack, password, type Visitor } from './help/muzhack.ts'

const site = muzhack()
let mo: Visitor
let root: Visitor
let ada: Visitor
let loops = 0
let id = ''

const at = (project = id) => ({ owner: 'ada', id: project })
const projectFor = async (reader: Visitor) => reader.get(paths.api.project(at()))
const found = async () =>
  (await site.visitor().get(paths.api.search)).json<Cards>().projects.map(project => project.id)
const shownOn = async (username: string) =>
  (await site.visitor().get(paths.api.user({ username }))).json<Profile>().projects.projects
const messageOf = (answer: { payload: string }) => (JSON.parse(answer.payload) as Refusal).message

beforeAll(async () => {
  mo = await moderatorOf(site, 'mo')
  root = await moderatorOf(site, 'roberta', 'admin')
  ada = await site.maker('ada')
})

beforeEach(async () => {
  id = `loop-${++loops}`
  await ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft({ id, title: `Loop ${loops}` }))
})

describe('what moderators do', () => {
  const calls = [
    ['reading reports', (who: Visitor) => who.get(paths.api.moderationReports)],
    ['closing a report', (who: Visitor) => who.put(paths.api.reportClosing({ number: 1 }), { note: 'x' })],
    ['hiding a project', (who: Visitor) => hide(who, 'ada', id)],
    ['restoring a project', (who: Visitor) => show(who, 'ada', id)],
    ['suspending an account', (who: Visitor) => suspend(who, 'mo')],
    ['lifting a suspension', (who: Visitor) => lift(who, 'mo')],
    [
      'writing a note',
      (who: Visitor) => who.post(paths.api.accountNotes({ username: 'mo' }), { words: 'x' }),
    ],
    ['reading a history', (who: Visitor) => who.get(paths.api.history({ username: 'mo' }))],
  ] as const

  it.each(calls)('is not for members or visitors: %s', async (_, call) => {
    expect((await call(ada)).statusCode).toBe(403)
    expect((await call(site.visitor())).statusCode).toBe(401)
  })
})

describe('a hidden project', () => {
  it('is there for its owner and moderators only', async () => {
    expect((await hide(mo, 'ada', id)).statusCode).toBe(204)
    const readers = [ada, mo, root, await site.maker(`bea${loops}`), site.visitor()]
    const statuses = await Promise.all(readers.map(async reader => (await projectFor(reader)).statusCode))
    expect(statuses).toEqual([200, 200, 200, 404, 404])
  })

  it('vanishes from lists and searches, and comes back', async () => {
    await hide(mo, 'ada', id)
    expect(await found()).not.toContain(id)
    expect((await shownOn('ada')).map(project => project.id)).not.toContain(id)
    expect((await show(mo, 'ada', id)).statusCode).toBe(204)
    expect(await found()).toContain(id)
  })

  it('tells its owner why, on its page and by a letter, and once it is restored', async () => {
    await hide(mo, 'ada', id, 'The scan is out of a book.')
    expect((await ada.get(paths.project(at()))).payload).toContain('The scan is out of a book.')
    const letters = async () => (await site.lettersTo('ada@example.org')).filter(isAboutIt)
    const isAboutIt = ({ subject }: { subject: string }) => subject.includes(`“Loop ${loops}”`)
    expect((await letters()).map(({ text }) => text)).toEqual([
      expect.stringContaining('The reason: The scan is out of a book.'),
    ])

    await show(mo, 'ada', id)
    expect((await ada.get(paths.project(at()))).payload).not.toContain('out of a book')
    expect((await letters()).map(({ subject }) => subject)).toEqual([
      `“Loop ${loops}” was hidden`,
      `“Loop ${loops}” can be seen again`,
    ])
  })

  it('stays hidden when its owner saves it', async () => {
    await hide(mo, 'ada', id)
    const change = { ...aDraft({ id, title: 'Mended' }), version: 1 }
    expect((await ada.put(paths.api.project(at()), change)).statusCode).toBe(200)
    const seen = (await projectFor(ada)).json<Project>()
    expect(seen).toMatchObject({ title: 'Mended', status: 'hidden', hiddenWhy: 'Not theirs', archive: null })
    expect((await projectFor(site.visitor())).statusCode).toBe(404)
  })

  it('is a draft again where it was one', async () => {
    await ada.put(paths.api.project(at()), { ...aDraft({ id, status: 'draft' }), version: 1 })
    await hide(mo, 'ada', id)
    await show(mo, 'ada', id)
    expect((await projectFor(ada)).json<Project>()).toMatchObject({ status: 'draft', hiddenWhy: null })
    expect((await projectFor(mo)).statusCode).toBe(404)
  })

  it('cannot be hidden twice, or restored when it is not hidden', async () => {
    await hide(mo, 'ada', id)
    expect((await hide(mo, 'ada', id, 'Again')).statusCode).toBe(409)
    await show(mo, 'ada', id)
    expect((await show(mo, 'ada', id)).statusCode).toBe(404)
    expect((await hide(mo, 'ada', 'nothing')).statusCode).toBe(404)
    expect((await hide(mo, 'ada', id, '  ')).statusCode).toBe(422)
  })
})

describe('a suspended account', () => {
  it('is logged out everywhere at once, cannot log in, and comes back', async () => {
    const cyd = await site.maker('cyd')
    expect((await suspend(mo, 'cyd')).statusCode).toBe(204)
    expect((await cyd.get(paths.api.drafts)).statusCode).toBe(401)
    const logIn = () => site.visitor().post(paths.api.login, { username: 'cyd', password })
    expect((await logIn()).statusCode).toBe(401)

    expect((await lift(mo, 'cyd')).statusCode).toBe(204)
    expect((await logIn()).statusCode).toBe(200)
    expect((await cyd.get(paths.api.drafts)).statusCode).toBe(401)
  })

  it('vanishes with its projects, and comes back with them', async () => {
    const dora = await site.maker('dora')
    await dora.post(paths.api.projectsOf({ owner: 'dora' }), aDraft({ id: 'doras' }))
    const statusOf = async (path: string) => (await site.visitor().get(path)).statusCode
    const pages = ['/u/dora', '/u/dora/doras', paths.api.project({ owner: 'dora', id: 'doras' })]
    await suspend(mo, 'dora')
    expect(await Promise.all(pages.map(statusOf))).toEqual([404, 404, 404])
    expect(await found()).not.toContain('doras')
    await lift(mo, 'dora')
    expect(await Promise.all(pages.map(statusOf))).toEqual([200, 200, 200])
    expect(await found()).toContain('doras')
  })

  it('is told by letters', async () => {
    await site.maker('ed')
    await suspend(mo, 'ed', 'Spam in every project.')
    await lift(mo, 'ed')
    const letters = await site.lettersTo('ed@example.org')
    const suspended = letters.find(({ subject }) => subject === 'Your account was suspended')
    expect(suspended?.text).toContain('The reason: Spam in every project.')
    expect(letters.map(({ subject }) => subject)).toContain('Your account is open again')
  })

  it('is never one’s own, nor a moderator’s unless an admin says so, nor an admin’s', async () => {
    await moderatorOf(site, 'mia')
    expect(messageOf(await suspend(mo, 'mo'))).toBe('Nobody can suspend themselves.')
    expect(messageOf(await suspend(mo, 'mia'))).toBe('Only admins can suspend moderators.')
    expect(messageOf(await suspend(mo, 'roberta'))).toBe('Admins cannot be suspended.')
    expect((await suspend(root, 'roberta')).statusCode).toBe(403)
    expect((await suspend(root, 'mia')).statusCode).toBe(204)
    expect((await lift(mo, 'mia')).statusCode).toBe(403)
    expect((await lift(root, 'mia')).statusCode).toBe(204)
  })

  it('cannot be suspended twice, or lifted when it is not suspended', async () => {
    await site.maker('fay')
    await suspend(mo, 'fay')
    expect((await suspend(mo, 'fay')).statusCode).toBe(409)
    await lift(mo, 'Fay')
    expect((await lift(mo, 'fay')).statusCode).toBe(404)
    expect((await suspend(mo, 'nobody-here')).statusCode).toBe(404)
  })
})
