import { performance } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import { aDraft, aSignUp, muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()
const json = { 'content-type': 'application/json' }
const many = (item: string) => `[${`${item},`.repeat(1_000_000 / (item.length + 1) - 2000)}${item}]`

async function refusedSoon(answer: ReturnType<Visitor['post']>): Promise<Refusal> {
  const began = performance.now()
  const { statusCode, payload } = await answer
  expect(statusCode).toBe(422)
  expect(performance.now() - began).toBeLessThan(1000)
  return JSON.parse(payload) as Refusal
}

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
    const refusal = await refusedSoon(ada.post(paths.api.projectsOf({ owner: 'ada' }), body, json))
    expect(Object.keys(refusal.fields ?? {})).toEqual([field])
  })

  it('among the references of a preview is refused at its first', async () => {
    const bea = await site.maker('bea')
    const refusal = await refusedSoon(
      bea.post(paths.api.preview, `{"text":"x","references":${many('{}')}}`, json),
    )
    expect(refusal.fields).toEqual({ references: 'Please fill this in.' })
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
