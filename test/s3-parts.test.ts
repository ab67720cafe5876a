import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CompleteMultipartUploadCommand, UploadPartCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { all, openStore, sdkOf, type TestStore } from './help/s3.ts'
import { sendSigned } from './help/signed.ts'

const Bucket = 'muzhack'
const key = 'u/ada/tape'

let store: TestStore
beforeAll(async () => {
  store = await openStore()
})
afterAll(async () => {
  await store.stop()
})

const begin = async () => ({ key, id: await store.files.multipart.begin({ key, type: 'audio/wav' }) })
const uploads = () => readdir(join(store.folder, 'uploads'))

function putPart(id: string, number: number | string, path = key) {
  const query = { partNumber: `${number}`, uploadId: id }
  return sendSigned(store, { method: 'PUT', key: path, query, body: 'la' })
}

function complete(id: string, body: string) {
  return sendSigned(store, { method: 'POST', key, query: { uploadId: id }, body })
}

function part(number: number | string, etag: string): string {
  return `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`
}

describe('a part', () => {
  it('is refused with a number that is none', async () => {
    const { id } = await begin()

    const refused = { status: 400, code: 'InvalidArgument' }
    expect(await putPart(id, 0)).toMatchObject(refused)
    expect(await putPart(id, 10_001)).toMatchObject(refused)
    expect(await putPart(id, '1.5')).toMatchObject(refused)
    expect(await putPart(id, '')).toMatchObject(refused)
    expect(await putPart(id, 10_000)).toMatchObject({ status: 200 })
  })

  it('is refused for an upload of another key, of no such id, or an id that leads elsewhere', async () => {
    const { id } = await begin()

    const refused = { status: 404, code: 'NoSuchUpload' }
    expect(await putPart(id, 1, 'u/bob/tape')).toMatchObject(refused)
    expect(await putPart(crypto.randomUUID(), 1)).toMatchObject(refused)
    expect(await putPart('../objects', 1)).toMatchObject(refused)
    expect(await putPart('', 1)).toMatchObject(refused)
  })

  it('keeps the checksum that came along, and is completed with no other', async () => {
    const { id } = await begin()
    const client = sdkOf(store)
    const at = { Bucket, Key: key, UploadId: id }
    const finish = (ChecksumCRC32: string) => {
      const Parts = [{ PartNumber: 1, ETag, ChecksumCRC32 }]
      return client.send(new CompleteMultipartUploadCommand({ ...at, MultipartUpload: { Parts } }))
    }

    const { ETag, ChecksumCRC32 = '' } = await client.send(
      new UploadPartCommand({ ...at, PartNumber: 1, Body: 'la' }),
    )

    expect(ChecksumCRC32).toMatch(/^.{6}==$/)
    await expect(finish('AAAAAA==')).rejects.toMatchObject({ name: 'InvalidPart' })
    await expect(finish(ChecksumCRC32)).resolves.toMatchObject({ Key: key })
  })
})

describe('completing', () => {
  it('is refused with parts out of order, or named twice', async () => {
    const { id } = await begin()
    const etag = (await putPart(id, 1)).headers.get('etag') ?? ''
    await putPart(id, 2)

    const refused = { status: 400, code: 'InvalidPartOrder' }
    expect(await complete(id, part(2, etag) + part(1, etag))).toMatchObject(refused)
    expect(await complete(id, part(1, etag) + part(1, etag))).toMatchObject(refused)
  })

  it('is refused with a list that is none, or endless', async () => {
    const { id } = await begin()

    expect(await complete(id, '')).toMatchObject({ status: 400, code: 'MalformedXML' })
    expect(await complete(id, '<Part>'.repeat(100_000))).toMatchObject({ status: 400, code: 'MalformedXML' })
    expect(await complete(id, part('x', 'y'))).toMatchObject({ status: 400, code: 'InvalidPart' })
    expect(await complete(id, 'x'.repeat(5_000_000))).toMatchObject({ status: 400, code: 'EntityTooLarge' })
  })

  it('leaves none of the parts behind, and so does aborting', async () => {
    for await (const upload of store.files.multipart.unfinished('')) await store.files.multipart.abort(upload)
    const { id } = await begin()
    const etag = (await putPart(id, 7)).headers.get('etag') ?? ''
    const aborted = await begin()
    await putPart(aborted.id, 1)
    expect(await uploads()).toHaveLength(2)

    expect(await complete(id, part(7, etag))).toMatchObject({ status: 200 })
    await store.files.multipart.abort(aborted)

    expect(await uploads()).toEqual([])
    expect(await store.incoming()).toEqual([])
    expect(await all(store.files.multipart.unfinished(''))).toEqual([])
  })
})
