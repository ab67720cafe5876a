import { describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import type { ProjectDraft } from '../src/project.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack({ rateLimits: true })

const publish = (maker: Visitor, owner: string, draft: Partial<ProjectDraft>) =>
  maker.post(paths.api.projectsOf({ owner }), aDraft(draft))
const save = (maker: Visitor, owner: string, draft: Partial<ProjectDraft>, version = 1) => {
  const { id } = aDraft(draft)
  return maker.put(paths.api.project({ owner, id }), { ...aDraft(draft), version })
}
const publishThree = (maker: Visitor, owner: string) =>
  Promise.all(['one', 'two', 'three'].map(id => publish(maker, owner, { id })))

describe('a new maker', () => {
  it('publishes three projects a day, then is told in words when the next can be', async () => {
    const ada = await site.maker('ada')
    const statuses = (await publishThree(ada, 'ada')).map(({ statusCode }) => statusCode)
    expect(statuses).toEqual([201, 201, 201])
    const next = await publish(ada, 'ada', { id: 'four' })
    expect(next.statusCode).toBe(429)
    expect(Number(next.headers['retry-after'])).toBeGreaterThan(0)
    expect(next.json()).toMatchObject({
      message: expect.stringMatching(/three projects a day\. This one can be kept as a draft meanwhile\./),
    })
    expect((await ada.get(paths.api.project({ owner: 'ada', id: 'four' }))).statusCode).toBe(404)
  })

  it('keeps as many drafts as they like, and publishes no more of those', async () => {
    const bea = await site.maker('bea')
    await publishThree(bea, 'bea')
    expect((await publish(bea, 'bea', { id: 'draft', status: 'draft' })).statusCode).toBe(201)
    expect((await save(bea, 'bea', { id: 'draft', status: 'draft' })).statusCode).toBe(200)
    expect((await save(bea, 'bea', { id: 'draft' }, 2)).statusCode).toBe(429)
  })

  it('edits what is published as often as they like, also by way of a draft', async () => {
    const cyd = await site.maker('cyd')
    await publishThree(cyd, 'cyd')
    expect((await save(cyd, 'cyd', { id: 'one', title: 'Better' })).statusCode).toBe(200)
    expect((await save(cyd, 'cyd', { id: 'one', status: 'draft' }, 2)).statusCode).toBe(200)
    expect((await save(cyd, 'cyd', { id: 'one' }, 3)).statusCode).toBe(200)
  })

  it('loses none of the three to what was refused', async () => {
    const dora = await site.maker('dora')
    await publish(dora, 'dora', { id: 'one' })
    const taken = await Promise.all(Array.from({ length: 4 }, () => publish(dora, 'dora', { id: 'one' })))
    expect(taken.map(({ statusCode }) => statusCode)).toEqual([409, 409, 409, 409])
    expect((await publish(dora, 'dora', { id: 'two' })).statusCode).toBe(201)
    expect((await publish(dora, 'dora', { id: 'three' })).statusCode).toBe(201)
  })

  it('is no longer new after ten days', async () => {
    const ed = await site.maker('ed')
    await publishThree(ed, 'ed')
    await site.db
      .updateTable('accounts')
      .set({ created: new Date(Date.now() - 10 * 24 * 3_600_000) })
      .where('username', '=', 'ed')
      .execute()
    expect((await publish(ed, 'ed', { id: 'four' })).statusCode).toBe(201)
  })

  it('leads search engines nowhere by links', async () => {
    const fay = await site.maker('fay')
    await publish(fay, 'fay', { description: '[Buy](https://shop.example)' })
    const page = await site.visitor().get(paths.project({ owner: 'fay', id: 'tape-loop' }))
    expect(page.payload).toContain('<a href="https://shop.example" rel="nofollow ugc noopener">Buy</a>')
  })
})
