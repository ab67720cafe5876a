import { createHmac } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { S3Client } from '@aws-sdk/client-s3'
import { createEndpoint } from '../../server/files/embedded/endpoint.ts'
import type { Credentials, Files, StoreConfig } from '../../server/files/files.ts'
import { openFiles } from '../../server/files/s3.ts'
import type { S3Settings } from '../../src/upload.ts'
import { openRealStore } from './real-s3.ts'

export const credentials: Credentials = {
  accessKeyId: 'muzhack-test',
  secretAccessKey: 'a secret of the tests',
}
export const site = 'http://localhost:8000'

export type AnyStore = {
  config: StoreConfig
  files: Files
  stop(): Promise<void>
}

/** The embedded one, which can be looked into. */
export type TestStore = AnyStore & {
  folder: string
  /** Names of what is on its way in. */
  incoming(): Promise<string[]>
}

/** What `test/stores` is run on: the embedded endpoint, and the store that TEST_S3_ENDPOINT names, if any. */
export const stores: { name: string; open(): Promise<AnyStore> }[] = [
  { name: 'the embedded store', open: () => openStore() },
  ...(process.env.TEST_S3_ENDPOINT === undefined
    ? []
    : [{ name: 'the store of TEST_S3_ENDPOINT', open: () => openRealStore(site) }]),
]

/** The embedded endpoint in this process, on a free port and an empty folder. */
export async function openStore(trusted: Credentials = credentials): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'muzhack-s3-'))
  const options = { folder, bucket: 'muzhack', region: 'eu-central-1', credentials: trusted }
  const endpoint = createEndpoint({ ...options, allowedOrigins: [site] })
  const port = await endpoint.listen(0, '127.0.0.1')
  const config = { ...options, endpoint: `http://127.0.0.1:${port}` }
  const files = openFiles(config)
  return {
    config,
    files,
    folder,
    incoming: () => readdir(join(folder, 'incoming')),
    stop: async () => {
      files.close()
      await endpoint.close(0)
      await rm(folder, { recursive: true })
    },
  }
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

/** The form a browser would send; an undefined field is left out. */
export function formOf(
  fields: Record<string, string | undefined>,
  content?: string | Blob,
  name = 'a.wav',
): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined) form.append(field, value)
  }
  if (content !== undefined) form.append('file', new Blob([content]), name)
  return form
}

export async function post(
  { action, fields }: Pick<S3Settings, 'action' | 'fields'>,
  content: string | Blob | undefined,
  changes: Record<string, string | undefined> = {},
): Promise<Answer> {
  return answerOf(await fetch(action, { method: 'POST', body: formOf({ ...fields, ...changes }, content) }))
}

/** Asks for an object as anybody may. */
export async function ask(
  store: AnyStore,
  key: string,
  headers: Record<string, string> = {},
  method = 'GET',
) {
  return answerOf(await fetch(store.files.url(key), { method, headers }))
}

/** The SDK of AWS, as a second opinion. */
export function sdkOf({ config }: AnyStore, pretended = config.credentials ?? credentials): S3Client {
  const { endpoint = '', region } = config
  return new S3Client({ endpoint, region, credentials: pretended, forcePathStyle: true })
}

/** A form with a policy of its own making, properly signed with our key. */
export function signedByHand({ config, files }: TestStore, key: string, policy: unknown) {
  const date = new Date().toISOString().replace(/\.\d+|[:-]/g, '')
  const scope = [date.slice(0, 8), config.region, 's3', 'aws4_request']
  const bound = {
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': [credentials.accessKeyId, ...scope].join('/'),
    'x-amz-date': date,
  }
  const encoded = Buffer.from(JSON.stringify(policy)).toString('base64')
  const signingKey = scope.reduce<Buffer | string>(hmac, `AWS4${credentials.secretAccessKey}`)
  const signature = hmac(signingKey, encoded).toString('hex')
  return { action: files.base, fields: { key, ...bound, policy: encoded, 'x-amz-signature': signature } }
}

function hmac(secret: Buffer | string, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest()
}

export type Answer = { status: number; code: string | undefined; headers: Headers; body: string }

export async function answerOf(response: Response): Promise<Answer> {
  const body = await response.text()
  return { status: response.status, code: codeIn(body), headers: response.headers, body }
}

export const boundary = 'a-boundary'

/** A form as bytes, to be cut or bent. */
export function formText(fields: Record<string, string>, content: string): string {
  const parts = Object.entries(fields).map(([name, value]) => part(name, value))
  return `${parts.join('')}${part('file', content, '; filename="a.wav"')}--${boundary}--\r\n`
}

export function part(name: string, value: string, more = ''): string {
  return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
}

/** Sends a body of any shape, chunked, and takes the answer whenever it comes. */
export function stream(action: string, chunks: Iterable<string> | AsyncIterable<string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const type = `multipart/form-data; boundary=${boundary}`
    const sent = request(action, { method: 'POST', headers: { 'content-type': type } })
    let answered = false
    sent.once('error', error => answered || reject(error))
    sent.once('response', response => {
      answered = true
      void text(response).then(body => {
        resolve({ status: response.statusCode ?? 0, code: codeIn(body), headers: new Headers(), body })
      }, reject)
    })
    ;(async () => {
      for await (const chunk of chunks) {
        if (answered || sent.destroyed) break
        if (!sent.write(chunk)) await new Promise(next => sent.once('drain', next).once('close', next))
      }
      sent.end()
    })().catch(reject)
  })
}

/** Sends bytes as they are and hangs up, or waits for what comes back. */
export function sendRaw(address: string, bytes: string, end: 'hang up' | 'listen'): Promise<string> {
  const { hostname, port } = new URL(address)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes, () => end === 'hang up' && setTimeout(() => socket.destroy(), 50))
    })
    let heard = ''
    socket.on('data', data => (heard += String(data)))
    socket.once('close', () => resolve(heard))
    socket.once('error', reject)
  })
}

export function codeIn(body: string): string | undefined {
  return /<Code>(\w+)<\/Code>/.exec(body)?.[1]
}
