import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AnyStore, all, answerOf, sdkOf, stores } from '../help/s3.ts'

describe.each(stores)('listing what is in $name', ({ open }) => {
  const keys = [
    'u/ada/loop/a.wav',
    'u/ada/loop/b & <c>.wav',
    'u/ada/loop/é.wav',
    'u/ada/loop/ﬁn.wav',
    'u/ada/loop/🎹.wav',
    'u/ada/looper/d.wav',
    'u/bob/e.wav',
  ]
  let store: AnyStore

  beforeAll(async () => {
    store = await open()
    for (const key of keys.toReversed()) await put(key)
  })
  afterAll(async () => {
    await store.stop()
  })

  const put = (key: string) =>
    store.files.put(
      { key, type: 'audio/wav' },
      (async function* () {
        yield Buffer.from('la')
      })(),
    )
  const listed = async (prefix: string) => (await all(store.files.list(prefix))).map(({ key }) => key)
  const list = (query: object) =>
    sdkOf(store).send(new ListObjectsV2Command({ Bucket: store.config.bucket, ...query }))

  it('gives every key with its size and date, in the order of their bytes', async () => {
    const objects = await all(store.files.list(''))

    expect(objects.map(({ key }) => key)).toEqual(keys)
    expect(objects[0]).toMatchObject({ size: 2 })
    expect(Math.abs(Date.now() - Number(objects[0]?.modified))).toBeLessThan(60_000)
  })

  it('gives those that begin with a prefix', async () => {
    expect(await listed('u/ada/loop/')).toEqual(keys.slice(0, 5))
    expect(await listed('u/ada/loop')).toEqual(keys.slice(0, 6))
    expect(await listed('u/carl')).toEqual([])
  })

  it('goes on where a page ended', async () => {
    const first = await list({ Prefix: 'u/ada/', MaxKeys: 4 })
    const second = await list({
      Prefix: 'u/ada/',
      MaxKeys: 4,
      ContinuationToken: first.NextContinuationToken,
    })

    expect(first).toMatchObject({ IsTruncated: true, KeyCount: 4 })
    expect(second).toMatchObject({ IsTruncated: false, KeyCount: 2 })
    expect(second.NextContinuationToken).toBeUndefined()
    const all = [...(first.Contents ?? []), ...(second.Contents ?? [])]
    expect(all.map(({ Key }) => Key)).toEqual(keys.slice(0, 6))
    const after = await list({ StartAfter: keys[4] })
    expect(after.Contents?.map(({ Key }) => Key)).toEqual(keys.slice(5))
  })

  it('tells folders once', async () => {
    const { Contents, CommonPrefixes } = await list({ Prefix: 'u/ada/', Delimiter: '/' })

    expect(Contents ?? []).toEqual([])
    expect(CommonPrefixes).toEqual([{ Prefix: 'u/ada/loop/' }, { Prefix: 'u/ada/looper/' }])
    const first = await list({ Prefix: 'u/', Delimiter: '/', MaxKeys: 1 })
    expect(first).toMatchObject({ IsTruncated: true, CommonPrefixes: [{ Prefix: 'u/ada/' }] })
    const ContinuationToken = first.NextContinuationToken
    const second = await list({ Prefix: 'u/', Delimiter: '/', ContinuationToken })
    expect(second).toMatchObject({ IsTruncated: false, CommonPrefixes: [{ Prefix: 'u/bob/' }] })
  })

  it('writes keys as an address would, when asked', async () => {
    const { Contents } = await list({ Prefix: 'u/ada/loop/é', EncodingType: 'url' })

    // Some stores leave the slashes alone.
    expect(Contents?.map(({ Key }) => Key?.replaceAll('%2F', '/'))).toEqual(['u/ada/loop/%C3%A9.wav'])
  })

  it('follows what comes and goes', async () => {
    await put('u/ada/loop/0.wav')
    expect(await listed('u/ada/loop/')).toEqual(['u/ada/loop/0.wav', ...keys.slice(0, 5)])

    await store.files.remove(['u/ada/loop/0.wav'])
    expect(await listed('u/ada/loop/')).toEqual(keys.slice(0, 5))
  })

  it('is refused to those who did not sign', async () => {
    const answer = await fetch(`${store.files.base}?list-type=2`).then(answerOf)

    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' })
  })
})
