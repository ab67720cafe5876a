import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { SignedPart } from '../src/upload.ts'
import { answerOf, ask, openStore, sdkOf, sendRaw, type TestStore } from './help/s3.ts'
import { sendSigned } from './help/signed.ts'

const key = 'u/ada/tape'
const chunked = {
  'content-encoding': 'aws-chunked',
  'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'x-amz-decoded-content-length': '5',
  'x-amz-trailer': 'x-amz-checksum-crc32',
}
const sum = Buffer.alloc(4)
sum.writeUInt32BE(crc32('la la'))
const trailer = `x-amz-checksum-crc32:${sum.toString('base64')}\r\n\r\n`

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

const put = (body: string, headers: Record<string, string> = {}) =>
  sendSigned(store, { method: 'PUT', key, headers, body })
const putChunked = (body: string, headers: Record<string, string> = {}) =>
  put(body, { ...chunked, ...headers })
const putUnder = (path: string) => sendSigned(store, { method: 'PUT', key: path, body: 'la' })
const copyFrom = (source: string, more = {}) =>
  put('', { 'x-amz-copy-source': source, 'x-amz-metadata-directive': 'COPY', ...more })
const begun = () => store.files.multipart.begin({ key, type: 'audio/wav' })

const signPart = async () => store.files.multipart.sign({ key, id: await begun() }, { number: 1, size: 2 })
const sendPart = ({ url, headers }: SignedPart) =>
  fetch(url, { method: 'PUT', body: 'la', headers }).then(answerOf)

const kept = async () => [await store.incoming(), await store.files.head(key)]
const nothing = [[], undefined]

describe('a body in chunks', () => {
  it('is stored without them, as the SDK of AWS streams it', async () => {
    const bytes = randomBytes(3_000_000)
    const Body = Readable.from([bytes.subarray(0, 100), bytes.subarray(100)])
    const at = { Bucket: 'muzhack', Key: 'u/ada/streamed', ContentLength: bytes.length }

    const answer = await sdkOf(store).send(new PutObjectCommand({ ...at, Body, ContentType: 'audio/wav' }))

    expect(answer.ChecksumCRC32).toBeDefined()
    const read = await fetch(store.files.url(at.Key))
    expect(Object.fromEntries(read.headers)).toMatchObject({ 'content-type': 'audio/wav' })
    expect(read.headers.has('content-encoding')).toBe(false)
    expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true)
  })

  it('is stored when its checksum is right, and keeps another encoding', async () => {
    const answer = await putChunked(`2\r\nla\r\n3\r\n la\r\n0\r\n${trailer}`, {
      'content-encoding': 'aws-chunked,gzip',
    })

    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-amz-checksum-crc32')).toBe(sum.toString('base64'))
    const head = await ask(store, key, {}, 'HEAD')
    expect(head.headers.get('content-encoding')).toBe('gzip')
    expect(head.headers.get('content-length')).toBe('5')
    await store.files.remove([key])
  })

  it('is refused with another checksum than it has, or without the one it announced', async () => {
    const wrong = await putChunked(`5\r\nno no\r\n0\r\n${trailer}`)
    const missing = await putChunked('5\r\nla la\r\n0\r\n\r\n')

    expect(wrong).toMatchObject({ status: 400, code: 'BadDigest' })
    expect(missing).toMatchObject({ status: 400, code: 'BadDigest' })
    expect(await kept()).toEqual(nothing)
  })

  it('is refused when chunks are cut, bent, endless or followed by more', async () => {
    const refused = { status: 400, code: 'IncompleteBody' }
    expect(await putChunked('5\r\nla')).toMatchObject(refused)
    expect(await putChunked('')).toMatchObject(refused)
    expect(await putChunked(`5\r\nla la la\r\n0\r\n${trailer}`)).toMatchObject(refused)
    expect(await putChunked(`x\r\nla la\r\n0\r\n${trailer}`)).toMatchObject(refused)
    expect(await putChunked(`-5\r\nla la\r\n0\r\n${trailer}`)).toMatchObject(refused)
    expect(await putChunked(`5;${'x'.repeat(20_000)}\r\nla la\r\n0\r\n${trailer}`)).toMatchObject(refused)
    expect(await putChunked(`5\r\nla la\r\n0\r\n${'a:b\r\n'.repeat(5000)}\r\n`)).toMatchObject({
      status: 400,
    })
    expect(await putChunked(`5\r\nla la\r\n0\r\n${trailer}more`)).toMatchObject(refused)
    expect(await putChunked(`2\r\nla\r\n0\r\n\r\n`)).toMatchObject(refused)
    expect(await kept()).toEqual(nothing)
  })

  it('is refused when it is too large, or of a length that is none', async () => {
    const large = await putChunked('', { 'x-amz-decoded-content-length': '6000000000' })
    const none = await putChunked('', { 'x-amz-decoded-content-length': 'many' })

    expect(large).toMatchObject({ status: 400, code: 'EntityTooLarge' })
    expect(none).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })
})

describe('a body', () => {
  it('is refused when it is not the one that was signed, or not of its checksum', async () => {
    const other = createHash('sha256').update('other').digest('hex')
    const md5 = createHash('md5').update('other').digest('base64')

    expect(await put('la', { 'x-amz-content-sha256': other })).toMatchObject({
      status: 400,
      code: 'XAmzContentSHA256Mismatch',
    })
    expect(await put('la', { 'content-md5': md5 })).toMatchObject({ status: 400, code: 'BadDigest' })
    expect(await put('la', { 'x-amz-checksum-sha256': 'AAAA' })).toMatchObject({ code: 'BadDigest' })
    expect(await kept()).toEqual(nothing)
  })

  it('is refused with what is not known here, rather than taken unchecked', async () => {
    const unknown = { status: 501, code: 'NotImplemented' }

    expect(await put('la', { 'x-amz-checksum-crc64nvme': 'AAAA' })).toMatchObject(unknown)
    expect(await put('la', { 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' })).toMatchObject(
      unknown,
    )
    expect(await put('la', { 'if-none-match': '*' })).toMatchObject(unknown)
    expect(
      await sendSigned(store, { method: 'PUT', key, query: { acl: '' }, body: '<AccessControlPolicy/>' }),
    ).toMatchObject(unknown)
    expect(await kept()).toEqual(nothing)
  })

  it('is refused when headers were added to it that nobody signed', async () => {
    const call = { method: 'PUT', key, body: 'la' }

    const answer = await sendSigned(store, call, { 'x-amz-meta-more': 'x' })

    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' })
  })

  it('leaves nothing behind when the client hangs up half-way', async () => {
    const { url, headers } = await store.files.multipart.sign(
      { key, id: await begun() },
      { number: 1, size: 1e9 },
    )
    const { pathname, search, host } = new URL(url)
    const lines = Object.entries({ host, ...headers, 'content-length': '1000000000' }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    )
    const head = `PUT ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`

    await sendRaw(url, head + 'x'.repeat(500_000), 'hang up')

    await expect.poll(kept).toEqual(nothing)
  })

  it('is refused for keys that lead elsewhere, or are none', async () => {
    expect(await putUnder('u/../../x')).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await putUnder('u/a%07b')).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await putUnder('x'.repeat(1025))).toMatchObject({ status: 400, code: 'KeyTooLongError' })
  })

  it('is copied only from a key of this bucket', async () => {
    expect(await copyFrom('other/u/ada/x')).toMatchObject({ status: 404, code: 'NoSuchBucket' })
    expect(await copyFrom('muzhack/../../x')).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await copyFrom('muzhack/%ff')).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await copyFrom('muzhack/u/ada/x?versionId=1')).toMatchObject({ status: 501 })
    expect(await copyFrom(`muzhack/${key}`)).toMatchObject({ status: 400, code: 'InvalidRequest' })
    expect(await copyFrom('muzhack/u/ada/x', { 'x-amz-metadata-directive': 'BOTH' })).toMatchObject({
      status: 400,
    })
  })
})

describe('a signed part', () => {
  it('expires after a quarter of an hour', async () => {
    const signed = await signPart()
    expect(await sendPart(signed)).toMatchObject({ status: 200 })

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 16 * 60_000 })
    expect(await sendPart(signed)).toMatchObject({ status: 403, code: 'RequestTimeTooSkewed' })
  })
})

describe('the store', () => {
  it('still serves after all of this, with nothing left half-way', async () => {
    expect(await put('the end')).toMatchObject({ status: 200 })
    expect(await ask(store, key)).toMatchObject({ status: 200, body: 'the end' })
    expect(await store.incoming()).toEqual([])
  })
})
