import { describe, expect, it } from 'vitest'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import { aDraft, aSignUp, muzhack } from './help/muzhack.ts'

const site = muzhack()
const json = { 'content-type': 'application/json' }
const many = (item: string) => `[${`${item},`.repeat(1_000_000 / (item.length + 1) - 2000)}${item}]`

describe('a megabyte of mistakes', () => {
  it.each([
    ['files', '{}'],
    ['files', '0'],
    ['tags', '1'],
    ['tags', '"a"'],
  ])('among the %s of a project, each %s, is refused at its first', async (field, item) => {
    const ada = site.visitor()
    await ada.post(paths.api.signup, aSignUp())
    await ada.post(paths.api.login, aSignUp())
    const { [field as 'tags']: _, ...rest } = aDraft()
    const body = JSON.stringify(rest).replace(/}$/, `,"${field}":${many(item)}}`)
    const answer = await ada.post(paths.api.projectsOf({ owner: 'ada' }), body, json)
    expect(answer.statusCode).toBe(422)
    expect(Object.keys(answer.json<Refusal>().fields ?? {})).toEqual([field])
  })

  it('among the references of a preview is refused at its first', async () => {
    const bea = await site.maker('bea')
    const answer = await bea.post(paths.api.preview, `{"text":"x","references":${many('{}')}}`, json)
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Refusal>().fields).toEqual({ references: 'Please fill this in.' })
  })

  it('is never read by whoever signs up or logs in', async () => {
    const body = { ...aSignUp({ username: 'cyd' }), more: 'x'.repeat(17_000) }
    const [signUp, logIn] = await Promise.all(
      [paths.api.signup, paths.api.login].map(path => site.visitor().post(path, body)),
    )
    expect([signUp?.statusCode, logIn?.statusCode]).toEqual([413, 413])
    expect(signUp?.json<Refusal>().message).toBe('This is too big: at most 16 KB can be sent at once.')
  })
})

describe('a text of more words than can be searched', () => {
  it('is refused in words', async () => {
    const dot = await site.maker('dot')
    const texts = { description: manyWords(0x4e00), instructions: manyWords(0x7000) }
    const answer = await dot.post(paths.api.projectsOf({ owner: 'dot' }), aDraft(texts))
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Refusal>().fields).toEqual({
      description: 'Description and instructions have too many words: please shorten them.',
    })
  })
})

/** Near 100,000 characters of pairs, of which the index takes the whole and both halves. */
function manyWords(first: number): string {
  const letter = (i: number) => String.fromCodePoint(first + (Math.floor(i) % 150))
  const word = (i: number) => letter(i) + letter(i / 150) + letter(i / 22_500)
  return Array.from({ length: 12_400 }, (_, i) => `${word(i)}-${word(i + 30_000)} `).join('')
}
