import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  answerOf,
  ask,
  boundary,
  formOf,
  formText,
  openStore,
  part,
  post,
  sendRaw,
  stream,
  type TestStore,
} from './help/s3.ts'

const song = { key: 'u/ada/broken', type: 'audio/wav', size: 100 }

const head = [
  'POST /muzhack/ HTTP/1.1',
  'Host: localhost',
  `Content-Type: multipart/form-data; boundary=${boundary}`,
  'Content-Length: 100000000',
  '\r\n',
].join('\r\n')

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

const kept = async () => [await store.incoming(), await store.files.head(song.key)]

async function sendAs(type: string) {
  return answerOf(
    await fetch(store.files.base, { method: 'POST', headers: { 'content-type': type }, body: 'key=x' }),
  )
}

describe('a body that is no proper form', () => {
  it('is refused without a file', async () => {
    const { action, fields } = await store.files.sign(song)

    expect(await post({ action, fields }, undefined)).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })

  it('is refused with two files, or with fields after the file', async () => {
    const { action, fields } = await store.files.sign(song)
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
    const { action, fields } = await store.files.sign(song)
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
    const refused = { status: 400, code: 'MalformedPOSTRequest' }
    expect(await sendAs('application/x-www-form-urlencoded')).toMatchObject(refused)
    expect(await sendAs('multipart/form-data')).toMatchObject(refused)
    expect(await sendAs('multipart/form-data; boundary=')).toMatchObject(refused)
    expect(await sendAs('multipart/mixed; boundary=x')).toMatchObject(refused)
  })

  it('leaves nothing behind when the client hangs up half-way', async () => {
    const { action, fields } = await store.files.sign({ ...song, size: 1e9 })
    const begun = formText(fields, 'x'.repeat(500_000)).slice(0, -50)

    await sendRaw(action, head + begun, 'hang up')

    await expect.poll(kept).toEqual([[], undefined])
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

  it('is refused when its file does not begin within a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const { action, fields } = await store.files.sign(song)
    const begun = `${head}${formText(fields, 'la').slice(0, 300)}`

    const heard = sendRaw(action, begun, 'listen')
    await vi.waitUntil(() => vi.getTimerCount() > 0, { timeout: 30_000 })
    vi.advanceTimersByTime(60_000)

    await vi.waitUntil(() => vi.getTimerCount() > 0, { timeout: 30_000 })
    vi.advanceTimersByTime(60_000)
    expect(await heard).toContain('<Code>RequestTimeout</Code>')
  })

  it('is told so even while the client is still sending', async () => {
    const { action, fields } = await store.files.sign(song)
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

describe('the store', () => {
  it('still serves after all of this', async () => {
    expect(await post(await store.files.sign(song), 'the end')).toMatchObject({ status: 201 })
    expect(await ask(store, song.key)).toMatchObject({ status: 200, body: 'the end' })
  })
})
