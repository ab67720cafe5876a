import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { lockDue, lockProjectsToEnd } from '../server/db/ending.ts'
import { endAccounts } from '../server/domain/ending.ts'
import { sweep } from '../server/domain/sweeps.ts'
import type { OwnAccount, Profile, ProjectsFate } from '../src/account.ts'
import type { Refusal } from '../src/answers.ts'
import { formatDay } from '../src/format.ts'
import { paths } from '../src/paths.ts'
import type { Cards, Project } from '../src/project.ts'
import { keep, typed } from './help/autosaves.ts'
import { aDraft, aSignUp, muzhack, password, type Visitor } from './help/muzhack.ts'
import { linkIn } from './help/post-office.ts'

const site = muzhack()
const { signal } = new AbortController()

const end = () => endAccounts({ db: site.db, signal })
const remove = (maker: Visitor, projects: ProjectsFate = 'remove') =>
  maker.post(paths.api.accountDeletion, { password, projects })
const publish = (maker: Visitor, owner: string, draft = {}) =>
  maker.post(paths.api.projectsOf({ owner }), aDraft(draft))
const statusOf = async (path: string, visitor = site.visitor()) => (await visitor.get(path)).statusCode
const accountOf = async (visitor: Visitor) =>
  (await visitor.get(paths.api.session)).json<{ account: OwnAccount | null }>().account
const found = async (query: string) =>
  (await site.visitor().get(`${paths.api.search}?${new URLSearchParams({ query })}`)).json<Cards>().projects

async function loggedIn(username: string) {
  const visitor = site.visitor()
  await visitor.post(paths.api.login, { username, password })
  return visitor
}

/** A maker with a project, who has deleted the account. */
async function leaver(username: string, fate: ProjectsFate = 'remove') {
  const maker = await site.maker(username)
  await publish(maker, username, { title: `Made by ${username}` })
  const answer = await remove(maker, fate)
  if (answer.statusCode !== 200) throw new Error(answer.payload)
  return maker
}

const daysPass = (username: string, days: number) =>
  site.db
    .updateTable('accounts')
    .set({ leaving: sql`leaving - ${days} * interval '1 day'` })
    .set({ confirm_by: sql`confirm_by - ${days} * interval '1 day'` })
    .where('username', '=', username)
    .execute()

const idOf = async (username: string) =>
  (await site.db.selectFrom('accounts').select('id').where('username', '=', username).executeTakeFirst())?.id

const archivesOf = (title: string) =>
  site.db
    .selectFrom('archives')
    .innerJoin('projects', 'projects.id', 'project_id')
    .select(['archives.key', 'superseded'])
    .where('title', '=', title)
    .orderBy('archives.id')
    .execute()

const unconfirm = (username: string) =>
  site.db.updateTable('accounts').set({ confirmed: null }).where('username', '=', username).execute()

describe('deleting one’s account', () => {
  it('makes it and its projects vanish at once, and ends all sessions', async () => {
    const ada = await site.maker('ada')
    await publish(ada, 'ada', { title: 'Zither of ada' })
    const elsewhere = await loggedIn('ada')
    expect(await found('zither')).toHaveLength(1)

    const answer = await remove(ada)
    expect(answer.statusCode).toBe(200)
    expect(await found('zither')).toEqual([])
    expect(await statusOf(paths.api.project({ owner: 'ada', id: 'tape-loop' }))).toBe(404)
    expect(await statusOf(paths.project({ owner: 'ada', id: 'tape-loop' }))).toBe(404)
    expect(await statusOf(paths.profile({ username: 'ada' }))).toBe(404)
    expect(await accountOf(ada)).toBeNull()
    expect(await accountOf(elsewhere)).toBeNull()
  })

  it('is told by letter, with the day', async () => {
    const bea = await site.maker('bea')
    const { endsOn } = (await remove(bea)).json<{ endsOn: string }>()
    const [letter] = (await site.lettersTo('bea@example.org')).filter(({ subject }) =>
      /will be deleted/.test(subject),
    )
    expect(letter?.text).toContain(formatDay(endsOn))
    const days = (Date.parse(endsOn) - Date.now()) / 86_400_000
    expect(Math.round(days)).toBe(30)
  })

  it('asks the password, and what becomes of the projects', async () => {
    const cleo = await site.maker('cleo')
    const wrong = await cleo.post(paths.api.accountDeletion, { password: 'a guess', projects: 'remove' })
    expect(wrong.json<Refusal>().fields).toEqual({ password: 'This is not your password.' })
    const unsaid = await cleo.post(paths.api.accountDeletion, { password, projects: 'sell' })
    expect(Object.keys(unsaid.json<Refusal>().fields ?? {})).toEqual(['projects'])
    expect(await accountOf(cleo)).not.toBeNull()
  })

  it('leaves projects readable under its name where they are kept', async () => {
    await leaver('dora', 'keep')
    const project = (
      await site.visitor().get(paths.api.project({ owner: 'dora', id: 'tape-loop' }))
    ).json<Project>()
    expect(project.owner).toMatchObject({ username: 'dora', name: 'Maker dora' })
    expect(await found('dora')).toHaveLength(1)
  })

  it('makes letters good for nothing that were on their way', async () => {
    const edda = await site.maker('edda')
    await site.visitor().post(paths.api.forgotPassword, { username: 'edda' })
    const reset = (await site.lettersTo('edda@example.org')).at(-1)
    await remove(edda)
    const token = reset ? (linkIn(reset).split('/').at(-1) ?? '') : ''
    const answer = await site
      .visitor()
      .post(paths.api.resetPassword({ token }), { password: 'something new' })
    expect(answer.statusCode).toBe(404)
  })
})

describe('somebody who has deleted their account', () => {
  it('is refused everything in words but to see where they are', async () => {
    await leaver('fay')
    const fay = await loggedIn('fay')
    const answers = [
      await fay.get(paths.api.drafts),
      await fay.get(paths.api.sessions),
      await publish(fay, 'fay', { id: 'another' }),
      await fay.put(paths.api.password, { old: password, password: 'something else' }),
      await fay.get(`${paths.api.s3Settings}?key=a/files/b&type=text/plain&size=1`),
      await remove(fay),
    ]
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([403]))
    expect(answers[0]?.json<Refusal>().message).toContain('You have deleted this account')
    expect(await accountOf(fay)).toMatchObject({ username: 'fay', endsOn: expect.any(String) })
  })

  it('may read what anybody may, and not what was theirs', async () => {
    const gus = await site.maker('gus')
    await publish(gus, 'gus')
    await leaver('gil')
    const gil = await loggedIn('gil')
    expect(await statusOf(paths.api.project({ owner: 'gus', id: 'tape-loop' }), gil)).toBe(200)
    expect(await statusOf(paths.api.project({ owner: 'gil', id: 'tape-loop' }), gil)).toBe(404)
  })

  it('is led by logging in, and from every page of members, to take it back', async () => {
    await leaver('hal')
    const hal = site.visitor()
    const entered = await hal.submit(`${paths.login}?next=${paths.drafts}`, { username: 'hal', password })
    expect(entered.headers.location).toBe(paths.leaving)
    expect((await hal.get(paths.settings)).headers.location).toBe(paths.leaving)
    expect((await hal.submit(paths.drafts, { action: 'end', number: '1' })).headers.location).toBe(
      paths.leaving,
    )
    expect((await hal.get(paths.leaving)).payload).toContain('Take it back')

    const back = await hal.submit(paths.leaving, {})
    expect(back.statusCode).toBe(303)
    expect((await hal.get(back.headers.location ?? '')).payload).toContain('Welcome back')
    expect(await statusOf(paths.project({ owner: 'hal', id: 'tape-loop' }))).toBe(200)
    expect(await accountOf(hal)).not.toHaveProperty('endsOn')
  })

  it('may log out instead', async () => {
    await leaver('ina')
    const ina = await loggedIn('ina')
    expect((await ina.submit(paths.logout, {})).statusCode).toBe(303)
    expect(await accountOf(ina)).toBeNull()
  })

  it('can take it back for thirty days, and once', async () => {
    await leaver('jo')
    await daysPass('jo', 29)
    const jo = await loggedIn('jo')
    expect((await jo.remove(paths.api.accountDeletion)).statusCode).toBe(200)
    expect((await jo.remove(paths.api.accountDeletion)).statusCode).toBe(404)

    await remove(jo)
    await daysPass('jo', 31)
    expect((await (await loggedIn('jo')).remove(paths.api.accountDeletion)).statusCode).toBe(404)
  })
})

describe('thirty days later', () => {
  it('the account ends with its projects, and its name is free', async () => {
    await leaver('kim')
    await daysPass('kim', 29)
    await end()
    expect(await idOf('kim')).toBeDefined()

    await daysPass('kim', 1)
    expect(await end()).toMatchObject({ deleted: 1, projects: 1 })
    expect(await idOf('kim')).toBeUndefined()
    const logIn = await site.visitor().post(paths.api.login, { username: 'kim', password })
    expect(logIn.statusCode).toBe(401)
    expect(await end()).toEqual({ deleted: 0, unconfirmed: 0, projects: 0 })
  })

  it('what is kept belongs to a former member, whom nobody knows', async () => {
    const xenia = await site.maker('xenia')
    await publish(xenia, 'xenia', { title: 'Kept by xenia' })
    await publish(xenia, 'xenia', { id: 'unfinished', status: 'draft' })
    await publish(xenia, 'xenia', { id: 'regretted' })
    await xenia.remove(paths.api.project({ owner: 'xenia', id: 'regretted' }))
    await keep(xenia, randomUUID(), { content: typed({ title: 'Half a thought' }) })
    const id = await idOf('xenia')
    await remove(xenia, 'keep')
    await daysPass('xenia', 30)
    expect(await end()).toMatchObject({ deleted: 1, projects: 2 })

    const username = `former-${id}`
    const { account, projects } = (await site.visitor().get(paths.api.user({ username }))).json<Profile>()
    expect(account).toMatchObject({ username, name: 'Former member', about: '' })
    expect(projects.projects.map(({ title }) => title)).toEqual(['Kept by xenia'])
    expect(await statusOf(paths.profile({ username: 'xenia' }))).toBe(404)
    const left = await site.db.selectFrom('accounts').selectAll().where('username', '=', username).execute()
    expect(left).toMatchObject([{ email: `${username}@muzhack.invalid`, password_hash: '' }])
    expect(JSON.stringify(left)).not.toContain('xenia')
    const autosaves = site.db
      .selectFrom('autosaves')
      .select('id')
      .where('account_id', '=', id ?? 0)
    expect(await autosaves.execute()).toEqual([])
  })

  it('nobody can log in as a former member, sign up as one, or write to one', async () => {
    await leaver('mia', 'keep')
    const username = `former-${await idOf('mia')}`
    await daysPass('mia', 30)
    await end()
    const logIn = await site.visitor().post(paths.api.login, { username, password })
    expect(logIn.statusCode).toBe(401)
    const signUp = await site.visitor().post(paths.api.signup, aSignUp({ username: 'former-99999' }))
    expect(signUp.statusCode).toBe(409)
    await site.visitor().post(paths.api.forgotPassword, { username })
    expect(await site.lettersTo(`${username}@muzhack.invalid`)).toEqual([])
  })

  it('the archive of what is kept is made anew, without the former name', async () => {
    await leaver('nan', 'keep')
    const id = await idOf('nan')
    await daysPass('nan', 30)
    await end()
    expect(await archivesOf('Made by nan')).toMatchObject([
      { superseded: expect.any(Date) },
      { superseded: null, key: expect.stringContaining(`u/former-${id}/`) },
    ])
  })

  it('nothing is left of an account that had nothing to keep', async () => {
    const oda = await site.maker('oda')
    await publish(oda, 'oda', { status: 'draft' })
    const id = await idOf('oda')
    await remove(oda, 'keep')
    await daysPass('oda', 30)
    await end()
    expect(await idOf(`former-${id}`)).toBeUndefined()
  })

  it('another worker goes on where one was killed', async () => {
    const pia = await site.maker('pia')
    for (let number = 1; number <= 21; number++) await publish(pia, 'pia', { id: `loop-${number}` })
    await remove(pia)
    await daysPass('pia', 30)
    const killed = site.db.transaction().execute(async db => {
      const account = await lockDue(db)
      if (account) await lockProjectsToEnd(db, account, 20)
      throw new Error('killed')
    })
    await expect(killed).rejects.toThrow('killed')
    const [one, other] = await Promise.all([end(), end()])
    expect(one.projects + other.projects).toBe(21)
    expect(one.deleted + other.deleted).toBe(1)
    expect(await idOf('pia')).toBeUndefined()
  })

  it('more than a thousand objects are swept', async () => {
    const quin = await site.maker('quin')
    const file = await quin.upload('picture', 'panel.png', Buffer.from('a picture'))
    await publish(quin, 'quin', { files: [file] })
    const accountId = (await idOf('quin')) ?? 0
    const keys = Array.from({ length: 1050 }, (_, number) => `u/quin/loop/files/${number}/a.txt`)
    for (const key of keys)
      await site.files.put({ key, type: 'text/plain' }, Readable.from([Buffer.from(key)]))
    await site.db
      .insertInto('uploads')
      .values(
        keys.map(key => ({ key, account_id: accountId, type: 'text/plain', size: 1, claimed: new Date() })),
      )
      .execute()
    await remove(quin)
    await daysPass('quin', 30)
    await end()

    const swept = await sweep({ ...site, signal })
    expect(swept.ownerless).toBeGreaterThanOrEqual(1051)
    expect(await site.files.list('u/quin/')[Symbol.asyncIterator]().next()).toMatchObject({ done: true })
    expect(
      await site.db.selectFrom('uploads').select('key').where('key', 'like', 'u/quin/%').execute(),
    ).toEqual([])
  })
})

describe('an address that was never confirmed', () => {
  it('ends its account once its days are over', async () => {
    const rae = await site.maker('rae')
    await publish(rae, 'rae', { status: 'draft' })
    await unconfirm('rae')
    await daysPass('rae', 29)
    await end()
    expect(await idOf('rae')).toBeDefined()
    await daysPass('rae', 1)
    expect(await end()).toEqual({ deleted: 0, unconfirmed: 1, projects: 1 })
    expect(await idOf('rae')).toBeUndefined()
  })

  it('does not where something is published, or the account looks after the site', async () => {
    const sue = await site.maker('sue')
    await publish(sue, 'sue')
    await unconfirm('sue')
    await site.maker('tom')
    await unconfirm('tom')
    await site.db.updateTable('accounts').set({ role: 'moderator' }).where('username', '=', 'tom').execute()
    await daysPass('sue', 31)
    await daysPass('tom', 31)
    expect(await end()).toMatchObject({ unconfirmed: 0 })
    expect(await statusOf(paths.profile({ username: 'sue' }))).toBe(200)
  })
})

describe('the page of the account', () => {
  it('deletes it without JavaScript', async () => {
    const ute = await site.maker('ute')
    const refused = await ute.submit(paths.accountSettings, {
      action: 'delete',
      projects: 'keep',
      password: 'no',
    })
    expect(refused.statusCode).toBe(422)
    expect(refused.payload).toMatch(/<details[^>]* open/)
    const done = await ute.submit(paths.accountSettings, { action: 'delete', projects: 'keep', password })
    expect(done.headers.location).toBe(paths.leaving)
    expect((await ute.get(paths.leaving)).payload).toContain('Your account is deleted')
  })

  it('sends the letter again where the address is not confirmed', async () => {
    const vic = site.visitor()
    await vic.post(paths.api.signup, aSignUp({ username: 'vic' }))
    expect((await vic.get(paths.accountSettings)).payload).toContain('Send the letter again')
    const sent = await vic.submit(paths.accountSettings, { action: 'letter' })
    expect((await vic.get(sent.headers.location ?? '')).payload).toContain('A letter is on its way')
    const subjects = (await site.lettersTo('vic@example.org')).map(({ subject }) => subject)
    expect(subjects).toEqual(['Confirm your e-mail address', 'Confirm your e-mail address'])
  })
})
