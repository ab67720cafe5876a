import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import type { Project } from '../src/project.ts'
import type { TagCounts } from '../src/tag.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()
let ada: Visitor

async function publish(maker: Visitor, owner: string, id: string, tags: string[], more = {}) {
  const answer = await maker.post(paths.api.projectsOf({ owner }), aDraft({ id, title: id, tags, ...more }))
  expect(answer.payload).toContain(id)
}

async function counts(question: Record<string, string> = {}): Promise<TagCounts> {
  const answer = await site.visitor().get(`${paths.api.tags}?${new URLSearchParams(question)}`)
  expect(answer.statusCode).toBe(200)
  return answer.json<TagCounts>()
}
const listOf = ({ tags }: TagCounts) => tags.map(({ tag, projects }) => `${tag} ${projects}`)

beforeAll(async () => {
  ada = await site.maker('ada')
  await publish(ada, 'ada', 'one', ['reverb', 'eurorack'])
  await publish(ada, 'ada', 'two', ['reverb', 'c++'])
  await publish(ada, 'ada', 'three', ['reverb', 'eurorack', 'euro-pi'])
  await publish(ada, 'ada', 'draft', ['reverb', 'secret'], { status: 'draft' })
})

describe('the list of tags', () => {
  it('has those of published projects, the most used first', async () => {
    expect(listOf(await counts())).toEqual(['reverb 3', 'eurorack 2', 'c++ 1', 'euro-pi 1'])
  })

  it('goes on page by page', async () => {
    const first = await counts({ limit: '2' })
    const second = await counts({ limit: '2', after: first.next ?? '' })
    expect([...listOf(first), ...listOf(second)]).toEqual(['reverb 3', 'eurorack 2', 'c++ 1', 'euro-pi 1'])
    expect(second.next).toBeNull()
  })

  it('offers those that begin as somebody types', async () => {
    expect(listOf(await counts({ begin: 'EURO' }))).toEqual(['eurorack 2', 'euro-pi 1'])
    expect(listOf(await counts({ begin: '%' }))).toEqual([])
  })

  it.each(['x', '-', '1-', '9999999999-a'])('does not go on after %s', async after => {
    expect((await site.visitor().get(`${paths.api.tags}?after=${after}`)).statusCode).toBe(422)
  })

  it('follows what is saved, hidden by its owner, deleted', async () => {
    const bob = await site.maker('bob')
    const address = { owner: 'bob', id: 'four' }
    await publish(bob, 'bob', 'four', ['drone'])
    expect(listOf(await counts({ begin: 'dro' }))).toEqual(['drone 1'])
    const change = (more: object) =>
      bob.put(paths.api.project(address), { ...aDraft({ id: 'four', ...more }) })
    const { version } = (await bob.get(paths.api.project(address))).json<Project>()
    await change({ tags: ['noise'], version })
    expect(listOf(await counts({ begin: 'dro' }))).toEqual([])
    expect(listOf(await counts({ begin: 'noi' }))).toEqual(['noise 1'])
    await change({ tags: ['noise'], version: version + 1, status: 'draft' })
    expect(listOf(await counts({ begin: 'noi' }))).toEqual([])
    await change({ tags: ['noise', 'drone'], version: version + 2, status: 'published' })
    expect(listOf(await counts({ begin: 'noi' }))).toEqual(['noise 1'])
    await bob.remove(paths.api.project(address))
    expect([listOf(await counts({ begin: 'noi' })), listOf(await counts({ begin: 'dro' }))]).toEqual([[], []])
  })
})

describe('the page of a tag', () => {
  it('shows its projects and how many they are', async () => {
    const page = await site.visitor().get(paths.tag({ tag: 'eurorack' }))
    expect(page.statusCode).toBe(200)
    expect(page.payload).toContain('2 projects, the newest first')
    expect(page.payload).toContain(paths.project({ owner: 'ada', id: 'one' }))
    expect(page.payload).not.toContain(paths.project({ owner: 'ada', id: 'two' }))
  })

  it('has an address for every tag', async () => {
    const page = await site.visitor().get(paths.tag({ tag: 'c++' }))
    expect(page.payload).toContain('<h1>c++</h1>')
  })

  it('is not there for a tag that nothing has', async () => {
    const page = await site.visitor().get(paths.tag({ tag: 'secret' }))
    expect(page.statusCode).toBe(404)
    expect(page.payload).toContain('No project has the tag secret.')
  })

  it('is linked from the page of all tags and from cards', async () => {
    const all = await site.visitor().get(paths.tags)
    expect(all.payload).toContain(`href="${paths.tag({ tag: 'reverb' })}"`)
    const explore = await site.visitor().get(paths.explore)
    expect(explore.payload).toContain(`href="${paths.tag({ tag: 'c++' })}"`)
  })
})
