import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { S3Client } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { signForm } from '../server/files/sign.ts'
import {
  type Answer,
  answerOf,
  boundary,
  credentials,
  formOf,
  formText,
  openStore,
  part,
  post,
  sendRaw,
  site,
  stream,
  type TestStore,
} from './help/s3.ts'

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

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return fetch(store.files.url(path), { method, headers }).then(answerOf)
}

async function presign(more: Partial<Parameters<typeof createPresignedPost>[1]> = {}) {
  const { endpoint = '', region } = store.config
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true })
  const { url, fields } = await createPresignedPost(client, { Bucket: 'muzhack', Key: key, ...more })
  return { action: url, fields }
}

/** A form with a policy of its own making, properly signed with our key. */
function signed(policy: string) {
  const date = new Date().toISOString().replace(/\.\d+|[:-]/g, '')
  const scope = [date.slice(0, 8), store.config.region, 's3', 'aws4_request']
  const hmac = (secret: Buffer | string, text: string) => createHmac('sha256', secret).update(text).digest()
  const signingKey = scope.reduce<Buffer | string>(hmac, `AWS4${credentials.secretAccessKey}`)
  const encoded = Buffer.from(policy).toString('base64')
  const fields = {
    key,
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': [credentials.accessKeyId, ...scope].join('/'),
    'x-amz-date': date,
    policy: encoded,
    'x-amz-signature': hmac(signingKey, encoded).toString('hex'),
  }
  return { action: store.files.base, fields }
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

  it('stores an empty file where one was signed for', async () => {
    const empty = { key: 'u/ada/x/files/1/.gitkeep', type: 'application/octet-stream', size: 0 }

    expect(await post(await store.files.sign(empty), '')).toMatchObject({ status: 201 })

    expect(await store.files.head(empty.key)).toEqual({ size: 0, type: 'application/octet-stream' })
    expect(await get(empty.key)).toMatchObject({ status: 200, body: '' })
  })

  it('stores bytes of every kind, over many packets', async () => {
    const bytes = Buffer.alloc(3_000_000, `\r\n--${boundary}\r\n\0ÿ`)
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

    expect(await get('u/ada/x/A')).toMatchObject({ body: 'upper' })
    expect(await get('u/ada/x/a')).toMatchObject({ body: 'lower' })
    expect(await get(odd)).toMatchObject({ body: 'odd' })
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
    const open = signed(
      JSON.stringify({
        expiration: new Date(Date.now() + quarterHour).toISOString(),
        conditions: [
          ['starts-with', '$key', 'u/ada/'],
          ['starts-with', '$Content-Type', 'audio/'],
          ...Object.entries(signed('').fields)
            .filter(([name]) => /algorithm|credential|date/.test(name))
            .map(([name, value]) => ({ [name]: value })),
        ],
      }),
    )

    expect(await post(form, 'la')).toMatchObject({ status: 204 })
    expect(
      await post(open, 'la', { 'Content-Type': 'audio/x-any', success_action_status: undefined }),
    ).toMatchObject({
      status: 204,
    })
    expect(await post(open, 'la', { 'Content-Type': 'text/html' })).toMatchObject({ code: 'AccessDenied' })
  })

  it('answers as it was signed to', async () => {
    const Fields = { success_action_status: '200' }

    expect(await post(await presign({ Fields }), 'la')).toMatchObject({ status: 200, body: '' })
  })
})

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
    const answer = (policy: string) => post(signed(policy), 'la')
    const expiration = new Date(Date.now() + quarterHour).toISOString()
    const conditions = (...list: unknown[]) => answer(JSON.stringify({ expiration, conditions: list }))

    const invalid = { status: 400, code: 'InvalidPolicyDocument' }
    expect(await answer('')).toMatchObject(invalid)
    expect(await answer('null')).toMatchObject(invalid)
    expect(await answer('{"conditions":[]}')).toMatchObject(invalid)
    expect(await answer(JSON.stringify({ expiration }))).toMatchObject(invalid)
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
  afterEach(() => {
    vi.useRealTimers()
  })

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
    const under = (path: string) => post(signForm(store.config, credentials, { ...song, key: path }), 'la')

    expect(await under('../../etc/passwd')).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await under('u/ada/../bob/x')).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await under('u/ada/.')).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await under('u/ada/a\u0007b')).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await under('')).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await under('x'.repeat(1025))).toMatchObject({ status: 400, code: 'KeyTooLongError' })
  })
})

describe('a body that is no proper form', () => {
  const kept = async () => [await store.incoming(), await store.files.head('u/ada/broken')]
  const file = { ...song, key: 'u/ada/broken' }

  it('is refused without a file', async () => {
    const { action, fields } = await store.files.sign(file)

    expect(await post({ action, fields }, undefined)).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })

  it('is refused with two files, or with fields after the file', async () => {
    const { action, fields } = await store.files.sign(file)
    const two = formOf(fields, 'one')
    two.append('file', new Blob(['two']))
    const late = formOf(fields, 'one')
    late.append('x-ignore-me', 'late')

    const refused = { status: 400, code: 'InvalidArgument' }
    expect(await fetch(action, { method: 'POST', body: two }).then(answerOf)).toMatchObject(refused)
    expect(await fetch(action, { method: 'POST', body: late }).then(answerOf)).toMatchObject(refused)
    expect(await kept()).toEqual([[], undefined])
  })

  it('is refused without its closing boundary', async () => {
    const { action, fields } = await store.files.sign(file)
    const whole = formText(fields, 'la la')

    const open = whole.slice(0, whole.lastIndexOf(`\r\n--${boundary}--`))
    expect(await stream(action, [open])).toMatchObject({ status: 400, code: 'MalformedPOSTRequest' })
    expect(await stream(action, [open.slice(0, 200)])).toMatchObject({
      status: 400,
      code: 'MalformedPOSTRequest',
    })
    expect(await kept()).toEqual([[], undefined])
  })

  it('is refused when it is of another type, or of none', async () => {
    const sent = (type: string) =>
      fetch(store.files.base, { method: 'POST', headers: { 'content-type': type }, body: 'key=x' }).then(
        answerOf,
      )

    const refused = { status: 400, code: 'MalformedPOSTRequest' }
    expect(await sent('application/x-www-form-urlencoded')).toMatchObject(refused)
    expect(await sent('multipart/form-data')).toMatchObject(refused)
    expect(await sent('multipart/form-data; boundary=')).toMatchObject(refused)
    expect(await sent('multipart/mixed; boundary=x')).toMatchObject(refused)
  })

  it('leaves nothing behind when the client hangs up half-way', async () => {
    const { action, fields } = await store.files.sign({ ...file, size: 1e9 })
    const head = `POST /muzhack/ HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: 100000000\r\n\r\n`
    const begun = formText(fields, 'x'.repeat(500_000)).slice(0, -50)

    await sendRaw(action, head + begun, 'hang up')

    await vi.waitFor(async () => expect(await kept()).toEqual([[], undefined]))
  })

  it('is refused with a million fields, long before all are sent', async () => {
    let sent = 0
    function* fields() {
      for (; sent < 1_000_000; sent += 1) yield part(`field-${sent}`, 'x')
    }

    const answer = await stream(store.files.base, fields())

    expect(answer).toMatchObject({ status: 400, code: 'MaxPostPreDataLengthExceeded' })
  })

  it('is refused with endless fields, headers or preamble', async () => {
    const refused = { status: 400 }
    const endless = Array.from({ length: 20 }, () => 'x'.repeat(10_000))

    expect(await stream(store.files.base, [`--${boundary}\r\nX: `, ...endless])).toMatchObject(refused)
    expect(await stream(store.files.base, endless)).toMatchObject(refused)
    expect(await stream(store.files.base, [part('key', endless.join(''))])).toMatchObject(refused)
  })

  it('is told so even while the client is still sending', async () => {
    const { action, fields } = await store.files.sign(file)
    const [head = ''] = formText({ ...fields, 'X-Amz-Signature': 'wrong' }, 'CUT').split('CUT')
    async function* slowly() {
      yield head
      for (let count = 0; count < 100; count += 1) {
        await pause(10)
        yield 'x'.repeat(100_000)
      }
    }

    expect(await stream(action, slowly())).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
  })
})

describe('reading', () => {
  const letters = 'abcdefghij'
  const path = 'u/ada/letters.txt'
  const range = (value: string) => get(path, { range: value })

  beforeAll(async () => {
    await post(await store.files.sign({ key: path, type: 'text/plain', size: 10 }), letters)
  })

  it('gives a part of an object', async () => {
    expect(await range('bytes=2-4')).toMatchObject({ status: 206, body: 'cde' })
    expect(await range('bytes=7-')).toMatchObject({ status: 206, body: 'hij' })
    expect(await range('bytes=-2')).toMatchObject({ status: 206, body: 'ij' })
    expect(await range('bytes=8-99')).toMatchObject({ status: 206, body: 'ij' })
    const { headers } = await range('bytes=2-4')
    expect(headers.get('content-range')).toBe('bytes 2-4/10')
    expect(headers.get('content-length')).toBe('3')
  })

  it('refuses a part that is not there', async () => {
    const answer = await range('bytes=10-')

    expect(answer).toMatchObject({ status: 416, code: 'InvalidRange' })
    expect(answer.headers.get('content-range')).toBe('bytes */10')
    expect(await range('bytes=-0')).toMatchObject({ status: 416 })
  })

  it('gives everything where the range makes no sense', async () => {
    expect(await range('bytes=4-2')).toMatchObject({ status: 200, body: letters })
    expect(await range('bytes=-')).toMatchObject({ status: 200, body: letters })
    expect(await range('bytes=0-1,4-5')).toMatchObject({ status: 200, body: letters })
    expect(await range('lines=1-2')).toMatchObject({ status: 200, body: letters })
  })

  it('gives nothing to those who have it already', async () => {
    const { headers } = await get(path)
    const etag = headers.get('etag') ?? ''
    const modified = headers.get('last-modified') ?? ''

    expect(await get(path, { 'if-none-match': etag })).toMatchObject({ status: 304, body: '' })
    expect(await get(path, { 'if-none-match': `"x", W/${etag}` })).toMatchObject({ status: 304 })
    expect(await get(path, { 'if-none-match': '"x"', 'if-modified-since': modified })).toMatchObject({
      status: 200,
    })
    expect(await get(path, { 'if-modified-since': modified })).toMatchObject({ status: 304 })
    expect(await get(path, { 'if-match': '"x"' })).toMatchObject({ status: 412, code: 'PreconditionFailed' })
  })

  it('goes on where it stopped only in the same version', async () => {
    const { headers } = await get(path)
    const resume = (version: string) => get(path, { range: 'bytes=8-', 'if-range': version })

    expect(await resume(headers.get('etag') ?? '')).toMatchObject({ status: 206, body: 'ij' })
    expect(await resume('"x"')).toMatchObject({ status: 200, body: letters })
  })

  it('tells of an object without sending it', async () => {
    const answer = await get(path, {}, 'HEAD')

    expect(answer).toMatchObject({ status: 200, body: '' })
    expect(answer.headers.get('content-length')).toBe('10')
    expect(answer.headers.get('accept-ranges')).toBe('bytes')
    expect(await store.files.head(path)).toEqual({ size: 10, type: 'text/plain' })
  })

  it('finds nothing where nothing is', async () => {
    expect(await get('u/ada/nothing')).toMatchObject({ status: 404, code: 'NoSuchKey' })
    expect(await get('u/ada/nothing', {}, 'HEAD')).toMatchObject({ status: 404, body: '' })
    expect(await store.files.head('u/ada/nothing')).toBeUndefined()
    expect(await fetch(`${store.config.endpoint}/other/x`).then(answerOf)).toMatchObject({
      code: 'NoSuchBucket',
    })
  })

  it('does not leave the bucket', async () => {
    const raw = (path: string) =>
      sendRaw(store.files.base, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, 'listen')

    expect(await raw('/muzhack/../../../../etc/passwd')).toContain('<Code>InvalidArgument</Code>')
    expect(await raw('/muzhack/%2e%2e%2fobjects')).toContain('<Code>InvalidArgument</Code>')
    expect(await raw('/muzhack/%ff%fe')).toContain('<Code>InvalidURI</Code>')
    expect(await raw('http://127.0.0.1/')).toContain('<Code>InvalidURI</Code>')
    expect(await raw('/muzhack/a%00b')).toContain('<Code>InvalidArgument</Code>')
  })
})

describe('removing', () => {
  const uploaded = async (path: string) => {
    await post(await store.files.sign({ ...song, key: path }), 'la')
    return path
  }
  const gone = (path: string) => get(path).then(({ status }) => status === 404)

  it('takes objects away, whatever their names', async () => {
    const one = await uploaded("u/ada/gone/1 & <2> 'x'.wav")
    const other = await uploaded('u/ada/gone/Ton.wav')
    const kept = await uploaded('u/ada/kept.wav')

    await store.files.remove([one, other, 'u/ada/never-there'])

    expect([await gone(one), await gone(other), await gone(kept)]).toEqual([true, true, false])
  })

  it('takes one object away by a signed request', async () => {
    const path = await uploaded('u/ada/gone/ö (2)!.wav')
    const { DeleteObjectCommand } = await import('@aws-sdk/client-s3')
    const { endpoint = '', region } = store.config
    const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true })

    await client.send(new DeleteObjectCommand({ Bucket: 'muzhack', Key: path }))

    expect(await gone(path)).toBe(true)
  })

  it('is refused to those who did not sign', async () => {
    const path = await uploaded('u/ada/stays.wav')
    const body = `<Delete><Object><Key>${path}</Key></Object></Delete>`

    expect(await get(path, {}, 'DELETE')).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(await get(path, { authorization: 'Bearer x' }, 'DELETE')).toMatchObject({ status: 400 })
    expect(await fetch(`${store.files.base}?delete`, { method: 'POST', body }).then(answerOf)).toMatchObject({
      status: 403,
    })
    expect(await gone(path)).toBe(false)
  })

  it('is refused with a key of somebody else, or one that is ours in name only', async () => {
    const path = await uploaded('u/ada/stays.wav')
    const { DeleteObjectCommand } = await import('@aws-sdk/client-s3')
    const { endpoint = '', region } = store.config
    const remove = (pretended: typeof credentials) =>
      new S3Client({ endpoint, region, credentials: pretended, forcePathStyle: true }).send(
        new DeleteObjectCommand({ Bucket: 'muzhack', Key: path }),
      )

    await expect(remove({ accessKeyId: 'mallory', secretAccessKey: 'x' })).rejects.toThrow(/access key id/i)
    await expect(remove({ ...credentials, secretAccessKey: 'x' })).rejects.toThrow(/signature/)
    expect(await gone(path)).toBe(false)
  })

  it('is refused when what was signed is not what came', async () => {
    const path = await uploaded('u/ada/stays.wav')
    const replay = await signedDelete('u/ada/another.wav')

    expect(await get(path, replay, 'DELETE')).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
    expect(await get('u/ada/another.wav', { ...replay, 'x-amz-more': '1' }, 'DELETE')).toMatchObject({
      status: 403,
    })
    expect(await get('u/ada/another.wav', replay, 'DELETE')).toMatchObject({ status: 204 })
  })

  it('is refused a quarter of an hour after it was signed', async () => {
    const headers = await signedDelete('u/ada/late.wav')
    vi.useFakeTimers({ now: Date.now() + quarterHour + 2000, toFake: ['Date'] })

    const answer = await get('u/ada/late.wav', headers, 'DELETE')
    vi.useRealTimers()

    expect(answer).toMatchObject({ status: 403, code: 'RequestTimeTooSkewed' })
  })
})

/** The headers that the SDK would send. */
async function signedDelete(path: string): Promise<Record<string, string>> {
  const { DeleteObjectCommand } = await import('@aws-sdk/client-s3')
  const { endpoint = '', region } = store.config
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true })
  let headers: Record<string, string> = {}
  client.middlewareStack.add(
    () => async args => {
      ;({ headers } = args.request as { headers: Record<string, string> })
      return { response: {}, output: { $metadata: {} } }
    },
    { step: 'finalizeRequest', priority: 'low' },
  )
  await client.send(new DeleteObjectCommand({ Bucket: 'muzhack', Key: path }))
  return headers
}

describe('a page of another origin', () => {
  const preflight = (origin: string, method = 'POST') =>
    fetch(store.files.base, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'x-one' },
    }).then(answerOf)

  it('may send a form when it is ours', async () => {
    const { status, headers } = await preflight(site)

    expect(status).toBe(204)
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': site,
      'access-control-allow-methods': 'GET, HEAD, POST',
      'access-control-allow-headers': 'x-one',
      vary: 'Origin',
    })
  })

  it('may read what became of it, good or bad', async () => {
    const { headers } = await get('u/ada/nothing', { origin: site })

    expect(headers.get('access-control-allow-origin')).toBe(site)
    expect(headers.get('access-control-expose-headers')).toContain('ETag')
  })

  it('is told nothing when it is not', async () => {
    const evil = 'http://localhost:8000.evil.example'

    const answer = await preflight(evil)
    const { headers } = await get('u/ada/nothing', { origin: evil })

    expect(answer).toMatchObject({ status: 403, code: 'AccessForbidden' })
    expect(answer.headers.has('access-control-allow-origin')).toBe(false)
    expect(headers.has('access-control-allow-origin')).toBe(false)
    expect(headers.get('vary')).toBe('Origin')
  })

  it('may not remove anything', async () => {
    expect(await preflight(site, 'DELETE')).toMatchObject({ status: 403, code: 'AccessForbidden' })
  })
})

describe('the store', () => {
  it('refuses methods that it does not know', async () => {
    expect(await get(key, {}, 'PUT')).toMatchObject({ status: 405, code: 'MethodNotAllowed' })
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
