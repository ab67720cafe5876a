import { describe, expect, it } from 'vitest'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import { projectLimits } from '../src/project.ts'
import { muzhack } from './help/muzhack.ts'

const site = muzhack()

const htmlOf = (answer: { payload: string }) => (JSON.parse(answer.payload) as { html: string }).html
const refused = (answer: { payload: string }) => JSON.parse(answer.payload) as Refusal

describe('a preview', () => {
  it('shows a text as it will be published, with lines only when asked for', async () => {
    const ada = await site.maker('ada')
    const plain = await ada.post(paths.api.preview, { text: '# Parts' })
    const lines = await ada.post(paths.api.preview, { text: '\n# Parts', name: 'instructions', lines: true })
    expect(htmlOf(plain)).toContain('<h2 id="description-parts">Parts</h2>')
    expect(htmlOf(plain)).not.toContain('data-line')
    expect(htmlOf(lines)).toContain('<div data-line="1"')
    expect(htmlOf(lines)).toContain('id="instructions-parts"')
  })

  it('is for members', async () => {
    expect((await site.visitor().post(paths.api.preview, { text: 'x' })).statusCode).toBe(401)
  })

  it.each([
    ['text', { text: 'x'.repeat(projectLimits.text + 1) }],
    ['text', { text: 7 }],
    ['text', {}],
    ['name', { text: 'x', name: 'main' }],
    ['references', { text: 'x', references: 'all' }],
    ['references', { text: 'x', references: [{ kind: 'picture' }] }],
    ['lines', { text: 'x', lines: 'maybe' }],
  ])('of a wrong %s is refused, and said so: %j', async (field, job) => {
    const bea = site.visitor()
    await bea.post(paths.api.login, { username: 'ada', password: 'correct horse battery' })
    const answer = await bea.post(paths.api.preview, job)
    expect(answer.statusCode).toBe(422)
    expect(Object.keys(refused(answer).fields ?? {})).toEqual([field])
  })
})
