import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signForm } from '../../server/files/sign.ts'
import { type AnyStore, ask, credentials, post, stores } from '../help/s3.ts'

describe.each(stores)('a form signed for $name', ({ open }) => {
  const key = 'u/ada/tape-loop/audio/x1/Loop 1.wav'
  const song = { key, type: 'audio/wav', size: 100 }
  let store: AnyStore

  beforeAll(async () => {
    store = await open()
  })
  afterAll(async () => {
    await store.stop()
  })

  it('stores the file, to be read by anybody as it was sent', async () => {
    const form = await store.files.sign(song)

    const answer = await post(form, 'la la la')

    expect(answer.status).toBe(201)
    expect(answer.body).toMatch(/<ETag>(&quot;|")?[0-9a-f]{32}(&quot;|")?<\/ETag>/)
    const read = await ask(store, key)
    expect(read.body).toBe('la la la')
    expect(Object.fromEntries(read.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': '8',
    })
  })

  it('stores an empty file where one was signed for', async () => {
    const empty = { key: 'u/ada/x/files/1/.gitkeep', type: 'application/octet-stream', size: 0 }

    expect(await post(await store.files.sign(empty), '')).toMatchObject({ status: 201 })

    expect(await store.files.head(empty.key)).toEqual({ size: 0, type: 'application/octet-stream' })
    expect(await ask(store, empty.key)).toMatchObject({ status: 200, body: '' })
  })

  it('stores bytes of every kind, over many packets', async () => {
    const bytes = Buffer.alloc(3_000_000, '\r\n--a-boundary\r\n\0ÿ')
    const big = { key: 'u/ada/x/files/1/big.bin', type: 'application/octet-stream', size: bytes.length }

    expect(await post(await store.files.sign(big), new Blob([bytes]))).toMatchObject({ status: 201 })

    const read = await fetch(store.files.url(big.key)).then(answer => answer.arrayBuffer())
    expect(Buffer.from(read).equals(bytes)).toBe(true)
  })

  it('keeps apart keys that some file systems would not, and takes the oddest of names', async () => {
    const odd = `u/ada/x/files/1/${'ö'.repeat(120)}/CON/%2e%2e/a:b?"<>|*&'.txt`
    const file = { type: 'application/octet-stream', size: 9 }

    await post(await store.files.sign({ ...file, key: 'u/ada/x/A' }), 'upper')
    await post(await store.files.sign({ ...file, key: 'u/ada/x/a' }), 'lower')
    await post(await store.files.sign({ ...file, key: odd }), 'odd')

    expect(await ask(store, 'u/ada/x/A')).toMatchObject({ body: 'upper' })
    expect(await ask(store, 'u/ada/x/a')).toMatchObject({ body: 'lower' })
    expect(await ask(store, odd)).toMatchObject({ body: 'odd' })
  })

  it('is refused with a tampered policy, a wrong signature or the key of somebody else', async () => {
    const file = { ...song, key: 'u/ada/forged' }
    const form = await store.files.sign(file)
    const policy = Buffer.from(form.fields['Policy'] ?? '', 'base64').toString()
    const Policy = Buffer.from(policy.replace(',100]', ',1000000]')).toString('base64')
    const own = store.config.credentials ?? credentials
    const mallory = signForm(store.config, { ...own, accessKeyId: 'mallory' }, file)

    expect(await post(form, 'la', { Policy })).toMatchObject({ status: 403 })
    expect(await post(form, 'la', { 'X-Amz-Signature': '0'.repeat(64) })).toMatchObject({ status: 403 })
    expect(await post(mallory, 'la')).toMatchObject({ status: 403 })
    expect(await store.files.head(file.key)).toBeUndefined()
  })

  it('is refused with a file that is larger or smaller than signed for', async () => {
    const form = await store.files.sign({ ...song, key: 'u/ada/sized' })

    expect(await post(form, 'x'.repeat(101))).toMatchObject({ status: 400, code: 'EntityTooLarge' })
    expect(await post(form, '')).toMatchObject({ status: 400, code: 'EntityTooSmall' })
    expect(await store.files.head('u/ada/sized')).toBeUndefined()
    expect(await post(form, 'x'.repeat(100))).toMatchObject({ status: 201 })
  })

  it('is refused under another key or as another type, and with a field missing or too many', async () => {
    const file = { ...song, key: 'u/ada/bent' }
    const form = await store.files.sign(file)

    expect(await post(form, 'la', { key: 'u/bob/x' })).toMatchObject({ status: 403 })
    expect(await post(form, 'la', { 'Content-Type': 'text/html' })).toMatchObject({ status: 403 })
    expect(await post(form, 'la', { 'Cache-Control': undefined })).toMatchObject({ status: 403 })
    expect(await post(form, 'la', { 'x-amz-meta-a': 'b' })).toMatchObject({ status: 403 })
    expect(await store.files.head('u/bob/x')).toBeUndefined()
    expect(await store.files.head(file.key)).toBeUndefined()
  })

  it('is refused once the policy has expired', async () => {
    const soon = { ...(store.config.credentials ?? credentials), expiration: new Date(Date.now() + 1000) }
    const form = signForm(store.config, soon, { ...song, key: 'u/ada/late' })
    await new Promise(resolve => setTimeout(resolve, 2100))

    expect(await post(form, 'la')).toMatchObject({ status: 403 })
    expect(await store.files.head('u/ada/late')).toBeUndefined()
  })
})
