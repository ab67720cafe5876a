import { beforeAll, describe, expect, it } from 'vitest'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import type { ReportForm } from '../src/report.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'
import { linkIn } from './help/post-office.ts'

const site = muzhack()
let ada: Visitor
let bea: Visitor

const about = paths.project({ owner: 'ada', id: 'tape-loop' })
const aReport = (form: Partial<ReportForm> = {}): ReportForm => ({
  about,
  reason: 'danger',
  words: 'Mains on a bare pin.',
  ...form,
})
const kept = (words: string) =>
  site.db.selectFrom('reports').selectAll().where('words', '=', words).orderBy('id').execute()

beforeAll(async () => {
  ada = await site.maker('ada')
  bea = await site.maker('bea')
  await ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft())
  await ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft({ id: 'begun', status: 'draft' }))
})

describe('reporting', () => {
  it('takes a member’s report of a project, and thanks with a letter', async () => {
    const answer = await bea.post(paths.api.reports, aReport({ words: 'By a member' }))
    expect(answer.statusCode).toBe(204)
    expect(await kept('By a member')).toMatchObject([{ reason: 'danger', email: null, closed: null }])
    const [letter] = await site.lettersTo('bea@example.org')
    expect(letter?.text).toContain('Your report about “Tape Loop” has arrived')
    expect(linkIn(letter ?? { text: '' })).toBe(about)
  })

  it('takes a visitor’s report of a profile, with an e-mail address to thank', async () => {
    const form = aReport({ about: '/u/ada', words: 'By a visitor', email: 'vera@example.org' })
    expect((await site.visitor().post(paths.api.reports, form)).statusCode).toBe(204)
    expect(await kept('By a visitor')).toMatchObject([{ project_id: null, email: 'vera@example.org' }])
    const [letter] = await site.lettersTo('vera@example.org')
    expect(letter?.text).toContain('Your report about /u/ada has arrived')
  })

  it('sends no words of a maker to an address that a visitor typed', async () => {
    const form = aReport({ words: 'Of a title', email: 'vic@example.org' })
    await site.visitor().post(paths.api.reports, form)
    const [letter] = await site.lettersTo('vic@example.org')
    expect(letter?.text).not.toContain('Tape Loop')
  })

  it('asks a visitor for an e-mail address', async () => {
    const answer = await site.visitor().post(paths.api.reports, aReport())
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Refusal>().fields).toEqual({ email: 'Leave an e-mail address, or log in.' })
  })

  it.each([
    ['a reason of one’s own', { reason: 'ugly' as 'other' }, 'reason'],
    ['no words', { words: '  ' }, 'words'],
    ['a long story', { words: 'x'.repeat(2001) }, 'words'],
  ])('refuses %s', async (_, wrong, field) => {
    const answer = await bea.post(paths.api.reports, aReport(wrong))
    expect(answer.statusCode).toBe(422)
    expect(Object.keys(answer.json<Refusal>().fields ?? {})).toEqual([field])
  })

  it.each(['/u/ada/nothing', '/u/ada/begun', '/u/nobody', '/login', 'https://evil.example/u/ada'])(
    'knows nothing at %s to report',
    async address => {
      expect((await bea.post(paths.api.reports, aReport({ about: address }))).statusCode).toBe(404)
    },
  )

  it('counts the same person reporting the same thing once while it is open', async () => {
    const cyd = await site.maker('cyd')
    const form = aReport({ words: 'Twice' })
    await cyd.post(paths.api.reports, form)
    expect((await cyd.post(paths.api.reports, form)).statusCode).toBe(204)
    await cyd.post(paths.api.reports, { ...form, about: '/u/ada' })
    expect(await kept('Twice')).toHaveLength(2)
    expect(await site.lettersTo('cyd@example.org')).toHaveLength(2)

    await site.db.updateTable('reports').set({ closed: new Date() }).where('words', '=', 'Twice').execute()
    await cyd.post(paths.api.reports, form)
    expect(await kept('Twice')).toHaveLength(3)
  })

  it('counts a visitor once, whatever the capitals of the address', async () => {
    const form = aReport({ words: 'Capitals', email: 'Wim@example.org' })
    await site.visitor().post(paths.api.reports, form)
    await site.visitor().post(paths.api.reports, { ...form, email: 'wim@Example.org' })
    expect(await kept('Capitals')).toHaveLength(1)
  })
})
