import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import type { Cards, ProjectDraft } from '../src/project.ts'
import { aDraft, muzhack } from './help/muzhack.ts'

const site = muzhack()

async function find(query: string, more: Record<string, string> = {}): Promise<Cards> {
  const answer = await site.visitor().get(`${paths.api.search}?${new URLSearchParams({ query, ...more })}`)
  expect(answer.statusCode).toBe(200)
  return answer.json<Cards>()
}
const idsOf = async (query: string) => (await find(query)).projects.map(({ id }) => id)

describe('searching', () => {
  beforeAll(async () => {
    const ada = await site.maker('ada')
    const publish = (draft: Partial<ProjectDraft>) =>
      ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft(draft))
    await publish({ id: 'befaco', title: 'Befaco Spring Reverb', tags: ['eurorack', 'reverb'] })
    await publish({ id: 'reverberator', title: 'Spring-Reverberator', tags: ['pedal'] })
    await publish({ id: 'fuzz', title: 'Fuzz', tags: ['pedal'], description: 'No spring in it' })
  })

  it('finds every word, and parts at their beginning', async () => {
    expect(await idsOf('spring reverb')).toEqual(['reverberator', 'befaco'])
    expect(await idsOf('REVERB befaco')).toEqual(['befaco'])
  })

  it('narrows by tags in brackets', async () => {
    expect(await idsOf('spring [pedal]')).toEqual(['fuzz', 'reverberator'])
    expect(await idsOf('[eurorack] [reverb]')).toEqual(['befaco'])
    expect(await idsOf('[eurorack] [pedal]')).toEqual([])
  })

  it('goes through all projects page by page, newest first', async () => {
    const first = await find('', { limit: '2' })
    const second = await find('', { limit: '2', after: first.next ?? '' })
    const ids = [...first.projects, ...second.projects].map(({ id }) => id)
    expect(ids).toEqual(['fuzz', 'reverberator', 'befaco'])
    expect(second.next).toBeNull()
  })

  it.each([
    "'",
    '"',
    '\\',
    "a' | 'b",
    ':*',
    '!!!',
    '(((',
    '[',
    ']',
    '[[]]',
    '%00',
    '<->',
    '💥',
    'ﷺ'.repeat(50),
  ])('answers the odd query %j', async query => {
    const page = await site.visitor().get(paths.search(query))
    expect(page.statusCode).toBe(200)
  })

  it.each([paths.search('a\0b'), `${paths.api.search}?query=%5B%00%5D`, `${paths.explore}?after=%00`])(
    'refuses a NUL, as in %s',
    async address => {
      expect((await site.visitor().get(address)).statusCode).toBe(400)
    },
  )

  it.each(['["2020-02-31 00:00:00",1]', '["2020-01-01 00:00:00+99",1]', '[1e99,1]', '[-1,1]', '[1,1,1]'])(
    'refuses to go on after %s',
    async place => {
      const after = Buffer.from(place).toString('base64url')
      const answer = await site.visitor().get(`${paths.api.search}?after=${after}`)
      expect(answer.statusCode).toBe(422)
    },
  )

  it('goes on after the end of time', async () => {
    const after = Buffer.from('[9999999999999999,999999999999999]').toString('base64url')
    expect((await find('', { after })).projects).toHaveLength(3)
  })

  it('says when nothing is found, and refuses a place that does not exist', async () => {
    const page = await site.visitor().get(paths.search('zither'))
    const odd = await site.visitor().get(`${paths.explore}?after=nonsense`)
    expect(page.payload).toContain('No project has all of that')
    expect(odd.statusCode).toBe(422)
  })
})
