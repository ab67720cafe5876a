import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import type { ProjectDraft, SearchResults } from '../src/project.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()

async function find(query: string, more: Record<string, string> = {}): Promise<SearchResults> {
  const answer = await site.visitor().get(`${paths.api.search}?${new URLSearchParams({ query, ...more })}`)
  expect(answer.statusCode).toBe(200)
  return answer.json<SearchResults>()
}
const idsOf = async (query: string, more?: Record<string, string>) =>
  (await find(query, more)).projects.map(({ id }) => id)

let ada: Visitor

const projects: [owner: 'ada' | 'bob', Partial<ProjectDraft>][] = [
  [
    'ada',
    { id: 'befaco', title: 'Befaco Spring Reverb', tags: ['eurorack', 'reverb'], summary: 'Dub in 24 HP' },
  ],
  ['ada', { id: 'reverberator', title: 'Spring-Reverberator', tags: ['pedal'] }],
  [
    'ada',
    { id: 'fuzz', title: 'Fuzz', tags: ['pedal', 'kit'], description: 'There is **no spring** in this one.' },
  ],
  ['ada', { id: 'tr808', title: 'TR-808 Clap', licences: { docs: 'CC-BY-4.0', hardware: 'CERN-OHL-S-2.0' } }],
  ['bob', { id: 'cafe', title: 'Café Müller Ølstykke', summary: 'Straße', licences: { docs: 'CC0-1.0' } }],
  ['bob', { id: 'noise', title: 'ノイズ発生器', tags: ['c++', 'noise'] }],
  ['bob', { id: 'theremin', title: 'Theremin', instructions: 'Wind the coil, then solder the antenna.' }],
]

beforeAll(async () => {
  const makers = { ada: await site.maker('ada'), bob: await site.maker('bob') }
  ada = makers.ada
  for (const [owner, draft] of projects) {
    const maker = makers[owner]
    const answer = await maker.post(paths.api.projectsOf({ owner }), aDraft({ tags: [], ...draft }))
    expect(answer.statusCode).toBe(201)
  }
})

describe('looking for words', () => {
  it('finds Befaco Spring Reverb by spring reverb, first by what matches whole words', async () => {
    expect(await idsOf('spring reverb')).toEqual(['befaco', 'reverberator'])
    expect(await idsOf('REVERB  befaco')).toEqual(['befaco'])
    expect(await idsOf('befaco reverb spring')).toEqual(['befaco'])
  })

  it('finds words by their beginning, and by what stands within them', async () => {
    expect(await idsOf('rever')).toEqual(['befaco', 'reverberator'])
    expect(await idsOf('erberat')).toEqual(['reverberator'])
    expect(await idsOf('efac spri')).toEqual(['befaco'])
  })

  it('puts what titles and tags say before what texts say', async () => {
    expect(await idsOf('spring')).toEqual(['reverberator', 'befaco', 'fuzz'])
  })

  it('finds what is said at length, and shows where', async () => {
    const { projects } = await find('solder')
    expect(projects).toMatchObject([{ id: 'theremin', excerpt: 'Wind the coil, then solder the antenna.' }])
    expect((await find('theremin')).projects[0]?.excerpt).toBeNull()
  })

  it('finds one word in the title and another in the text', async () => {
    expect(await idsOf('theremin coil')).toEqual(['theremin'])
  })

  it('takes no notice of accents, case, or how words are joined', async () => {
    expect(await idsOf('cafe muller')).toEqual(['cafe'])
    expect(await idsOf('CAFÉ')).toEqual(['cafe'])
    expect(await idsOf('olstykke strasse')).toEqual(['cafe'])
    expect(await idsOf('tr808')).toEqual(['tr808'])
    expect(await idsOf('tr-808')).toEqual(['tr808'])
    expect(await idsOf('spring-reverberator')).toEqual(['reverberator'])
  })

  it('finds parts of what is written without spaces', async () => {
    expect(await idsOf('ノイズ')).toEqual(['noise'])
    expect(await idsOf('発生')).toEqual(['noise'])
    expect(await idsOf('生発')).toEqual([])
  })

  it('finds exact phrases', async () => {
    expect(await idsOf('"spring reverb"')).toEqual(['befaco'])
    expect(await idsOf('"reverb spring"')).toEqual([])
    expect(await idsOf('"spring rever"')).toEqual([])
  })

  it('finds makers by name', async () => {
    expect((await idsOf('bob theremin')).toSorted()).toEqual(['theremin'])
  })

  it.each([
    ['revreb', 'reverb'],
    ['sprng reverb', 'spring reverb'],
    ['theramin', 'theremin'],
    ['heremin [nothing]', undefined],
  ])('puts %s right', async (typed, meant) => {
    const { projects, instead } = await find(typed)
    expect(instead).toBe(meant ?? null)
    expect(projects.length > 0).toBe(meant !== undefined)
  })

  it('tells a mistyped word from one that is there', async () => {
    expect((await find('spring')).instead).toBeNull()
    expect(await find('xylophonist')).toMatchObject({ projects: [], instead: null })
  })
})

describe('narrowing a search', () => {
  it.each([
    ['spring [pedal]', ['reverberator', 'fuzz']],
    ['[eurorack] [reverb]', ['befaco']],
    ['[eurorack] [pedal]', []],
    ['[Eurorack]', ['befaco']],
    ['[c++]', ['noise']],
    ['[pedal] -[kit]', ['reverberator']],
    ['by:bob', ['theremin', 'noise', 'cafe']],
    ['by:BOB cafe', ['cafe']],
    ['by:nobody', []],
    ['by:ada by:bob [noise]', ['noise']],
    ['license:cc0-1.0', ['cafe']],
    ['licence:CERN-OHL', ['tr808']],
    ['license:cc-by-4.0 clap', ['tr808']],
    ['has:audio', []],
    ['by:ada -[pedal] -[eurorack]', ['tr808']],
  ])('%s', async (query, ids) => {
    expect(await idsOf(query)).toEqual(ids)
  })

  it('leaves out what has none of the words, however it is narrowed', async () => {
    expect(await idsOf('-[pedal] -[eurorack] -[noise]')).toEqual(['theremin', 'cafe', 'tr808'])
    expect(await idsOf('has:nothing-known')).toEqual([])
  })
})

describe('the order of results', () => {
  it('is the newest first where nothing says what is relevant, or where that is asked for', async () => {
    expect(await idsOf('')).toEqual(projects.map(([, { id }]) => id).toReversed())
    expect(await idsOf('spring', { sort: 'newest' })).toEqual(['reverberator', 'befaco', 'fuzz'])
  })

  it('can be what was saved last', async () => {
    const address = { owner: 'ada', id: 'befaco' }
    const before = (await ada.get(paths.api.project(address))).json<ProjectDraft & { version: number }>()
    const [, draft] = projects[0] ?? []
    const saved = await ada.put(paths.api.project(address), {
      ...aDraft({ ...draft }),
      version: before.version,
    })
    expect(saved.statusCode).toBe(200)
    expect((await idsOf('', { sort: 'updated' }))[0]).toBe('befaco')
    expect((await idsOf('spring', { sort: 'updated' }))[0]).toBe('befaco')
  })

  it.each(['', 'spring', 'e', '[pedal]', 'by:ada', 'e -[kit]'])(
    'is the same page by page, for %j',
    async query => {
      const whole = await idsOf(query)
      const walked: string[] = []
      let after: string | null = ''
      while (after !== null) {
        const page: SearchResults = await find(query, { limit: '1', ...(after && { after }) })
        walked.push(...page.projects.map(({ id }) => id))
        after = page.next
      }
      expect(walked).toEqual(whole)
    },
  )
})

describe('an odd query', () => {
  const odd = String.raw`' " \ a'|'b :* !!! ((( [ ] [[]] -[] %00 <-> 💥 _% by:' license:\ has: by: "" - -- ;drop`
  const long = ['ﷺ', 'a ', '[', '"', 'x', '[a]'].map(sign => sign.repeat(300).slice(0, 300))

  it.each([...odd.split(' '), '" "', ...long].map(query => [query.slice(0, 40), query]))(
    'is answered: %j',
    async (_, query) => {
      const page = await site.visitor().get(paths.search(query))
      expect(page.statusCode).toBe(200)
      await find(query, { sort: 'newest' })
      await find(query, { sort: 'updated' })
    },
  )

  it.each([paths.search('a\0b'), `${paths.api.search}?query=%5B%00%5D`, `${paths.explore}?after=%00`])(
    'with a NUL is refused, as in %s',
    async address => {
      expect((await site.visitor().get(address)).statusCode).toBe(400)
    },
  )

  it.each([
    'nonsense',
    '',
    '[]',
    '["list"]',
    '["list",0]',
    '["lost",0,0]',
    '["list",0,[1,1]]',
    '["list",0,[0,-1,1]]',
    '["list",0,[0,1e99,1]]',
    '["list",0,["0",1,1]]',
    '["walk",[1],0]',
    '["list",0,0,0]',
    '{"step":"list"}',
  ])('does not go on after %s', async place => {
    const after = Buffer.from(place).toString('base64url')
    const answer = await site.visitor().get(`${paths.api.search}?after=${after || '*'}`)
    expect(answer.statusCode).toBe(422)
  })

  it('goes on after the end of time', async () => {
    const after = Buffer.from(`["list",0,[0,${Number.MAX_SAFE_INTEGER},1]]`).toString('base64url')
    expect((await find('', { after })).projects).toHaveLength(projects.length)
  })
})

describe('what is not public any more', () => {
  it('is not found once it is deleted, and is again once restored', async () => {
    const eve = await site.maker('eve')
    const address = { owner: 'eve', id: 'gone' }
    await eve.post(paths.api.projectsOf(address), aDraft({ id: 'gone', title: 'Wah', tags: ['wah'] }))
    expect(await idsOf('wah')).toEqual(['gone'])
    await eve.remove(paths.api.project(address))
    expect([await idsOf('wah'), await idsOf('[wah]'), await idsOf('by:eve')]).toEqual([[], [], []])
    const { projects: deleted } = (await eve.get(paths.api.deletedProjects)).json<{
      projects: { number: number }[]
    }>()
    await eve.put(paths.api.restoration({ number: deleted[0]?.number ?? 0 }), {})
    expect([await idsOf('wah'), await idsOf('[wah]'), await idsOf('by:eve')]).toEqual([
      ['gone'],
      ['gone'],
      ['gone'],
    ])
  })
})
