import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { signForm } from '../server/files/sign.ts'
import { credentials, formText, openStore, post, signedByHand, stream, type TestStore } from './help/s3.ts'

const key = 'u/ada/tape-loop/audio/x1/Loop 1.wav'
const song = { key, type: 'audio/wav', size: 100 }
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

const postPolicy = (policy: unknown) => post(signedByHand(store, key, policy), 'la')
const postUnder = (path: string) => post(signForm(store.config, credentials, { ...song, key: path }), 'la')

describe('a form that was not signed so', () => {
  it('is refused with a tampered policy', async () => {
    const form = await store.files.sign(song)
    const policy = Buffer.from(form.fields['Policy'] ?? '', 'base64').toString()
    const Policy = Buffer.from(policy.replace(',100]', ',1000000]')).toString('base64')

    expect(await post(form, 'la', { Policy })).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
  })

  it('is refused with a wrong signature, of any shape', async () => {
    const form = await store.files.sign(song)
    const wrong = (signature: string | undefined) => post(form, 'la', { 'X-Amz-Signature': signature })

    expect(await wrong('0'.repeat(64))).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
    expect(await wrong('ÿ'.repeat(64))).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
    expect(await wrong('')).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
    expect(await wrong(undefined)).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
  })

  it('is refused with the key id of somebody else', async () => {
    const form = signForm(store.config, { ...credentials, accessKeyId: 'mallory' }, song)

    expect(await post(form, 'la')).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' })
  })

  it('is refused for another region or service', async () => {
    const elsewhere = signForm({ ...store.config, region: 'us-east-1' }, credentials, song)

    expect(await post(elsewhere, 'la')).toMatchObject({ status: 400, code: 'AuthorizationHeaderMalformed' })
    expect(await post(elsewhere, 'la', { 'X-Amz-Credential': 'none' })).toMatchObject({ status: 400 })
  })

  it('is refused for another bucket', async () => {
    const elsewhere = signForm({ ...store.config, bucket: 'other' }, credentials, song)

    expect(await post(elsewhere, 'la')).toMatchObject({ status: 404, code: 'NoSuchBucket' })
    expect(await post({ ...elsewhere, action: store.files.base }, 'la')).toMatchObject({
      code: 'AccessDenied',
    })
  })

  it('is refused by another algorithm, or with a date that is none', async () => {
    const form = await store.files.sign(song)

    expect(await post(form, 'la', { 'X-Amz-Algorithm': 'AWS4-HMAC-MD5' })).toMatchObject({ status: 400 })
    expect(await post(form, 'la', { 'X-Amz-Date': 'yesterday' })).toMatchObject({ status: 403 })
  })

  it('is refused without a policy', async () => {
    const form = await store.files.sign(song)

    expect(await post(form, 'la', { Policy: undefined })).toMatchObject({ status: 403, code: 'AccessDenied' })
  })

  it('is refused with a policy that is none, even if signed', async () => {
    const expiration = new Date(Date.now() + quarterHour).toISOString()
    const conditions = (...list: unknown[]) => postPolicy({ expiration, conditions: list })
    const invalid = { status: 400, code: 'InvalidPolicyDocument' }
    expect(await postPolicy('')).toMatchObject(invalid)
    expect(await postPolicy(null)).toMatchObject(invalid)
    expect(await postPolicy({ conditions: [] })).toMatchObject(invalid)
    expect(await postPolicy({ expiration })).toMatchObject(invalid)
    expect(await conditions(null)).toMatchObject(invalid)
    expect(await conditions([])).toMatchObject(invalid)
    expect(await conditions(['ends-with', '$key', 'x'])).toMatchObject(invalid)
    expect(await conditions(['eq', 'key', 'x'])).toMatchObject(invalid)
    expect(await conditions(['eq', '$key', 1])).toMatchObject(invalid)
    expect(await conditions(['content-length-range', 0, 'much'])).toMatchObject(invalid)
    expect(await conditions(['content-length-range', -1, 5])).toMatchObject(invalid)
    expect(await conditions(['content-length-range', 5, 1])).toMatchObject(invalid)
  })
})

describe('a form that its policy does not allow', () => {
  it('is refused when it comes too late', async () => {
    const form = await store.files.sign(song)
    vi.useFakeTimers({ now: Date.now() + quarterHour + 1, toFake: ['Date'] })

    expect(await post(form, 'la')).toMatchObject({ status: 403, code: 'AccessDenied' })
  })

  it('is refused with a file that is too large, whether or not its length is told beforehand', async () => {
    const form = await store.files.sign({ ...song, key: 'u/ada/large' })
    const large = 'x'.repeat(101)

    expect(await post(form, large)).toMatchObject({ status: 400, code: 'EntityTooLarge' })
    expect(await post(form, new Blob(['x'.repeat(5_000_000)]))).toMatchObject({ code: 'EntityTooLarge' })
    expect(await stream(form.action, [formText(form.fields, large)])).toMatchObject({
      code: 'EntityTooLarge',
    })
    expect(await post(form, 'x'.repeat(100))).toMatchObject({ status: 201 })
  })

  it('is refused with a file that is too small', async () => {
    const form = await store.files.sign({ ...song, key: 'u/ada/small' })

    expect(await post(form, '')).toMatchObject({ status: 400, code: 'EntityTooSmall' })
    expect(await store.files.head('u/ada/small')).toBeUndefined()
  })

  it('is refused under another key', async () => {
    const form = await store.files.sign(song)

    expect(await post(form, 'la', { key: 'u/bob/x' })).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(await store.files.head('u/bob/x')).toBeUndefined()
  })

  it('is refused as another type', async () => {
    const form = await store.files.sign(song)

    expect(await post(form, 'la', { 'Content-Type': 'text/html' })).toMatchObject({ code: 'AccessDenied' })
  })

  it('is refused with a field missing', async () => {
    const form = await store.files.sign(song)

    expect(await post(form, 'la', { acl: undefined })).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(await post(form, 'la', { 'Cache-Control': undefined })).toMatchObject({ code: 'AccessDenied' })
    expect(await post(form, 'la', { key: undefined })).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })

  it('is refused with a field too many, but for those that are to be ignored', async () => {
    const form = await store.files.sign(song)

    expect(await post(form, 'la', { 'x-amz-meta-a': 'b' })).toMatchObject({
      status: 403,
      code: 'AccessDenied',
    })
    expect(await post(form, 'la', { __proto__x: 'b' })).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(await post(form, 'la', { 'X-Ignore-Me': 'b' })).toMatchObject({ status: 201 })
  })

  it('is refused with a field that comes twice, in whatever case', async () => {
    const form = await store.files.sign(song)

    expect(await post(form, 'la', { Key: key })).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })

  it('is refused for keys that lead elsewhere, or are none', async () => {
    expect(await postUnder('../../etc/passwd')).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await postUnder('u/ada/../bob/x')).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await postUnder('u/ada/.')).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await postUnder('u/ada/a\u0007b')).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await postUnder('')).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await postUnder('x'.repeat(1025))).toMatchObject({ status: 400, code: 'KeyTooLongError' })
  })
})

describe('the store', () => {
  it('still serves after all of this, with nothing left half-way', async () => {
    expect(await post(await store.files.sign(song), 'the end')).toMatchObject({ status: 201 })
    expect(await store.files.head(key)).toEqual({ size: 7, type: 'audio/wav' })
    expect(await store.incoming()).toEqual([])
  })
})
