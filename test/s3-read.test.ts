import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf, ask, openStore, post, sendRaw, site, type TestStore } from './help/s3.ts'

let store: TestStore
beforeAll(async () => {
  store = await openStore()
})
afterAll(async () => {
  await store.stop()
})

const get = (path: string, headers?: Record<string, string>, method?: string) =>
  ask(store, path, headers, method)

function getRaw(path: string) {
  return sendRaw(store.files.base, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, 'listen')
}

async function preflight(origin: string, method = 'POST') {
  const headers = {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': 'x-one',
  }
  return answerOf(await fetch(store.files.base, { method: 'OPTIONS', headers }))
}

describe('reading', () => {
  const letters = 'abcdefghij'
  const path = 'u/ada/letters.txt'
  const range = (value: string) => get(path, { range: value })

  beforeAll(async () => {
    await post(await store.files.sign({ key: path, type: 'text/plain', size: 10 }), letters)
  })

  it('refuses a part that is not there', async () => {
    const answer = await range('bytes=10-')

    expect(answer).toMatchObject({ status: 416, code: 'InvalidRange' })
    expect(answer.headers.get('content-range')).toBe('bytes */10')
    expect(await range('bytes=-0')).toMatchObject({ status: 416 })
  })

  it('gives everything where the range makes no sense', async () => {
    expect(await range('bytes=4-2')).toMatchObject({ status: 200, body: letters })
    expect(await range('bytes=-')).toMatchObject({ status: 200, body: letters })
    expect(await range('bytes=0-1,4-5')).toMatchObject({ status: 200, body: letters })
    expect(await range('lines=1-2')).toMatchObject({ status: 200, body: letters })
  })

  it('gives nothing to those who have it already', async () => {
    const { headers } = await get(path)
    const etag = headers.get('etag') ?? ''
    const modified = headers.get('last-modified') ?? ''

    expect(await get(path, { 'if-none-match': etag })).toMatchObject({ status: 304, body: '' })
    expect(await get(path, { 'if-none-match': `"x", W/${etag}` })).toMatchObject({ status: 304 })
    expect(await get(path, { 'if-none-match': '"x"', 'if-modified-since': modified })).toMatchObject({
      status: 200,
    })
    expect(await get(path, { 'if-modified-since': modified })).toMatchObject({ status: 304 })
    expect(await get(path, { 'if-match': '"x"' })).toMatchObject({ status: 412, code: 'PreconditionFailed' })
  })

  it('goes on where it stopped only in the same version', async () => {
    const { headers } = await get(path)
    const resume = (version: string) => get(path, { range: 'bytes=8-', 'if-range': version })

    expect(await resume(headers.get('etag') ?? '')).toMatchObject({ status: 206, body: 'ij' })
    expect(await resume('"x"')).toMatchObject({ status: 200, body: letters })
  })

  it('finds nothing where nothing is', async () => {
    expect(await get('u/ada/nothing')).toMatchObject({ status: 404, code: 'NoSuchKey' })
    expect(await get('u/ada/nothing', {}, 'HEAD')).toMatchObject({ status: 404, body: '' })
    expect(await store.files.head('u/ada/nothing')).toBeUndefined()
    expect(await fetch(`${store.config.endpoint}/other/x`).then(answerOf)).toMatchObject({
      code: 'NoSuchBucket',
    })
  })

  it('does not leave the bucket', async () => {
    expect(await getRaw('/muzhack/../../../../etc/passwd')).toContain('<Code>InvalidArgument</Code>')
    expect(await getRaw('/muzhack/%2e%2e%2fobjects')).toContain('<Code>InvalidArgument</Code>')
    expect(await getRaw('/muzhack/%ff%fe')).toContain('<Code>InvalidURI</Code>')
    expect(await getRaw('http://127.0.0.1/')).toContain('<Code>InvalidURI</Code>')
    expect(await getRaw('/muzhack/a%00b')).toContain('<Code>InvalidArgument</Code>')
  })
})

describe('a page of another origin', () => {
  it('may send a form or a part when it is ours', async () => {
    const { status, headers } = await preflight(site)

    expect(status).toBe(204)
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': site,
      'access-control-allow-methods': 'GET, HEAD, POST, PUT',
      'access-control-allow-headers': 'x-one',
      vary: 'Origin',
    })
  })

  it('may read what became of it, good or bad', async () => {
    const { headers } = await get('u/ada/nothing', { origin: site })

    expect(headers.get('access-control-allow-origin')).toBe(site)
    expect(headers.get('access-control-expose-headers')).toContain('ETag')
  })

  it('is told nothing when it is not', async () => {
    const evil = 'http://localhost:8000.evil.example'

    const answer = await preflight(evil)
    const { headers } = await get('u/ada/nothing', { origin: evil })

    expect(answer).toMatchObject({ status: 403, code: 'AccessForbidden' })
    expect(answer.headers.has('access-control-allow-origin')).toBe(false)
    expect(headers.has('access-control-allow-origin')).toBe(false)
    expect(headers.get('vary')).toBe('Origin')
  })

  it('may not remove anything', async () => {
    expect(await preflight(site, 'DELETE')).toMatchObject({ status: 403, code: 'AccessForbidden' })
  })
})
