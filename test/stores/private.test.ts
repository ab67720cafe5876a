import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AnyStore, answerOf, ask, stores } from '../help/s3.ts'

const read = (url: string, init: RequestInit = {}) => fetch(url, init).then(answerOf)

describe.each(stores)('what is private in $name', ({ open }) => {
  const key = 'exports/x1/All of (Ada)’s.zip'
  let store: AnyStore

  const signed = (seconds = 60) => store.files.privateUrl(key, seconds)

  beforeAll(async () => {
    store = await open()
    const object = { key, type: 'application/zip', attachment: 'Ada.zip' }
    await store.files.put(object, Readable.from([Buffer.from('abcdefghij')]))
  })
  afterAll(async () => {
    await store.stop()
  })

  it('is refused to whoever has only its address, and to nobody with our key', async () => {
    expect(await ask(store, key)).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(await ask(store, key, {}, 'HEAD')).toMatchObject({ status: 403 })
    expect(await store.files.head(key)).toEqual({ size: 10, type: 'application/zip' })
    expect(await text((await store.files.get(key))?.body ?? Readable.from([]))).toBe('abcdefghij')
  })

  it('is read at an address that was signed, in parts too, and not kept on the way', async () => {
    const answer = await read(await signed())
    expect(answer).toMatchObject({ status: 200, body: 'abcdefghij' })
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.get('content-disposition')).toContain('filename="Ada.zip"')
    const part = await read(await signed(), { headers: { range: 'bytes=2-4' } })
    expect(part).toMatchObject({ status: 206, body: 'cde' })
  })

  it('is refused at one that was bent, or is too old', async () => {
    const url = await signed()
    expect(await read(url.replace('x1', 'x2'))).toMatchObject({ status: 403 })
    expect(await read(url.replace('Expires=60', 'Expires=600'))).toMatchObject({ status: 403 })
    expect(await read(url.replace(/Signature=\w{4}/, 'Signature=0000'))).toMatchObject({ status: 403 })
    expect(await read(url, { method: 'DELETE' })).toMatchObject({ status: 403 })
    const short = await signed(1)
    await pause(2500)
    expect(await read(short)).toMatchObject({ status: 403, code: 'AccessDenied' })
  })
})
