import { describe, expect, it } from 'vitest'
import { Busy, Invalid, Refused } from '../server/domain/errors.ts'
import { noLimits } from '../server/domain/limits.ts'
import { renderMarkdown } from '../server/domain/markdown.ts'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import { aDraft, muzhack } from './help/muzhack.ts'

const site = muzhack({ rateLimits: true })

const slow = `${'* '.repeat(20_000)}x`
const ordinary = 'It goes **round**.'

const render = (text: string, id: number, signal?: AbortSignal) =>
  renderMarkdown({ text, references: [], name: 'about' }, { id, limits: noLimits, ...(signal && { signal }) })
const outcome = (rendered: Promise<string>) => rendered.catch((error: unknown) => error)
const refused = (answer: { payload: string }) => JSON.parse(answer.payload) as Refusal

describe('rendering', () => {
  it('refuses a text that takes longer than a second, and nobody else waits for it', async () => {
    await render(ordinary, 1)
    const finished: string[] = []
    const hostile = [1, 1].map(id => outcome(render(slow, id)).finally(() => finished.push('slow')))
    await render(ordinary, 2)
    await render(ordinary, 3)
    finished.push('ordinary')
    expect(await Promise.all(hostile)).toEqual([expect.any(Invalid), expect.any(Invalid)])
    expect(finished).toEqual(['ordinary', 'slow', 'slow'])
  })

  it('refuses a table that grows beyond all bounds, and lives on', async () => {
    const table = `|${'x|'.repeat(5000)}\n|${'-|'.repeat(5000)}\n${'x\n'.repeat(40_000)}`
    expect(await outcome(render(table, 1))).toBeInstanceOf(Invalid)
    expect(await render(ordinary, 1)).toContain('<strong>')
  })

  it('forgets a text that nobody waits for any more', async () => {
    await render(ordinary, 1)
    const begun = performance.now()
    const first = outcome(render(slow, 1))
    const gone = new AbortController()
    const second = outcome(render(slow, 1, gone.signal))
    const third = render(ordinary, 1)
    gone.abort()
    expect(await second).toBeInstanceOf(Refused)
    await first
    const firstTook = performance.now() - begun
    await third
    // Had the second been rendered too, it would have taken as long as the first.
    expect(performance.now() - begun).toBeLessThan(1.9 * firstTook)
  })

  it('takes so many texts of an account at once, and says so in words', async () => {
    const busy = outcome(render(slow, 1))
    const many = Array.from({ length: 21 }, () => outcome(render(ordinary, 1)))
    expect(await many.at(-1)).toBeInstanceOf(Busy)
    expect(await render(ordinary, 2)).toContain('<strong>')
    await busy
    expect((await Promise.all(many)).filter(result => typeof result === 'string')).toHaveLength(20)
  })

  it('that is slow is counted, and refused once it was so too often', async () => {
    const ada = await site.maker('ada')
    const answer = await ada.post(paths.api.preview, { text: slow })
    expect(answer.statusCode).toBe(422)
    expect(refused(answer).fields?.text).toMatch(/takes too long to render/)

    await site.db
      .updateTable('attempts')
      .set({ count: 20 })
      .where('key', 'like', 'rendering slowly by account: %')
      .execute()
    const previewed = await ada.post(paths.api.preview, { text: ordinary })
    const published = await ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft())
    expect([previewed.statusCode, published.statusCode]).toEqual([429, 429])
    expect(refused(previewed).message).toMatch(/^Too many of your texts took too long to render\. Please try/)

    const bea = await site.maker('bea')
    expect((await bea.post(paths.api.preview, { text: ordinary })).statusCode).toBe(200)
  })
})
