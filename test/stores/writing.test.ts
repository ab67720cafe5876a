import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AnyStore, all, ask, sdkOf, stores } from '../help/s3.ts'

const mebibyte = 1024 * 1024

describe.each(stores)('writing into $name', ({ open }) => {
  const plan = { key: 'u/ada/x/plan.pdf', type: 'application/pdf', attachment: 'Plan.pdf' }
  let store: AnyStore

  beforeAll(async () => {
    store = await open()
  })
  afterAll(async () => {
    await store.stop()
  })

  async function read(key: string, range?: { start: number; end?: number }) {
    const opened = await store.files.get(key, range)
    return opened && { size: opened.size, type: opened.type, text: await text(opened.body) }
  }

  it('keeps the bytes with their type and how they are served', async () => {
    await store.files.put(plan, chunksOf('draw', 'n'))

    expect(await read(plan.key)).toEqual({ size: 5, type: 'application/pdf', text: 'drawn' })
    expect(Object.fromEntries((await ask(store, plan.key)).headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="Plan.pdf"; filename*=UTF-8''Plan.pdf`,
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })

  it('takes an empty object, and another in the place of one', async () => {
    const key = 'u/ada/x/twice'

    await store.files.put({ key, type: 'text/plain' }, chunksOf())
    expect(await read(key)).toEqual({ size: 0, type: 'text/plain', text: '' })

    await store.files.put({ key, type: 'text/csv' }, chunksOf('R1'))
    expect(await read(key)).toEqual({ size: 2, type: 'text/csv', text: 'R1' })
  })

  it('takes what is larger than memory allows, of a length that nobody knew', async () => {
    const key = 'u/ada/x/long.bin'
    const sent = createHash('sha256')
    async function* noise() {
      for (let part = 0; part < 34; part += 1) {
        const bytes = Buffer.alloc(mebibyte / 2 + 1, part)
        sent.update(bytes)
        yield bytes
      }
    }

    await store.files.put({ key, type: 'application/octet-stream' }, noise())

    const opened = await store.files.get(key)
    const bytes = await buffer(opened?.body ?? Readable.from([]))
    expect(bytes.length).toBe(34 * (mebibyte / 2 + 1))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sent.digest('hex'))
    const { headers } = await ask(store, key, {}, 'HEAD')
    expect(headers.get('etag')).toMatch(/^"[0-9a-f]{32}-3"$/)
  })

  it('leaves nothing when the bytes end in an error', async () => {
    const put = store.files.put({ key: 'u/ada/x/broken', type: 'text/plain' }, broken())

    await expect(put).rejects.toThrow('the source broke')
    expect(await store.files.head('u/ada/x/broken')).toBeUndefined()
    expect(await all(store.files.multipart.unfinished(''))).toEqual([])
  })

  it('gives a part of an object', async () => {
    await store.files.put({ key: 'u/ada/letters', type: 'text/plain' }, chunksOf('abcdefghij'))

    expect(await read('u/ada/letters', { start: 2, end: 4 })).toMatchObject({ size: 3, text: 'cde' })
    expect(await read('u/ada/letters', { start: 8 })).toMatchObject({ size: 2, text: 'ij' })
  })

  it('copies an object with its type and how it is served, whatever the names', async () => {
    const [from, to] = [`u/ada/x/Ünter & 50% (1)+'?.pdf`, 'u/ada/x/copied to?.pdf']
    await store.files.put({ ...plan, key: from }, chunksOf('drawn'))

    expect(await store.files.copy(from, to)).toBe(true)

    expect(await read(to)).toEqual({ size: 5, type: 'application/pdf', text: 'drawn' })
    const { headers } = await ask(store, to)
    expect(headers.get('content-disposition')).toContain('Plan.pdf')
    expect(await read(from)).toMatchObject({ text: 'drawn' })
  })

  it('copies nothing where nothing is', async () => {
    expect(await store.files.copy('u/ada/never', 'u/ada/x/never')).toBe(false)
    expect(await store.files.head('u/ada/x/never')).toBeUndefined()
  })

  it('takes an object from the SDK of AWS, and gives it back as it was put', async () => {
    const client = sdkOf(store)
    const at = { Bucket: store.config.bucket, Key: 'u/ada/sdk' }

    const Metadata = { maker: 'ada' }
    await client.send(new PutObjectCommand({ ...at, Body: 'fiddle', ContentType: 'audio/flac', Metadata }))

    const head = await client.send(new HeadObjectCommand(at))
    expect(head).toMatchObject({ ContentLength: 6, ContentType: 'audio/flac', Metadata })
    const { Body } = await client.send(new GetObjectCommand(at))
    expect(await Body?.transformToString()).toBe('fiddle')
  })

  it('is refused to those who did not sign', async () => {
    const answer = await fetch(store.files.url('u/ada/stranger'), { method: 'PUT', body: 'x' })

    expect(answer.status).toBe(403)
    expect(await store.files.head('u/ada/stranger')).toBeUndefined()
  })
})

async function* broken() {
  for (let part = 0; part < 20; part += 1) yield Buffer.alloc(mebibyte)
  throw new Error('the source broke')
}

async function* chunksOf(...texts: string[]) {
  for (const one of texts) yield Buffer.from(one)
}
