import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { AutosaveRefusal } from '../src/autosave.ts'
import { paths } from '../src/paths.ts'
import type { Project } from '../src/project.ts'
import { keep, kept, listed, publisher, typed } from './help/autosaves.ts'
import { aDraft, muzhack } from './help/muzhack.ts'

const site = muzhack()

const loop = { owner: '', id: 'tape-loop' }

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
    const gil = await publisher(site, 'gil')
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
    const jan = await publisher(site, 'jan')
    const statuses = await atOnce(() => keep(jan, randomUUID(), { project: 'tape-loop', baseVersion: 1 }))
    expect(statuses).toEqual([201, 409, 409, 409, 409, 409, 409, 409])
    expect(await listed(jan)).toHaveLength(1)
  })

  it('that keep, save and discard at the same moment are all answered', async () => {
    const [deb, id] = [await publisher(site, 'deb'), randomUUID()]
    await keep(deb, id, {})
    const draft = { ...aDraft(), version: 1, autosave: { id, revision: 1 } }
    const answers = await Promise.all([
      keep(deb, id, { revision: 1, project: 'tape-loop', content: typed({ title: 'Newer' }) }),
      deb.put(paths.api.project({ ...loop, owner: 'deb' }), draft),
      deb.remove(`${paths.api.autosave({ id })}?revision=1`),
      keep(deb, id, { revision: 1, project: 'tape-loop', content: typed({ title: 'Newer still' }) }),
    ])
    const [first, saved, discarded, second] = answers.map(({ statusCode }) => statusCode)
    expect([200, 201, 409]).toEqual(expect.arrayContaining([first, second]))
    expect([204, 409]).toContain(discarded)
    expect(saved).toBe(200)
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
    const zoe = await publisher(site, 'zoe')
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
    const abe = await publisher(site, 'abe')
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

/** The status of each of eight, sent together, lowest first. */
async function atOnce(send: (i: number) => Promise<{ statusCode: number }>): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => send(i)))
  return answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)
}
