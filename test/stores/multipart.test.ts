import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ListMultipartUploadsCommand, ListPartsCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UploadGone, type UploadInParts } from '../../server/files/files.ts'
import type { SignedPart } from '../../src/upload.ts'
import { type AnyStore, all, answerOf, ask, sdkOf, site, stores } from '../help/s3.ts'

const five = randomBytes(5 * 1024 * 1024)
const little = Buffer.from('the end')

describe.each(stores)('an object in parts in $name', ({ open }) => {
  let store: AnyStore

  beforeAll(async () => {
    store = await open()
  })
  afterAll(async () => {
    await store.stop()
  })

  async function begin(key: string): Promise<UploadInParts> {
    return { key, id: await store.files.multipart.begin({ key, type: 'audio/wav', attachment: 'Loop.wav' }) }
  }

  /** As a browser does, by the request that was signed for it. */
  async function send(upload: UploadInParts, number: number, bytes: Buffer, signedFor = bytes) {
    const sha256 = createHash('sha256').update(signedFor).digest('hex')
    const part = { number, size: signedFor.length, sha256 }
    const { url, headers } = await store.files.multipart.sign(upload, part)
    const answer = await fetch(url, {
      method: 'PUT',
      body: Uint8Array.from(bytes),
      headers: { ...headers, origin: site },
    })
    return { ...(await answerOf(answer)), number, etag: answer.headers.get('etag') ?? '' }
  }

  it('is there once it is completed, as it was described when it began', async () => {
    const upload = await begin('u/ada/x/Ton & Bänd.wav')
    const second = await send(upload, 2, little)
    const first = await send(upload, 1, five)
    expect([first.status, second.status]).toEqual([200, 200])
    expect(first.headers.get('access-control-expose-headers')).toContain('ETag')
    expect(first.etag).toBe(`"${createHash('md5').update(five).digest('hex')}"`)
    expect(await store.files.head(upload.key)).toBeUndefined()

    await store.files.multipart.complete(upload, [first, second])

    const opened = await store.files.get(upload.key)
    expect((await buffer(opened?.body ?? Readable.from([]))).equals(Buffer.concat([five, little]))).toBe(true)
    const sums = [five, little].map(bytes => createHash('md5').update(bytes).digest())
    const { headers } = await ask(store, upload.key, {}, 'HEAD')
    expect(Object.fromEntries(headers)).toMatchObject({
      etag: `"${createHash('md5').update(Buffer.concat(sums)).digest('hex')}-2"`,
      'content-type': 'audio/wav',
      'content-disposition': expect.stringContaining('Loop.wav'),
    })
    expect(await store.files.multipart.parts(upload)).toBeUndefined()
  })

  it('tells which parts have come, the last of those that came twice', async () => {
    const upload = await begin('u/ada/x/parts')
    await send(upload, 3, little)
    const before = await send(upload, 1, Buffer.from('before'))
    const after = await send(upload, 1, Buffer.from('after'))

    const parts = await store.files.multipart.parts(upload)

    expect(before.etag).not.toBe(after.etag)
    expect(parts).toMatchObject([
      { number: 1, size: 5, etag: after.etag },
      { number: 3, size: 7 },
    ])
    await store.files.multipart.abort(upload)
  })

  it('tells its parts page by page', async () => {
    const upload = await begin('u/ada/x/pages')
    for (const number of [1, 2, 3]) await send(upload, number, little)
    const at = { Bucket: store.config.bucket, Key: upload.key, UploadId: upload.id, MaxParts: 2 }

    const first = await sdkOf(store).send(new ListPartsCommand(at))
    const PartNumberMarker = first.NextPartNumberMarker
    const second = await sdkOf(store).send(new ListPartsCommand({ ...at, PartNumberMarker }))

    expect(first.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([1, 2])
    expect(first.IsTruncated).toBe(true)
    expect(second.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([3])
    expect(second.IsTruncated).toBe(false)
    await store.files.multipart.abort(upload)
  })

  it('is not completed with parts that are missing, others or too small', async () => {
    const upload = await begin('u/ada/x/wrong')
    const [first, second] = [await send(upload, 1, five), await send(upload, 2, little)]
    const small = await begin('u/ada/x/small')
    const smallParts = [await send(small, 1, little), await send(small, 2, little)]
    const { complete } = store.files.multipart
    const invalid = refusedWith('InvalidPart')

    await expect(complete(upload, [first, { ...second, number: 3 }])).rejects.toEqual(invalid)
    await expect(complete(upload, [first, { ...second, etag: first.etag }])).rejects.toEqual(invalid)
    await expect(complete(upload, [])).rejects.toThrow()
    await expect(complete(small, smallParts)).rejects.toEqual(refusedWith('EntityTooSmall'))
    expect(await store.files.head(upload.key)).toBeUndefined()
    expect(await store.files.head(small.key)).toBeUndefined()

    await complete(upload, [first, second])
    expect(await store.files.head(upload.key)).toEqual({ size: five.length + 7, type: 'audio/wav' })
  })

  it('may be completed again, by whom the answer did not reach', async () => {
    const upload = await begin('u/ada/x/again')
    const part = await send(upload, 1, little)

    await store.files.multipart.complete(upload, [part])
    await store.files.multipart.complete(upload, [part])

    expect(await store.files.head(upload.key)).toEqual({ size: 7, type: 'audio/wav' })
  })

  it('takes no part but of the bytes, size, number and upload that it was signed for', async () => {
    const upload = await begin('u/ada/x/signed')
    const signed = await store.files.multipart.sign(upload, { number: 1, size: 7 })
    const put = ({ url, headers }: SignedPart) =>
      fetch(url, { method: 'PUT', body: little, headers }).then(answerOf)
    const to = (from: string, other: string) => put({ ...signed, url: signed.url.replace(from, other) })
    const forged = { ...signed.headers, authorization: `${signed.headers.authorization?.slice(0, -4)}0000` }

    expect(await send(upload, 1, little, Buffer.from('the day'))).toMatchObject({ status: 400 })
    expect(await send(upload, 1, little, five)).toMatchObject({ status: 403 })
    expect(await to('partNumber=1', 'partNumber=2')).toMatchObject({ status: 403 })
    expect(await to('/x/signed', '/x/other')).toMatchObject({ status: 403 })
    expect(await put({ ...signed, headers: forged })).toMatchObject({ status: 403 })
    expect(await store.files.multipart.parts(upload)).toEqual([])
    expect(await put(signed)).toMatchObject({ status: 200 })
    await store.files.multipart.abort(upload)
  })

  it('leaves nothing when it is aborted, and takes nothing more', async () => {
    const upload = await begin('u/ada/x/aborted')
    const part = await send(upload, 1, little)

    await store.files.multipart.abort(upload)
    await store.files.multipart.abort(upload)

    expect(await send(upload, 2, little)).toMatchObject({ status: 404, code: 'NoSuchUpload' })
    expect(await store.files.multipart.parts(upload)).toBeUndefined()
    await expect(store.files.multipart.complete(upload, [part])).rejects.toThrow(UploadGone)
    expect(await store.files.head(upload.key)).toBeUndefined()
  })

  it('is told of as long as it is unfinished', async () => {
    const uploads = [
      await begin('u/ada/open/1'),
      await begin('u/ada/open/2 ü'),
      await begin('u/ada/open/2 ü'),
    ]
    await begin('u/bob/open')

    const found = await all(store.files.multipart.unfinished('u/ada/open/'))

    expect(found.map(({ id }) => id).toSorted()).toEqual(uploads.map(({ id }) => id).toSorted())
    expect(found.map(({ key }) => key)).toEqual(['u/ada/open/1', 'u/ada/open/2 ü', 'u/ada/open/2 ü'])
    expect(Math.abs(Date.now() - Number(found[0]?.begun))).toBeLessThan(60_000)
  })

  it('is told of page by page', async () => {
    const Bucket = store.config.bucket
    const list = (more: object) =>
      sdkOf(store).send(
        new ListMultipartUploadsCommand({ Bucket, Prefix: 'u/ada/open/', MaxUploads: 2, ...more }),
      )

    const first = await list({})
    const { NextKeyMarker, NextUploadIdMarker } = first
    const second = await list({ KeyMarker: NextKeyMarker, UploadIdMarker: NextUploadIdMarker })

    expect([first.Uploads?.length, first.IsTruncated]).toEqual([2, true])
    expect([second.Uploads?.length, second.IsTruncated]).toEqual([1, false])
  })
})

const refusedWith = (name: string) => expect.objectContaining({ name })
