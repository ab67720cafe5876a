import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Refusal } from '../src/answers.ts'
import { type AutosaveAnswer, autosavesPerAccount } from '../src/autosave.ts'
import { paths } from '../src/paths.ts'
import { aChange, aFile, anybody, keep, kept, listed, publisher, typed } from './help/autosaves.ts'
import { aDraft, muzhack } from './help/muzhack.ts'

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
    expect(found.headers['cache-control']).toBe('private, no-store')
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
    const vi = await anybody(site)
    const answer = await vi.put(paths.api.autosave({ id: randomUUID() }), { ...aChange(), ...wrong })
    expect(answer.statusCode).toBe(422)
    expect(Object.keys(answer.json<Refusal>().fields ?? {})).toEqual(Object.keys(wrong))
  })

  it('takes 1 MiB and no more', async () => {
    const vi = await anybody(site)
    const content = typed({ description: '語'.repeat(200_000), instructions: '語'.repeat(200_000) })
    expect((await keep(vi, randomUUID(), { content })).statusCode).toBe(413)
  })
})

describe('what is kept', () => {
  it('is listed newest first, with the project it changes', async () => {
    const kim = await publisher(site, 'kim')
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
    const lea = await publisher(site, 'lea')
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
    const [max, ned] = [await publisher(site, 'max'), await site.maker('ned')]
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
    const [, pia] = [await publisher(site, 'oz'), await site.maker('pia')]
    expect((await keep(pia, randomUUID(), { project: 'tape-loop', baseVersion: 1 })).statusCode).toBe(404)
    expect(await listed(pia)).toEqual([])
  })

  it.each(['no-uuid', '%00', '{0}', `${randomUUID()}0`])('is not at %s', async id => {
    const vi = await anybody(site)
    const address = `${paths.api.autosaves}/${id}`
    const answers = [await vi.get(address), await vi.put(address, aChange()), await vi.remove(address)]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404])
  })

  it('goes with its deleted project', async () => {
    const quin = await publisher(site, 'quin')
    const id = randomUUID()
    await keep(quin, id, { project: 'tape-loop', baseVersion: 1 })
    await quin.remove(paths.api.project({ ...loop, owner: 'quin' }))
    expect(await listed(quin)).toEqual([])
    expect((await quin.get(paths.api.autosave({ id }))).statusCode).toBe(404)
    expect((await keep(quin, id, { revision: 1, project: 'tape-loop' })).statusCode).toBe(404)
  })

  it('is bounded: of projects never saved, the oldest go', async () => {
    const rae = await publisher(site, 'rae')
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
    expect(content.files).toMatchObject([{ ...panel, size: picture.length, type: 'image/png', url }])
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
