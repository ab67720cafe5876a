import type { S3Settings, SignedPart } from '../../../src/upload.ts'
import { nameOf } from './items.ts'
import type { StoreAnswer } from './refusals.ts'

/** Without a byte for so long a connection counts as lost, in ms. */
const silence = 90_000

/** Sends a file straight to the store; `onSent` hears of bytes. Rejects only when `signal` aborts. */
export function postFile(
  { action, fields }: S3Settings,
  file: Blob,
  path: string,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<StoreAnswer> {
  const request = new XMLHttpRequest()
  request.open('POST', action)
  return sent(request, formOf(fields, file, path), file.size, onSent, signal)
}

/** The same with a part of a file. */
export function putPart(
  { url, headers }: SignedPart,
  bytes: Blob,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<StoreAnswer> {
  const request = new XMLHttpRequest()
  request.open('PUT', url)
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
  return sent(request, bytes, bytes.size, onSent, signal)
}

function sent(
  request: XMLHttpRequest,
  body: FormData | Blob,
  size: number,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<StoreAnswer> {
  return new Promise((resolve, reject) => {
    const stop = () => request.abort()
    const give = (answer: StoreAnswer) => {
      clearTimeout(quiet)
      signal.removeEventListener('abort', stop)
      if (signal.aborted) reject(signal.reason)
      else resolve(answer)
    }
    let quiet = setTimeout(stop, silence)

    request.upload.addEventListener('progress', ({ loaded, total }) => {
      clearTimeout(quiet)
      quiet = setTimeout(stop, silence)
      // The form around the file counts too.
      onSent(Math.max(0, Math.min(size, loaded - (total - size))))
    })
    request.addEventListener('loadend', () =>
      give({ status: request.status, code: codeIn(request.responseText) }),
    )
    signal.addEventListener('abort', stop)
    request.send(body)
  })
}

/** S3 reads the fields that come before the file, and no more. */
function formOf(fields: S3Settings['fields'], file: Blob, path: string): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', file, nameOf(path))
  return form
}

const codeIn = (xml: string) => /<Code>([^<]*)<\/Code>/.exec(xml)?.[1] ?? ''
