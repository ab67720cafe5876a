import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { sweep } from '../server/domain/sweeps.ts'
import type { DeletedProject, RestoredProject } from '../src/deleted-project.ts'
import { paths } from '../src/paths.ts'
import type { DraftFile, Project, ProjectDraft } from '../src/project.ts'
import { keep, listed, typed } from './help/autosaves.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()
const { signal } = new AbortController()
const day = 86_400_000

let makers = 0
let name = ''
let ada: Visitor

beforeEach(async () => {
  name = `ada-${++makers}`
  ada = await site.maker(name)
})

const at = (id = 'tape-loop') => ({ owner: name, id })
const publish = (draft: Partial<ProjectDraft> = {}) =>
  ada.post(paths.api.projectsOf({ owner: name }), aDraft(draft))
const remove = (id?: string) => ada.remove(paths.api.project(at(id)))
const upload = (path = 'panel.png') => ada.upload('picture', path, Buffer.from(`a picture at ${path}`))

const deletedOf = async (maker: Visitor) =>
  (await maker.get(paths.api.deletedProjects)).json<{ projects: DeletedProject[] }>().projects

/** The number of the project that is deleted now. */
async function deleted(draft: Partial<ProjectDraft> = {}): Promise<number> {
  await publish(draft)
  await remove(draft.id)
  const [last] = await deletedOf(ada)
  return last?.number ?? 0
}

const restore = (number: number | string, maker = ada) => maker.put(paths.api.restoration({ number }), {})
const end = (number: number, maker = ada) => maker.remove(paths.api.deletedProject({ number }))
const isThere = async ({ key }: DraftFile) => (await site.files.head(key)) !== undefined
/** Bytes of each object that counts for their maker. */
async function held(): Promise<number[]> {
  const rows = await site.db
    .selectFrom('uploads')
    .innerJoin('accounts', 'accounts.id', 'account_id')
    .select('size')
    .where('username', '=', name)
    .where('released', 'is', null)
    .execute()
  return rows.map(({ size }) => size)
}
const sweepNow = () => sweep({ ...site, signal })
const daysPass = (days: number) =>
  sql`update projects set deleted = deleted - ${days} * interval '1 day'`.execute(site.db)

describe('a deleted project', () => {
  it('is listed for its owner, with when it goes for good', async () => {
    const number = await deleted({ files: [await upload()] })
    const [project] = await deletedOf(ada)
    expect(project).toMatchObject({ number, id: 'tape-loop', title: 'Tape Loop', status: 'published' })
    expect(project).toMatchObject({ files: 1, size: 22 })
    expect(Date.parse(project?.until ?? '') - Date.parse(project?.deleted ?? '')).toBe(30 * day)
  })

  it('is nobody else’s to see, restore or end', async () => {
    const number = await deleted()
    const eve = await site.maker(`eve-${makers}`)
    expect(await deletedOf(eve)).toEqual([])
    expect([(await restore(number, eve)).statusCode, (await end(number, eve)).statusCode]).toEqual([404, 404])
    const visitor = site.visitor()
    const answers = [await visitor.get(paths.api.deletedProjects), await restore(number, visitor)]
    expect([...answers, await end(number, visitor)].map(({ statusCode }) => statusCode)).toEqual([
      401, 401, 401,
    ])
    expect(await deletedOf(ada)).toHaveLength(1)
  })

  it('is not restored or ended from another site', async () => {
    const number = await deleted()
    const from = { origin: 'https://evil.example' }
    const form = { 'content-type': 'application/x-www-form-urlencoded', ...from }
    const sent = await ada.post(paths.drafts, `action=end&number=${number}`, form)
    expect(sent.statusCode).toBe(403)
    expect(await deletedOf(ada)).toHaveLength(1)
  })

  it('that nobody knows is not found, whatever it is called', async () => {
    const numbers = ['999999', '0', '-1', 'x', '1e400', '99999999999999999999']
    const answers = await Promise.all(numbers.map(number => restore(number)))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404, 404, 404])
  })
})

describe('restoring', () => {
  it('brings a project back as it was, to its address, with its files', async () => {
    const file = await upload()
    await publish({ files: [file] })
    const before = (await ada.get(paths.api.project(at()))).json<Project>()
    await remove()
    expect((await site.visitor().get(paths.project(at()))).statusCode).toBe(404)
    const [{ number } = { number: 0 }] = await deletedOf(ada)

    const restored = await restore(number)
    expect(restored.statusCode).toBe(200)
    expect(restored.json()).toEqual({
      id: 'tape-loop',
      title: 'Tape Loop',
      status: 'published',
      formerId: 'tape-loop',
    })
    expect((await site.visitor().get(paths.api.project(at()))).json()).toEqual(before)
    expect(await deletedOf(ada)).toEqual([])
    expect((await restore(number)).statusCode).toBe(404)
  })

  it('leaves a draft a draft, and what a moderator hid hidden', async () => {
    await restore(await deleted({ status: 'draft', id: 'draft' }))
    const hidden = await deleted({ id: 'hidden' })
    await site.db.updateTable('projects').set({ status: 'hidden' }).where('id', '=', hidden).execute()
    await restore(hidden)
    const statusOf = async (id: string) => (await ada.get(paths.api.project(at(id)))).json<Project>().status
    expect([await statusOf('draft'), await statusOf('hidden')]).toEqual(['draft', 'hidden'])
    expect((await site.visitor().get(paths.project(at('hidden')))).statusCode).toBe(404)
  })

  it('finds a free address where its own is taken, and says so', async () => {
    const [first, second] = [await deleted(), await deleted()]
    await publish({ title: 'The one of today' })
    const [one, other] = [await restore(first), await restore(second)]
    expect(one.json()).toMatchObject({ id: 'tape-loop-2', formerId: 'tape-loop' })
    expect(other.json()).toMatchObject({ id: 'tape-loop-3' })
    expect((await ada.get(paths.api.project(at()))).json<Project>().title).toBe('The one of today')
  })

  it('shortens an address that leaves no room for a number', async () => {
    const id = 'x'.repeat(64)
    const number = await deleted({ id })
    await publish({ id })
    expect((await restore(number)).json<RestoredProject>().id).toBe(`${'x'.repeat(58)}-2`)
  })

  it('takes up what led to it before, and what was typed of it', async () => {
    await publish({ id: 'old' })
    await ada.put(paths.api.project(at('old')), { ...aDraft({ id: 'new' }), version: 1 })
    await keep(ada, randomUUID(), { project: 'new', baseVersion: 2, content: typed({ title: 'Typed' }) })
    await remove('new')
    expect(await listed(ada)).toEqual([])

    await restore((await deletedOf(ada))[0]?.number ?? 0)
    expect((await site.visitor().get(paths.project(at('old')))).headers.location).toBe(
      paths.project(at('new')),
    )
    expect(await listed(ada)).toMatchObject([{ title: 'Typed', project: { id: 'new' } }])
  })

  it('ends when its days are over, also before a sweep', async () => {
    const number = await deleted()
    await daysPass(30.01)
    expect(await deletedOf(ada)).toEqual([])
    expect((await restore(number)).statusCode).toBe(404)
  })

  it('at the very moment of a sweep lets either win, never both', async () => {
    const files = await Promise.all(Array.from({ length: 20 }, (_, i) => upload(`${i}.png`)))
    for (const [i, file] of files.entries()) await publish({ id: `loop-${i}`, files: [file] })
    for (const i of files.keys()) await remove(`loop-${i}`)
    const numbers = (await deletedOf(ada)).toReversed().map(({ number }) => number)
    // They come to the end of their days one by one, while the sweep and their maker are at it.
    await sql`update projects set deleted = now() - interval '30 days' + (row.place * 15) * interval '1 ms'
      from (select id, row_number() over (order by id) as place from projects where deleted is not null) as row
      where row.id = projects.id`.execute(site.db)
    const [answers] = await Promise.all([
      Promise.all(numbers.map(number => restore(number))),
      sweepNow(),
      sweepNow(),
    ])
    await daysPass(1)
    await sweepNow()
    const restored = answers.map(({ statusCode }) => statusCode === 200)
    expect(await Promise.all(files.map(isThere))).toEqual(restored)
  })
})

describe('deleting for good', () => {
  it('takes the project at once, and its objects at the next sweep', async () => {
    const [file, variant] = [await upload(), await upload('small.png')]
    const number = await deleted({ files: [{ ...file, variants: [{ key: variant.key, width: 480 }] }] })
    expect((await end(number)).statusCode).toBe(204)
    expect(await deletedOf(ada)).toEqual([])
    expect([(await restore(number)).statusCode, (await end(number)).statusCode]).toEqual([404, 404])

    expect(await sweepNow()).toMatchObject({ released: 2 })
    expect([await isThere(file), await isThere(variant)]).toEqual([false, false])
  })

  it('gives its space back at once', async () => {
    const number = await deleted({ files: [await upload()] })
    expect(await held()).toEqual([22])
    await end(number)
    expect(await held()).toEqual([])
  })

  it('takes more than a thousand objects too', async () => {
    await sweepNow()
    const file = await upload()
    const number = await deleted({ files: [file] })
    await sql`insert into uploads (key, account_id, type, size, claimed)
      select uploads.key || i, account_id, type, size, claimed
      from uploads, generate_series(1, 1500) as i where key = ${file.key}`.execute(site.db)
    await sql`insert into project_files (project_id, position, kind, path, key, size, type)
      select project_id, i, kind, path || i, key || i, size, type
      from project_files, generate_series(1, 1500) as i where key = ${file.key}`.execute(site.db)
    await end(number)
    expect(await sweepNow()).toMatchObject({ released: 1501, refused: 0 })
    expect(await isThere(file)).toBe(false)
  })

  it('leaves what another project shows too', async () => {
    const file = await upload()
    await publish({ id: 'other', files: [file] })
    await end(await deleted({ files: [file] }))
    await sweepNow()
    expect(await isThere(file)).toBe(true)
  })

  it('at the very moment of restoring lets either win, never both', async () => {
    const numbers: number[] = []
    for (let i = 0; i < 10; i++) numbers.push(await deleted({ id: `loop-${i}` }))
    const answers = await Promise.all(numbers.map(number => Promise.all([restore(number), end(number)])))
    const won = answers.map(each => each.filter(({ statusCode }) => statusCode < 300).length)
    expect(won).toEqual(numbers.map(() => 1))
  })
})

const submit = (fields: Record<string, string>) => ada.submit(paths.drafts, fields)

describe('the page of drafts', () => {
  it('has no deleted projects where there are none', async () => {
    expect((await ada.get(paths.drafts)).payload).not.toContain('Deleted projects')
  })

  it('tells what was just deleted, and undoes it without JavaScript', async () => {
    const number = await deleted()
    const page = await ada.get(paths.draftsTelling({ deleted: 'tape-loop' }))
    expect(page.payload).toMatch(/Tape Loop.* is deleted\. You can restore it until/)

    const sent = await submit({ action: 'restore', number: `${number}` })
    expect(sent.statusCode).toBe(303)
    const after = await ada.get(`${sent.headers.location}`)
    expect(after.payload).toContain('is back, for everybody to see')
    expect((await site.visitor().get(paths.project(at()))).statusCode).toBe(200)
  })

  it('says where a project is that could not come back to its address', async () => {
    const number = await deleted()
    await publish()
    const sent = await submit({ action: 'restore', number: `${number}` })
    const { payload } = await ada.get(`${sent.headers.location}`)
    expect(payload).toMatch(/at the address .*tape-loop-2/)
    expect(payload).toContain('href="' + paths.project(at('tape-loop-2')))
  })

  it('ends a project for good', async () => {
    const sent = await submit({ action: 'end', number: `${await deleted()}` })
    expect((await ada.get(`${sent.headers.location}`)).payload).toContain('The project is gone for good.')
    expect(await deletedOf(ada)).toEqual([])
  })

  it('says why something could not be done, and asks for nothing odd', async () => {
    const again = await submit({ action: 'restore', number: '999999' })
    expect(again.statusCode).toBe(404)
    expect(again.payload).toContain('is not among the deleted ones')
    expect((await submit({ action: 'explode' })).statusCode).toBe(400)
    expect((await submit({ action: 'discard', id: '..', revision: '1' })).statusCode).toBe(400)
    expect((await submit({ action: 'discard', id: 'x', revision: 'x' })).statusCode).toBe(404)
  })

  it('sends those who are logged out to log in', async () => {
    const sent = await site.visitor().submit(paths.drafts, { action: 'end', number: '1' })
    expect([sent.statusCode, sent.headers.location]).toEqual([303, paths.loginThen(paths.drafts)])
  })

  it('tells drafts without a title apart, and discards one', async () => {
    const [one, other] = [randomUUID(), randomUUID()]
    const untitled = typed({ title: '', summary: '' })
    await keep(ada, one, { content: { ...untitled, description: 'A drone box from the drawer.' } })
    await keep(ada, other, { content: { ...untitled, description: '', instructions: 'Solder it.' } })
    const page = await ada.get(paths.drafts)
    expect(page.payload).toContain('A drone box from the drawer.')
    expect(page.payload).toContain('Solder it.')

    const sent = await submit({ action: 'discard', id: one, revision: '1' })
    expect((await ada.get(`${sent.headers.location}`)).payload).toContain('The draft is discarded.')
    expect((await listed(ada)).map(({ id }) => id)).toEqual([other])
  })

  it('discards nothing that has been kept anew since it was shown', async () => {
    const id = randomUUID()
    await keep(ada, id, {})
    await keep(ada, id, { revision: 1, content: typed({ title: 'Newer' }) })
    const sent = await submit({ action: 'discard', id, revision: '1' })
    expect(sent.statusCode).toBe(409)
    expect(sent.payload).toContain('changed in another tab or on another device')
    expect((await listed(ada))[0]).toMatchObject({ title: 'Newer', revision: 2 })
  })
})
