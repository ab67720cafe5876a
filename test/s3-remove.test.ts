import { DeleteObjectCommand, DeleteObjectsCommand, type S3Client } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { NotRemoved } from '../server/files/files.ts'
import { type Answer, answerOf, ask, credentials, openStore, post, sdkOf, type TestStore } from './help/s3.ts'

const Bucket = 'muzhack'
const quarterHour = 15 * 60 * 1000

let store: TestStore
beforeAll(async () => {
  store = await openStore()
})
afterAll(async () => {
  await store.stop()
})
afterEach(() => {
  vi.useRealTimers()
})

async function uploaded(key: string): Promise<string> {
  await post(await store.files.sign({ key, type: 'audio/wav', size: 100 }), 'la')
  return key
}

async function isGone(key: string): Promise<boolean> {
  const { status } = await ask(store, key)
  return status === 404
}

type Sent = { path: string; method: string; headers: Record<string, string>; body: string }

/** What the SDK would have sent, properly signed. */
async function signed(send: (client: S3Client) => Promise<unknown>): Promise<Sent> {
  const sent = Promise.withResolvers<Sent & { query: Record<string, string> }>()
  const client = sdkOf(store)
  client.config.requestHandler.handle = request => {
    sent.resolve(Object(request))
    return Promise.reject(new Error('not to be sent'))
  }
  await send(client).catch(() => undefined)
  const { query, ...rest } = await sent.promise
  return { ...rest, path: `${rest.path}?${new URLSearchParams(query)}` }
}

const removeOne = (Key: string) => (client: S3Client) => client.send(new DeleteObjectCommand({ Bucket, Key }))

function removeMany(...keys: string[]) {
  const Delete = { Objects: keys.map(Key => ({ Key })) }
  return (client: S3Client) => client.send(new DeleteObjectsCommand({ Bucket, Delete }))
}

async function send({ path, method, headers, body }: Sent): Promise<Answer> {
  const url = `${store.config.endpoint}${path}`
  return answerOf(await fetch(url, { method, headers, ...(method === 'POST' && { body }) }))
}

describe('removing', () => {
  it('tells what could not be taken away, and takes all the rest', async () => {
    const [one, other] = [await uploaded('u/ada/gone/1.wav'), await uploaded('u/ada/gone/2.wav')]

    const removed = store.files.remove([one, 'u/ada/../bob/stays.wav', other])

    await expect(removed).rejects.toThrow(NotRemoved)
    await expect(removed).rejects.toMatchObject({
      failed: [{ key: 'u/ada/../bob/stays.wav', code: 'InvalidArgument' }],
    })
    expect([await isGone(one), await isGone(other)]).toEqual([true, true])
  })

  it('takes one object away by a signed request', async () => {
    const key = await uploaded('u/ada/gone/ö (2)!.wav')

    await sdkOf(store).send(new DeleteObjectCommand({ Bucket, Key: key }))

    expect(await isGone(key)).toBe(true)
  })

  it('is refused to those who did not sign', async () => {
    const key = await uploaded('u/ada/stays.wav')
    const body = `<Delete><Object><Key>${key}</Key></Object></Delete>`

    const one = await ask(store, key, {}, 'DELETE')
    const scheme = await ask(store, key, { authorization: 'Bearer x' }, 'DELETE')
    const many = await answerOf(await fetch(`${store.files.base}?delete`, { method: 'POST', body }))

    expect(one).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(scheme).toMatchObject({ status: 400, code: 'AuthorizationHeaderMalformed' })
    expect(many).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(await isGone(key)).toBe(false)
  })

  it('is refused with a key of somebody else, or one that is ours in name only', async () => {
    const key = await uploaded('u/ada/stays.wav')
    const stranger = sdkOf(store, { ...credentials, accessKeyId: 'mallory' })
    const impostor = sdkOf(store, { ...credentials, secretAccessKey: 'guessed' })
    const remove = new DeleteObjectCommand({ Bucket, Key: key })

    await expect(stranger.send(remove)).rejects.toMatchObject({ name: 'InvalidAccessKeyId' })
    await expect(impostor.send(remove)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
    expect(await isGone(key)).toBe(false)
  })

  it('is refused when what came is not what was signed', async () => {
    const key = await uploaded('u/ada/stays.wav')
    const one = await signed(removeOne('u/ada/another.wav'))
    const many = await signed(removeMany('u/bob/stays.wav'))

    const elsewhere = await send({ ...one, path: one.path.replace('another', 'stays') })
    const added = await send({ ...one, headers: { ...one.headers, 'x-amz-more': '1' } })
    const asked = await send({ ...one, path: `${one.path}&more=1` })
    const swapped = await send({ ...many, body: many.body.replace('bob', 'ada') })

    expect(elsewhere).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
    expect(added).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(asked).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
    expect(swapped).toMatchObject({ status: 400, code: 'XAmzContentSHA256Mismatch' })
    expect(await isGone(key)).toBe(false)
    expect(await send(one)).toMatchObject({ status: 204 })
    expect(await send(many)).toMatchObject({ status: 200 })
  })

  it('is refused a quarter of an hour after it was signed', async () => {
    const late = await signed(removeOne('u/ada/late.wav'))
    vi.useFakeTimers({ now: Date.now() + quarterHour + 2000, toFake: ['Date'] })

    expect(await send(late)).toMatchObject({ status: 403, code: 'RequestTimeTooSkewed' })
  })

  it('is refused without saying what to remove', async () => {
    const many = await signed(removeMany())

    expect(await send(many)).toMatchObject({ status: 400, code: 'MalformedXML' })
  })
})
