import { describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import type { ProjectDraft } from '../src/project.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()

const publish = (maker: Visitor, owner: string, draft: Partial<ProjectDraft>) =>
  maker.post(paths.api.projectsOf({ owner }), aDraft(draft))

const move = (maker: Visitor, owner: string, from: string, version: number, draft: Partial<ProjectDraft>) =>
  maker.put(paths.api.project({ owner, id: from }), { ...aDraft(draft), version })

describe('the former address of a project', () => {
  it('sends readers after a published project', async () => {
    const ada = await site.maker('ada')
    await publish(ada, 'ada', { id: 'loop' })
    await move(ada, 'ada', 'loop', 1, { id: 'delay' })
    const page = await site.visitor().get(paths.project({ owner: 'ada', id: 'loop' }))
    expect([page.statusCode, page.headers.location]).toEqual([301, '/u/ada/delay'])
  })

  it('tells nobody but its owner where a draft is now', async () => {
    const bea = await site.maker('bea')
    await publish(bea, 'bea', { id: 'loop', status: 'draft' })
    await move(bea, 'bea', 'loop', 1, { id: 'secret-name', status: 'draft' })
    const address = { owner: 'bea', id: 'loop' }
    const page = await site.visitor().get(paths.project(address))
    const data = await site.visitor().get(paths.api.project(address))
    expect([page.statusCode, data.statusCode]).toEqual([404, 404])
    expect(page.payload + JSON.stringify([page.headers, data.headers])).not.toContain('secret-name')
    expect((await bea.get(paths.project(address))).headers.location).toBe('/u/bea/secret-name')
  })

  it('tells nobody where a hidden project is now', async () => {
    const cyd = await site.maker('cyd')
    await publish(cyd, 'cyd', { id: 'loop' })
    await move(cyd, 'cyd', 'loop', 1, { id: 'delay' })
    await site.db.updateTable('projects').set({ status: 'hidden' }).where('slug', '=', 'delay').execute()
    expect((await site.visitor().get(paths.project({ owner: 'cyd', id: 'loop' }))).statusCode).toBe(404)
  })

  it('is none any more once the project has moved back', async () => {
    const dot = await site.maker('dot')
    await publish(dot, 'dot', { id: 'loop', status: 'draft' })
    await move(dot, 'dot', 'loop', 1, { id: 'delay', status: 'draft' })
    await move(dot, 'dot', 'delay', 2, { id: 'loop', status: 'draft' })
    const draft = await site.visitor().get(paths.project({ owner: 'dot', id: 'loop' }))
    const between = await site.visitor().get(paths.project({ owner: 'dot', id: 'delay' }))
    expect([draft.statusCode, between.statusCode]).toEqual([404, 404])

    await move(dot, 'dot', 'loop', 3, { id: 'loop' })
    const published = await site.visitor().get(paths.project({ owner: 'dot', id: 'loop' }))
    const after = await site.visitor().get(paths.project({ owner: 'dot', id: 'delay' }))
    expect([published.statusCode, after.headers.location]).toEqual([200, '/u/dot/loop'])
  })

  it('is none any more once another project is there', async () => {
    const eve = await site.maker('eve')
    await publish(eve, 'eve', { id: 'loop' })
    await move(eve, 'eve', 'loop', 1, { id: 'delay' })
    await publish(eve, 'eve', { id: 'loop', status: 'draft' })
    expect((await site.visitor().get(paths.project({ owner: 'eve', id: 'loop' }))).statusCode).toBe(404)
  })

  it('is not followed from itself to itself, whatever is kept of it', async () => {
    const flo = await site.maker('flo')
    await publish(flo, 'flo', { id: 'loop', status: 'draft' })
    const { id, owner_id } = await site.db
      .selectFrom('projects')
      .innerJoin('accounts', 'accounts.id', 'owner_id')
      .select(['projects.id', 'owner_id'])
      .where('username', '=', 'flo')
      .executeTakeFirstOrThrow()
    await site.db.insertInto('former_addresses').values({ owner_id, slug: 'loop', project_id: id }).execute()
    expect((await site.visitor().get(paths.project({ owner: 'flo', id: 'loop' }))).statusCode).toBe(404)
  })
})

describe('a suspended account', () => {
  it('has no project that anyone could read', async () => {
    const gil = await site.maker('gil')
    await publish(gil, 'gil', { id: 'loop' })
    await move(gil, 'gil', 'loop', 1, { id: 'delay' })
    await site.db
      .updateTable('accounts')
      .set({ suspended: new Date() })
      .where('username', '=', 'gil')
      .execute()
    const [now, once] = ['delay', 'loop'].map(id => paths.project({ owner: 'gil', id }))
    const answers = [await site.visitor().get(now ?? ''), await gil.get(now ?? ''), await gil.get(once ?? '')]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404])
  })
})
