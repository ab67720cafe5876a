import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, credentials, openStore, post, sdkOf, type TestStore } from './help/s3.ts'

const key = 'u/ada/tape-loop/audio/x1/Loop 1.wav'
const song = { key, type: 'audio/wav', size: 100 }

let store: TestStore
beforeAll(async () => {
  store = await openStore()
})
afterAll(async () => {
  await store.stop()
})

const get = (path: string, headers?: Record<string, string>, method?: string) =>
  ask(store, path, headers, method)

async function presign(more: Partial<Parameters<typeof createPresignedPost>[1]> = {}) {
  const { url, fields } = await createPresignedPost(sdkOf(store), { Bucket: 'muzhack', Key: key, ...more })
  return { action: url, fields }
}

describe('a form signed by us', () => {
  it('stores the file, to be read by anybody as it was sent', async () => {
    const { url, ...form } = await store.files.sign(song)

    const answer = await post(form, 'la la la')

    expect(answer.status).toBe(201)
    expect(answer.headers.get('location')).toBe(url)
    expect(answer.body).toContain(
      `<PostResponse><Location>${url}</Location><Bucket>muzhack</Bucket><Key>${key}</Key>`,
    )
    const read = await get(key)
    expect(read.body).toBe('la la la')
    expect(Object.fromEntries(read.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-length': '8',
      'x-content-type-options': 'nosniff',
      etag: answer.headers.get('etag'),
    })
  })

  it('stores what is to be downloaded under its own name, and lets it do nothing when opened', async () => {
    const page = { key: 'u/ada/x/files/1/page.html', type: 'application/octet-stream', size: 100 }

    await post(await store.files.sign({ ...page, attachment: 'Bänd.html' }), '<script>alert(1)</script>')

    const { headers } = await get(page.key)
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="B_nd.html"; filename*=UTF-8''B%C3%A4nd.html`,
    )
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
  })

  it('needs the token of temporary credentials', async () => {
    const role = await openStore({ ...credentials, sessionToken: 'token' })
    const form = await role.files.sign(song)

    expect(await post(form, 'la')).toMatchObject({ status: 201 })
    expect(await post(form, 'la', { 'x-amz-security-token': 'other' })).toMatchObject({
      code: 'InvalidToken',
    })
    await role.stop()
  })
})

describe('a form signed by the SDK of AWS', () => {
  it('is taken as well', async () => {
    const Fields = { 'Content-Type': 'audio/flac' }

    expect(await post(await presign({ Fields, Key: 'u/ada/sdk' }), 'fiddle')).toMatchObject({
      status: 204,
      body: '',
    })

    expect(await store.files.head('u/ada/sdk')).toEqual({ size: 6, type: 'audio/flac' })
  })

  it('may leave the end of the key to the name of the file', async () => {
    await post(await presign({ Key: 'u/ada/named/${filename}' }), 'named')

    expect(await get('u/ada/named/a.wav')).toMatchObject({ body: 'named' })
  })

  it('may leave the end of any field open', async () => {
    const form = await presign({
      Key: 'u/ada/open',
      Fields: { 'Content-Type': 'audio/flac' },
      Conditions: [['starts-with', '$Content-Type', 'audio/']],
    })

    expect(await post(form, 'la')).toMatchObject({ status: 204 })
  })

  it('answers as it was signed to', async () => {
    const Fields = { success_action_status: '200' }

    expect(await post(await presign({ Fields }), 'la')).toMatchObject({ status: 200, body: '' })
  })
})

describe('the store', () => {
  it('refuses methods that it does not know', async () => {
    expect(await get(key, {}, 'PATCH')).toMatchObject({ status: 405, code: 'MethodNotAllowed' })
    expect(await get('', {}, 'GET')).toMatchObject({ status: 405, code: 'MethodNotAllowed' })
  })

  it('is ready as long as it answers', async () => {
    await expect(store.files.ready()).resolves.toBeUndefined()
  })

  it('still serves after all of this, with nothing left half-way', async () => {
    const form = await store.files.sign({ ...song, key: 'u/ada/last' })

    expect(await post(form, 'the end')).toMatchObject({ status: 201 })
    expect(await get('u/ada/last')).toMatchObject({ status: 200, body: 'the end' })
    expect(await store.incoming()).toEqual([])
  })
})
