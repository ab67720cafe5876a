import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Refusal } from '../src/answers.ts'
import {
  type Autosave,
  type AutosaveAnswer,
  type AutosaveCard,
  type AutosaveChange,
  type AutosaveRefusal,
  autosavesPerAccount,
} from '../src/autosave.ts'
import { paths } from '../src/paths.ts'
import type { Project } from '../src/project.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()

const picture = Buffer.from('not quite a picture')
const loop = { owner: '', id: 'tape-loop' }

describe('keeping what is typed', () => {
  it('gives it back as it was, half-typed words and all', async () => {
    const ada = await site.maker('ada')
    const id = randomUUID()
    const halfTyped = typed({
      id: 'Not an address!',
      title: '',
      summary: ' A loop of ',
      description: 'x'.repeat(150_000),
      licences: { docs: '' },
      tags: ['tape', 'half a t', ''],
    })
    const kept = await keep(ada, id, { content: halfTyped })
    expect(kept.statusCode).toBe(201)
    expect(kept.json<AutosaveAnswer>()).toMatchObject({ id, revision: 1 })

    const found = await ada.get(paths.api.autosave({ id }))
    expect(found.headers['cache-control']).toBe('no-store')
    expect(found.json()).toEqual({
      id,
      revision: 1,
      project: null,
      baseVersion: null,
      content: halfTyped,
      updated: kept.json<AutosaveAnswer>().updated,
    })
  })

  it('counts a revision each time', async () => {
    const bea = await site.maker('bea')
    const id = randomUUID()
    await keep(bea, id, { content: typed({ title: 'T' }) })
    const again = await keep(bea, id, { revision: 1, content: typed({ title: 'Ta' }) })
    expect([again.statusCode, again.json<AutosaveAnswer>().revision]).toEqual([200, 2])
    expect((await kept(bea, id)).content.title).toBe('Ta')
  })

  it('is done once, though it was sent again after an answer that got lost', async () => {
    const cyd = await site.maker('cyd')
    const id = randomUUID()
    const panel = await cyd.upload('picture', 'panel.png', picture)
    const first = { content: typed({ title: 'T', files: [panel] }) }
    const second = { revision: 1, content: typed({ title: 'Ta', files: [panel] }) }
    await keep(cyd, id, first)
    const begunAgain = await keep(cyd, id, first)
    await keep(cyd, id, second)
    const again = await keep(cyd, id, second)
    expect([begunAgain.statusCode, begunAgain.json<AutosaveAnswer>().revision]).toEqual([200, 1])
    expect([again.statusCode, again.json<AutosaveAnswer>().revision]).toEqual([200, 2])
  })

  it('begins again where it was discarded in another tab', async () => {
    const dot = await site.maker('dot')
    const id = randomUUID()
    await keep(dot, id, {})
    await dot.remove(`${paths.api.autosave({ id })}?revision=1`)
    const again = await keep(dot, id, { revision: 1, content: typed({ title: 'Still typing' }) })
    expect([again.statusCode, again.json<AutosaveAnswer>().revision]).toEqual([201, 2])
  })

  it('takes a text that was cut within an emoji', async () => {
    const eve = await site.maker('eve')
    const id = randomUUID()
    const cut = { content: typed({ title: 'Loud \ud83d' }) }
    await keep(eve, id, cut)
    expect((await keep(eve, id, cut)).statusCode).toBe(200)
    expect((await kept(eve, id)).content.title).toBe('Loud \ufffd')
  })

  it.each([
    ['a text of 200,001 characters', { content: typed({ description: 'x'.repeat(200_001) }) }],
    ['no list of tags', { content: { ...typed(), tags: 'tape' } }],
    ['content without a title', { content: { ...typed(), title: undefined } }],
    ['too many files', { content: typed({ files: Array.from({ length: 201 }, () => aFile('u/x')) }) }],
    ['null as content', { content: null }],
    ['a revision below zero', { revision: -1 }],
    ['a revision beyond the database', { revision: 2 ** 31 }],
    ['a version that is a text', { baseVersion: 'first' }],
  ])('refuses %s', async (_, wrong) => {
    const vi = await anybody()
    const answer = await vi.put(paths.api.autosave({ id: randomUUID() }), { ...aChange(), ...wrong })
    expect(answer.statusCode).toBe(422)
    expect(Object.keys(answer.json<Refusal>().fields ?? {})).toEqual(Object.keys(wrong))
  })

  it('takes 1 MiB and no more', async () => {
    const vi = await anybody()
    const content = typed({ description: '語'.repeat(200_000), instructions: '語'.repeat(200_000) })
    expect((await keep(vi, randomUUID(), { content })).statusCode).toBe(413)
  })
})

describe('two tabs', () => {
  it('that keep different words end in a choice, not in an overwrite', async () => {
    const fay = await site.maker('fay')
    const id = randomUUID()
    await keep(fay, id, {})
    await keep(fay, id, { revision: 1, content: typed({ title: 'In the other tab' }) })
    const late = { revision: 1, content: typed({ title: 'In this tab' }) }
    const refused = await keep(fay, id, late)
    expect(refused.statusCode).toBe(409)
    const { current } = refused.json<AutosaveRefusal>()
    expect(current).toMatchObject({ id, revision: 2, content: { title: 'In the other tab' } })
    expect(await kept(fay, id)).toEqual(current)

    const chosen = await keep(fay, current.id, { ...late, revision: current.revision })
    expect(chosen.statusCode).toBe(200)
  })

  it('that begin with the same project meet too', async () => {
    const gil = await publisher('gil')
    const [here, there] = [randomUUID(), randomUUID()]
    const change = { project: 'tape-loop', baseVersion: 1 }
    await keep(gil, there, { ...change, content: typed({ title: 'There' }) })
    const refused = await keep(gil, here, { ...change, content: typed({ title: 'Here' }) })
    expect(refused.statusCode).toBe(409)
    expect(refused.json<AutosaveRefusal>().current).toMatchObject({ id: there, content: { title: 'There' } })
  })

  it('that keep at the same moment leave one of them the winner', async () => {
    const hal = await site.maker('hal')
    const id = randomUUID()
    await keep(hal, id, {})
    const statuses = await atOnce(i => keep(hal, id, { revision: 1, content: typed({ title: `Tab ${i}` }) }))
    expect(statuses).toEqual([200, 409, 409, 409, 409, 409, 409, 409])
    expect((await kept(hal, id)).revision).toBe(2)
  })

  it('that begin at the same moment leave one of them the winner', async () => {
    const ian = await site.maker('ian')
    const id = randomUUID()
    const statuses = await atOnce(i => keep(ian, id, { content: typed({ title: `Tab ${i}` }) }))
    expect(statuses).toEqual([201, 409, 409, 409, 409, 409, 409, 409])
  })

  it('that begin with the same project at the same moment leave one of them the winner', async () => {
    const jan = await publisher('jan')
    const statuses = await atOnce(() => keep(jan, randomUUID(), { project: 'tape-loop', baseVersion: 1 }))
    expect(statuses).toEqual([201, 409, 409, 409, 409, 409, 409, 409])
    expect(await listed(jan)).toHaveLength(1)
  })
})

describe('what is kept', () => {
  it('is listed newest first, with the project it changes', async () => {
    const kim = await publisher('kim')
    const [older, newer] = [randomUUID(), randomUUID()]
    await keep(kim, older, { project: 'tape-loop', baseVersion: 1, content: typed({ title: 'Longer Loop' }) })
    await keep(kim, newer, { content: typed({ title: '', summary: 'A box' }) })
    expect(await listed(kim)).toMatchObject([
      { id: newer, project: null, title: '', summary: 'A box' },
      { id: older, project: { id: 'tape-loop', title: 'Tape Loop', version: 1 }, title: 'Longer Loop' },
    ])
    await keep(kim, older, { revision: 1, project: 'tape-loop', baseVersion: 1 })
    expect((await listed(kim)).map(({ id }) => id)).toEqual([older, newer])
  })

  it('of a project is found by its address, also by a former one', async () => {
    const lea = await publisher('lea')
    const of = (id: string) => lea.get(paths.api.projectAutosave({ owner: 'lea', id }))
    expect((await of('tape-loop')).json()).toEqual({ autosave: null })

    const id = randomUUID()
    await keep(lea, id, { project: 'tape-loop', baseVersion: 1 })
    await lea.put(paths.api.project({ ...loop, owner: 'lea' }), {
      ...aDraft({ id: 'tape-delay' }),
      version: 1,
    })
    const moved = { id: 'tape-delay', version: 2 }
    expect((await of('tape-delay')).json()).toMatchObject({
      autosave: { id, project: moved, baseVersion: 1 },
    })
    expect((await of('tape-loop')).json()).toMatchObject({ autosave: { id } })
    const lagging = await keep(lea, id, { revision: 1, project: 'tape-loop', content: typed({ title: 'L' }) })
    expect(lagging.statusCode).toBe(200)
    expect((await of('no-such')).statusCode).toBe(404)
  })

  it('is for its maker alone', async () => {
    const [max, ned] = [await publisher('max'), await site.maker('ned')]
    const id = randomUUID()
    const address = paths.api.autosave({ id })
    await keep(max, id, { project: 'tape-loop', baseVersion: 1, content: typed({ title: 'Secret' }) })
    const ofProject = paths.api.projectAutosave({ owner: 'max', id: 'tape-loop' })

    const asAnother = [await ned.get(address), await keep(ned, id, { revision: 1 }), await ned.get(ofProject)]
    expect(asAnother.map(({ statusCode }) => statusCode)).toEqual([404, 404, 403])
    expect(asAnother.map(({ payload }) => payload).join()).not.toContain('Secret')
    expect((await ned.remove(`${address}?revision=1`)).statusCode).toBe(204)
    const asNobody = site.visitor()
    expect((await asNobody.get(address)).statusCode).toBe(401)
    expect((await keep(asNobody, randomUUID(), {})).statusCode).toBe(401)
    expect((await kept(max, id)).revision).toBe(1)
  })

  it('cannot be for somebody else’s project', async () => {
    const [, pia] = [await publisher('oz'), await site.maker('pia')]
    expect((await keep(pia, randomUUID(), { project: 'tape-loop', baseVersion: 1 })).statusCode).toBe(404)
    expect(await listed(pia)).toEqual([])
  })

  it.each(['no-uuid', '%00', '{0}', `${randomUUID()}0`])('is not at %s', async id => {
    const vi = await anybody()
    const address = `${paths.api.autosaves}/${id}`
    const answers = [await vi.get(address), await vi.put(address, aChange()), await vi.remove(address)]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404])
  })

  it('goes with its deleted project', async () => {
    const quin = await publisher('quin')
    const id = randomUUID()
    await keep(quin, id, { project: 'tape-loop', baseVersion: 1 })
    await quin.remove(paths.api.project({ ...loop, owner: 'quin' }))
    expect(await listed(quin)).toEqual([])
    expect((await quin.get(paths.api.autosave({ id }))).statusCode).toBe(404)
    expect((await keep(quin, id, { revision: 1, project: 'tape-loop' })).statusCode).toBe(404)
  })

  it('is bounded: of projects never saved, the oldest go', async () => {
    const rae = await publisher('rae')
    const [ofProject, oldest] = [randomUUID(), randomUUID()]
    await keep(rae, ofProject, { project: 'tape-loop', baseVersion: 1 })
    await keep(rae, oldest, {})
    const others = Array.from({ length: autosavesPerAccount }, () => keep(rae, randomUUID(), {}))
    expect(new Set((await Promise.all(others)).map(({ statusCode }) => statusCode))).toEqual(new Set([201]))
    const ids = (await listed(rae)).map(({ id }) => id)
    expect(ids).toHaveLength(autosavesPerAccount + 1)
    expect(ids).toContain(ofProject)
    expect(ids).not.toContain(oldest)
  })
})

describe('files of what is kept', () => {
  it('are told as the store has them, and belong to the account from then on', async () => {
    const sol = await site.maker('sol')
    const id = randomUUID()
    const panel = {
      ...(await sol.upload('picture', 'panel.png', picture)),
      alt: 'Panel',
      width: 300,
      height: 200,
    }
    await keep(sol, id, { content: typed({ files: [panel], cover: panel.key }) })
    const { content } = await kept(sol, id)
    const url = site.files.url(panel.key)
    expect(content.files).toEqual([{ ...panel, size: picture.length, type: 'image/png', url }])
    expect(content.cover).toBe(panel.key)
    const upload = site.db.selectFrom('uploads').select('claimed').where('key', '=', panel.key)
    expect((await upload.executeTakeFirstOrThrow()).claimed).not.toBeNull()
  })

  it('are left out where somebody else uploaded them, and nothing typed is lost', async () => {
    const [tea, una] = [await site.maker('tea'), await site.maker('una')]
    const theirs = await una.upload('picture', 'panel.png', picture)
    const id = randomUUID()
    const content = typed({ title: 'Mine', files: [theirs, aFile('u/nobody/x')], cover: theirs.key })
    expect((await keep(tea, id, { content })).statusCode).toBe(201)
    expect((await kept(tea, id)).content).toMatchObject({ title: 'Mine', files: [], cover: null })
    const upload = site.db.selectFrom('uploads').select('claimed').where('key', '=', theirs.key)
    expect((await upload.executeTakeFirstOrThrow()).claimed).toBeNull()
  })

  it('are left out once they are gone', async () => {
    const uma = await site.maker('uma')
    const id = randomUUID()
    const panel = await uma.upload('picture', 'panel.png', picture)
    await keep(uma, id, { content: typed({ files: [panel] }) })
    await site.db.deleteFrom('uploads').where('key', '=', panel.key).execute()
    expect((await kept(uma, id)).content.files).toEqual([])
  })
})

describe('discarding', () => {
  it('forgets it, however often it is asked', async () => {
    const wes = await site.maker('wes')
    const id = randomUUID()
    const address = `${paths.api.autosave({ id })}?revision=1`
    await keep(wes, id, {})
    expect((await wes.remove(address)).statusCode).toBe(204)
    expect((await wes.remove(address)).statusCode).toBe(204)
    expect((await wes.get(paths.api.autosave({ id }))).statusCode).toBe(404)
  })

  it('spares what was kept since', async () => {
    const xia = await site.maker('xia')
    const id = randomUUID()
    await keep(xia, id, {})
    await keep(xia, id, { revision: 1, content: typed({ title: 'Newer' }) })
    const refused = await xia.remove(`${paths.api.autosave({ id })}?revision=1`)
    expect(refused.statusCode).toBe(409)
    expect(refused.json<AutosaveRefusal>().current).toMatchObject({
      revision: 2,
      content: { title: 'Newer' },
    })
    expect((await kept(xia, id)).revision).toBe(2)
  })
})

describe('saving', () => {
  it('a new project takes what was kept of it along', async () => {
    const yan = await site.maker('yan')
    const id = randomUUID()
    await keep(yan, id, {})
    const draft = { ...aDraft(), autosave: { id, revision: 1 } }
    const saved = await yan.post(paths.api.projectsOf({ owner: 'yan' }), draft)
    expect(saved.statusCode).toBe(201)
    expect(saved.json<Project>()).not.toHaveProperty('autosave')
    expect(await listed(yan)).toEqual([])
  })

  it('a change takes it along, unless it was kept anew meanwhile', async () => {
    const zoe = await publisher('zoe')
    const id = randomUUID()
    const [change, address] = [
      { project: 'tape-loop', baseVersion: 1 },
      { ...loop, owner: 'zoe' },
    ]
    await keep(zoe, id, change)
    await keep(zoe, id, { ...change, revision: 1, content: typed({ title: 'Newer' }) })
    const save = (version: number, revision: number) =>
      zoe.put(paths.api.project(address), { ...aDraft(), version, autosave: { id, revision } })
    expect((await save(1, 1)).statusCode).toBe(200)
    expect(await listed(zoe)).toHaveLength(1)
    expect((await save(2, 2)).statusCode).toBe(200)
    expect(await listed(zoe)).toEqual([])
  })

  it('that is refused leaves it where it is', async () => {
    const abe = await publisher('abe')
    const id = randomUUID()
    await keep(abe, id, {})
    const draft = { ...aDraft(), autosave: { id, revision: 1 } }
    expect((await abe.post(paths.api.projectsOf({ owner: 'abe' }), draft)).statusCode).toBe(409)
    expect(await listed(abe)).toHaveLength(1)
  })

  it('takes nothing of somebody else’s along', async () => {
    const [bob, cat] = [await site.maker('bob'), await site.maker('cat')]
    const id = randomUUID()
    await keep(bob, id, {})
    const draft = { ...aDraft(), autosave: { id, revision: 1 } }
    expect((await cat.post(paths.api.projectsOf({ owner: 'cat' }), draft)).statusCode).toBe(201)
    expect(await listed(bob)).toHaveLength(1)
  })
})

function typed(content: Partial<AutosaveChange['content']> = {}): AutosaveChange['content'] {
  const { status: _, ...draft } = aDraft()
  return { ...draft, ...content }
}

const aChange = (change: Partial<AutosaveChange> = {}): AutosaveChange => ({
  revision: 0,
  project: null,
  baseVersion: null,
  content: typed(),
  ...change,
})

const aFile = (key: string) => ({ kind: 'picture', path: 'panel.png', key }) as const

const keep = (maker: Visitor, id: string, change: Partial<AutosaveChange>) =>
  maker.put(paths.api.autosave({ id }), aChange(change))

const kept = async (maker: Visitor, id: string) =>
  (await maker.get(paths.api.autosave({ id }))).json<Autosave>()

const listed = async (maker: Visitor) =>
  (await maker.get(paths.api.autosaves)).json<{ autosaves: AutosaveCard[] }>().autosaves

/** The status of each of eight, sent together, lowest first. */
async function atOnce(send: (i: number) => Promise<{ statusCode: number }>): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => send(i)))
  return answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)
}

/** A maker with one project, tape-loop. */
async function publisher(username: string): Promise<Visitor> {
  const maker = await site.maker(username)
  await maker.post(paths.api.projectsOf({ owner: username }), aDraft())
  return maker
}

const anybody = () => site.maker(`maker-${randomUUID().slice(0, 8)}`)
