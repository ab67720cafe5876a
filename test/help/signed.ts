import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { S3Client } from '@aws-sdk/client-s3'
import { SignatureV4 } from '@smithy/signature-v4'
import { type Answer, type AnyStore, codeIn, credentials } from './s3.ts'

type Call = {
  method: string
  /** Of the key, as it is to stand in the address. */
  key: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: string | Buffer
}

/** Sends a request of any shape, properly signed, with x-amz-content-sha256 as given or as the body has it. */
export async function sendSigned(
  store: AnyStore,
  call: Call,
  more: Record<string, string> = {},
): Promise<Answer> {
  const { method, path, headers } = await sign(store, call)
  const address = call.query ? `${path}?${new URLSearchParams(call.query)}` : path
  const { hostname, port } = new URL(store.files.base)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path: address, headers: { ...headers, ...more } })
    sent.once('error', reject).once('response', response => {
      const { statusCode: status = 0 } = response
      const answered = new Headers(
        Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
      )
      void text(response).then(
        body => resolve({ status, code: codeIn(body), headers: answered, body }),
        reject,
      )
    })
    sent.end(call.body)
  })
}

function sign({ config, files }: AnyStore, { method, key, query = {}, headers = {}, body = '' }: Call) {
  const { host, hostname, pathname, protocol } = new URL(files.base)
  const signer = new SignatureV4({
    service: 's3',
    region: config.region,
    credentials: config.credentials ?? credentials,
    sha256: new S3Client({ region: config.region }).config.sha256,
    uriEscapePath: false,
    applyChecksum: false,
  })
  const hash = createHash('sha256').update(body).digest('hex')
  return signer.sign({
    method,
    protocol,
    hostname,
    path: pathname + key,
    query,
    headers: { host, 'x-amz-content-sha256': hash, ...headers },
  })
}
