import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AnyStore, answerOf, ask, post, site, stores } from '../help/s3.ts'

describe.each(stores)('reading from $name', ({ open }) => {
  const letters = 'abcdefghij'
  const path = 'u/ada/letters.txt'
  let store: AnyStore

  const get = (headers: Record<string, string>, method?: string) => ask(store, path, headers, method)
  const range = (value: string) => get({ range: value })
  const preflight = (origin: string, method: string) =>
    fetch(store.files.url(path), {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method },
    }).then(answerOf)

  beforeAll(async () => {
    store = await open()
    await post(await store.files.sign({ key: path, type: 'text/plain', size: 10 }), letters)
  })
  afterAll(async () => {
    await store.stop()
  })

  it('gives a part of an object', async () => {
    expect(await range('bytes=2-4')).toMatchObject({ status: 206, body: 'cde' })
    expect(await range('bytes=7-')).toMatchObject({ status: 206, body: 'hij' })
    expect(await range('bytes=-2')).toMatchObject({ status: 206, body: 'ij' })
    expect(await range('bytes=8-99')).toMatchObject({ status: 206, body: 'ij' })
    const { headers } = await range('bytes=2-4')
    expect(headers.get('content-range')).toBe('bytes 2-4/10')
    expect(headers.get('content-length')).toBe('3')
  })

  it('refuses a part that is not there', async () => {
    expect(await range('bytes=10-')).toMatchObject({ status: 416, code: 'InvalidRange' })
  })

  it('gives nothing to those who have it already', async () => {
    const { headers } = await get({})
    const etag = headers.get('etag') ?? ''
    const modified = headers.get('last-modified') ?? ''

    expect(await get({ 'if-none-match': etag })).toMatchObject({ status: 304, body: '' })
    expect(await get({ 'if-none-match': '"x"' })).toMatchObject({ status: 200, body: letters })
    expect(await get({ 'if-modified-since': modified })).toMatchObject({ status: 304, body: '' })
    expect(await get({ 'if-match': etag })).toMatchObject({ status: 200, body: letters })
    expect(await get({ 'if-match': '"x"' })).toMatchObject({ status: 412, code: 'PreconditionFailed' })
  })

  it('tells of an object without sending it', async () => {
    const answer = await get({}, 'HEAD')

    expect(answer).toMatchObject({ status: 200, body: '' })
    expect(answer.headers.get('content-length')).toBe('10')
    expect(answer.headers.get('accept-ranges')).toBe('bytes')
    expect(await store.files.head(path)).toEqual({ size: 10, type: 'text/plain' })
  })

  it('finds nothing where nothing is', async () => {
    expect(await store.files.head('u/ada/nothing')).toBeUndefined()
    expect(await store.files.get('u/ada/nothing')).toBeUndefined()
  })

  it('is open to our pages, and theirs is the ETag too', async () => {
    const { status, headers } = await preflight(site, 'PUT')
    expect(status).toBeLessThan(300)
    expect(headers.get('access-control-allow-origin')).toBe(site)
    expect(headers.get('access-control-allow-methods')).toContain('PUT')

    const answer = await get({ origin: site })
    expect(answer.headers.get('access-control-allow-origin')).toBe(site)
    expect(answer.headers.get('access-control-expose-headers')).toContain('ETag')
  })

  it('is closed to pages of others', async () => {
    const answer = await preflight('http://evil.example', 'POST')

    expect(answer.status).toBe(403)
    expect(answer.headers.has('access-control-allow-origin')).toBe(false)
  })

  it('is ready as long as it answers', async () => {
    await expect(store.files.ready()).resolves.toBeUndefined()
  })
})
