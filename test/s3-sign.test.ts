import { S3Client } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Credentials, StoreConfig } from '../server/files/files.ts'
import { openFiles } from '../server/files/s3.ts'
import { credentials } from './help/s3.ts'

const config: StoreConfig = {
  endpoint: 'http://localhost:8001',
  region: 'eu-central-1',
  bucket: 'muzhack',
  credentials,
}
const tape = { key: 'u/ada/tape-loop/audio/x1/Loop 1.wav', type: 'audio/wav', size: 1000 }
const quarterHour = 15 * 60 * 1000

function signing(changes: Partial<StoreConfig> = {}) {
  return openFiles({ ...config, ...changes })
}

function policyOf({ Policy = '' }: Record<string, string>): { expiration: string; conditions: unknown[] } {
  return JSON.parse(Buffer.from(Policy, 'base64').toString())
}

/** The fields that a policy binds to one value, by name in lower case. */
function boundBy(fields: Record<string, string>): Record<string, unknown> {
  const exact = policyOf(fields).conditions.flatMap(condition => {
    if (!Array.isArray(condition)) return Object.entries(Object(condition))
    return condition[0] === 'eq' ? [[String(condition[1]).slice(1), condition[2]]] : []
  })
  return Object.fromEntries(exact.map(([name, value]) => [String(name).toLowerCase(), value]))
}

function withoutSignature(fields: Record<string, string>): Record<string, string> {
  const named = Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value])
  const { policy: _, 'x-amz-signature': __, ...others } = Object.fromEntries(named)
  return others
}

afterEach(() => {
  vi.useRealTimers()
})

describe('a signed form', () => {
  it('binds every field it issues by an exact condition', async () => {
    const { fields } = await signing().sign(tape)

    expect(boundBy(fields)).toEqual({ ...withoutSignature(fields), bucket: 'muzhack' })
  })

  it('binds the name of a download and the token of a role as well', async () => {
    const role: Credentials = { ...credentials, sessionToken: 'a/token+of=a role' }

    const { fields } = await signing({ credentials: role }).sign({ ...tape, attachment: 'Loop 1.wav' })

    expect(boundBy(fields)).toEqual({ ...withoutSignature(fields), bucket: 'muzhack' })
    expect(withoutSignature(fields)).toMatchObject({
      'x-amz-security-token': 'a/token+of=a role',
      'content-disposition': `attachment; filename="Loop 1.wav"; filename*=UTF-8''Loop%201.wav`,
    })
  })

  it('says what is to be stored, and how it is to be served', async () => {
    const { fields } = await signing().sign(tape)

    expect(fields).toMatchObject({
      key: tape.key,
      acl: 'bucket-owner-full-control',
      success_action_status: '201',
      'Content-Type': 'audio/wav',
      'Cache-Control': 'public, max-age=31536000, immutable',
    })
  })

  it('allows one byte up to the size asked for', async () => {
    const { fields } = await signing().sign(tape)

    expect(policyOf(fields).conditions).toContainEqual(['content-length-range', 1, 1000])
  })

  it('allows an empty file only where one was asked for', async () => {
    const { fields } = await signing().sign({ ...tape, size: 0 })

    expect(policyOf(fields).conditions).toContainEqual(['content-length-range', 0, 0])
  })

  it('holds for a quarter of an hour', async () => {
    vi.useFakeTimers({ now: new Date('2026-01-02T03:04:05.000Z'), toFake: ['Date'] })

    const { fields, expires } = await signing().sign(tape)

    expect(expires).toBe('2026-01-02T03:19:05.000Z')
    expect(policyOf(fields).expiration).toBe(expires)
  })

  it('ends with the credentials where they end sooner', async () => {
    const expiration = new Date(Date.now() + quarterHour / 3)

    const { fields, expires } = await signing({ credentials: { ...credentials, expiration } }).sign(tape)

    expect(expires).toBe(expiration.toISOString())
    expect(policyOf(fields).expiration).toBe(expires)
  })

  it('gives a name of other scripts in UTF-8, and something to those who cannot read it', async () => {
    const { fields } = await signing().sign({ ...tape, attachment: 'Hüllkurve "A"/5%.sch' })

    expect(fields['Content-Disposition']).toBe(
      `attachment; filename="H_llkurve _A__5_.sch"; filename*=UTF-8''H%C3%BCllkurve%20%22A%22_5%25.sch`,
    )
  })

  it('carries nothing over from the one before', async () => {
    const files = signing()
    await files.sign({ ...tape, attachment: 'secret.pdf' })

    const { fields } = await files.sign(tape)

    expect(fields).not.toHaveProperty('Content-Disposition')
  })

  it('is refused for a size that is none', async () => {
    const files = signing()

    await expect(files.sign({ ...tape, size: Number.NaN })).rejects.toThrow(RangeError)
    await expect(files.sign({ ...tape, size: -1 })).rejects.toThrow(RangeError)
    await expect(files.sign({ ...tape, size: 1.5 })).rejects.toThrow(RangeError)
  })

  it('is refused for a key that the store would rewrite', async () => {
    await expect(signing().sign({ ...tape, key: 'u/ada/${filename}' })).rejects.toThrow(RangeError)
  })

  it('is refused once the credentials have ended', async () => {
    const expiration = new Date(Date.now() - quarterHour)

    await expect(signing({ credentials: { ...credentials, expiration } }).sign(tape)).rejects.toThrow(/old/)
  })
})

describe('the address of a form', () => {
  it('is the bucket under our endpoint', async () => {
    const { action, url } = await signing().sign(tape)

    expect(action).toBe('http://localhost:8001/muzhack/')
    expect(url).toBe('http://localhost:8001/muzhack/u/ada/tape-loop/audio/x1/Loop%201.wav')
  })

  it('is the host of the bucket on AWS', async () => {
    const { action, url } = await signing({ endpoint: undefined }).sign(tape)

    expect(action).toBe('https://muzhack.s3.eu-central-1.amazonaws.com/')
    expect(url).toBe('https://muzhack.s3.eu-central-1.amazonaws.com/u/ada/tape-loop/audio/x1/Loop%201.wav')
  })

  it('keeps every character of a key', () => {
    const files = signing()

    const url = files.url(`u/ada/x/files/1/Ton & Bänd (1)!/50% #2?.txt`)

    expect(url).toBe(`${files.base}u/ada/x/files/1/Ton%20%26%20B%C3%A4nd%20%281%29%21/50%25%20%232%3F.txt`)
    expect(files.origin).toBe('http://localhost:8001')
  })
})

describe('a form signed by the SDK of AWS', () => {
  it('binds nothing that ours leaves open, for the same time and address', async () => {
    vi.useFakeTimers({ now: new Date('2026-01-02T03:04:05.000Z'), toFake: ['Date'] })
    const ours = await signing().sign(tape)
    const client = new S3Client({
      ...config,
      endpoint: config.endpoint ?? '',
      forcePathStyle: true,
      credentials,
    })

    const theirs = await createPresignedPost(client, {
      Bucket: 'muzhack',
      Key: tape.key,
      Expires: 900,
      Fields: { acl: 'bucket-owner-full-control', success_action_status: '201', 'Content-Type': tape.type },
      Conditions: [['content-length-range', 1, 1000]],
    })

    expect(boundBy(ours.fields)).toMatchObject(boundBy(theirs.fields))
    expect(policyOf(ours.fields).conditions).toContainEqual(policyOf(theirs.fields).conditions[0])
    expect(policyOf(theirs.fields).expiration).toBe(ours.expires.replace('.000', ''))
    expect(`${theirs.url}/`).toBe(ours.action)
  })
})
