import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '../src/moderation.ts'
import { paths } from '../src/paths.ts'
import type { Report, Reports } from '../src/report.ts'
import { hide, moderatorOf, suspend } from './help/moderators.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()
let mo: Visitor
let ada: Visitor

async function queue(query: Record<string, string> = {}): Promise<Reports> {
  const answer = await mo.get(`${paths.api.moderationReports}?${new URLSearchParams(query)}`)
  expect(answer.statusCode).toBe(200)
  return answer.json<Reports>()
}
const reportAs = (email: string, about = '/u/ada/tape-loop') =>
  site.visitor().post(paths.api.reports, { about, reason: 'stolen', words: `Says ${email}`, email })
const close = (number: number, note = 'Looked at it.') =>
  mo.put(paths.api.reportClosing({ number }), { note })
const wordsOf = ({ reports }: Reports) => reports.map(({ words }) => words.replace(/Says (\w+)@.*/, '$1'))

beforeAll(async () => {
  mo = await moderatorOf(site, 'mo')
  ada = await site.maker('ada')
  await ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft())
  await reportAs('a@example.org')
  await reportAs('b@example.org', '/u/ada')
  await reportAs('c@example.org')
  await reportAs('d@example.org')
})

describe('the reports', () => {
  it('tell what was reported, why and by whom', async () => {
    await ada.post(paths.api.reports, { about: '/u/mo', reason: 'other', words: 'Says ada@' })
    const { reports } = await queue()
    expect(reports[0]).toMatchObject({
      about: { username: 'ada', isSuspended: false, project: { id: 'tape-loop', title: 'Tape Loop' } },
      reason: 'stolen',
      by: { username: null, email: 'a@example.org' },
      closed: null,
    })
    expect(reports[1]?.about.project).toBeNull()
    expect(reports[4]?.by).toEqual({ username: 'ada', email: null })
    await close(reports[4]?.number ?? 0)
  })

  it('come page by page: open ones first, the oldest of them first, then closed ones, the newest first', async () => {
    const { reports } = await queue()
    await close(reports[1]?.number ?? 0)
    await close(reports[3]?.number ?? 0)
    expect(wordsOf(await queue())).toEqual(['a', 'c', 'ada', 'd', 'b'])

    const first = await queue({ limit: '2' })
    const second = await queue({ limit: '2', after: first.next ?? '' })
    const third = await queue({ limit: '2', after: second.next ?? '' })
    expect([first, second, third].map(wordsOf)).toEqual([['a', 'c'], ['ada', 'd'], ['b']])
    expect(third.next).toBeNull()
    expect((await mo.get(`${paths.api.moderationReports}?after=x`)).statusCode).toBe(422)
  })

  it('show what became of what they are about', async () => {
    await hide(mo, 'ada', 'tape-loop')
    await suspend(mo, 'ada')
    const [report] = (await queue()).reports
    expect(report?.about).toMatchObject({ isSuspended: true, project: { status: 'hidden' } })
  })
})

describe('closing a report', () => {
  it('keeps the note, and who closed it, and stands in the history', async () => {
    const [open] = (await queue()).reports
    const answer = await close(open?.number ?? 0, 'Hidden until it is cleared.')
    expect(answer.json<Report>().closed).toMatchObject({ by: 'mo', note: 'Hidden until it is cleared.' })
    const history = (await mo.get(paths.api.history({ username: 'ada' }))).json<History>()
    expect(history.entries[0]).toMatchObject({
      action: 'close report',
      project: 'tape-loop',
      words: 'Hidden until it is cleared.',
    })
  })

  it('happens once', async () => {
    const closed = (await queue()).reports.find(report => report.closed !== null)
    expect((await close(closed?.number ?? 0, 'Again')).statusCode).toBe(409)
    expect((await close(123_456)).statusCode).toBe(404)
    expect((await close(closed?.number ?? 0, '')).statusCode).toBe(422)
  })
})
