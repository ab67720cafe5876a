import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { Refusal } from './refusal.ts'

export type Form = {
  /** By name in lower case. */
  fields: Map<string, string>
  file: Readable
  filename: string
  /** What is left to come when the file begins, as far as the client has declared it. */
  left: number
  /** Settles once the closing boundary has come, with nothing after the file. */
  whole: Promise<void>
}

/** As S3: all that comes before the file, and how long to wait for it. */
const preamble = { bytes: 20 * 1024, fields: 50, milliseconds: 60_000 }

/**
 * Reads a form as far as its file. A refusal, here or in `whole`, leaves the request unpiped and the rest of its
 * body to the caller.
 */
export function readForm(request: IncomingMessage): Promise<Form> {
  const parser = openParser(request)
  const form = Promise.withResolvers<Form>()
  const whole = Promise.withResolvers<void>()
  // A form refused before its file came is told of by `form` alone.
  whole.promise.catch(() => undefined)
  const fields = new Map<string, string>()
  let file: Readable | undefined
  let bytes = 0

  const refuse = (refusal: Refusal) => {
    request.unpipe(parser)
    form.reject(refusal)
    whole.reject(refusal)
    file?.destroy(refusal)
  }
  const slow = setTimeout(() => refuse(tooSlow()), preamble.milliseconds)
  void form.promise.finally(() => clearTimeout(slow)).catch(() => undefined)

  parser.on('field', (name: string | undefined, value, _nameCut, valueCut) => {
    const refusal = refusalOf(fields, name, valueCut, file !== undefined)
    if (refusal) refuse(refusal)
    else fields.set(String(name).toLowerCase(), value)
  })
  parser.on('file', (_name, stream, filename: string | undefined) => {
    file = stream
    stream.on('error', () => undefined)
    const left = Number(request.headers['content-length'] ?? 0) - bytes
    form.resolve({ fields, file, filename: filename ?? '', left, whole: whole.promise })
  })
  parser.on('fieldsLimit', () => refuse(tooMuch()))
  parser.on('partsLimit', () => refuse(tooMuch()))
  parser.on('filesLimit', () => refuse(oneFile()))
  parser.on('error', () => refuse(notAForm()))
  parser.on('finish', () => (file ? whole.resolve() : refuse(oneFile())))
  request.on('close', () => request.complete || refuse(incomplete()))
  request.on('data', (chunk: Buffer) => {
    if (!file && bytes > preamble.bytes) refuse(tooMuch())
    bytes += chunk.length
  })
  request.pipe(parser)
  return form.promise
}

function openParser({ headers }: IncomingMessage): BusboyInstance {
  const type = headers['content-type'] ?? ''
  if (!/^multipart\/form-data\s*;/i.test(type)) throw notAForm()
  try {
    return new Busboy({
      headers: { ...headers, 'content-type': type },
      isPartAFile: name => name?.toLowerCase() === 'file',
      fileHwm: 256 * 1024,
      limits: {
        fields: preamble.fields,
        fieldSize: preamble.bytes,
        files: 1,
        parts: preamble.fields + 2,
        headerPairs: 20,
        headerSize: 8 * 1024,
      },
    })
  } catch (error) {
    throw notAForm(error)
  }
}

function refusalOf(fields: Map<string, string>, name: string | undefined, cut: boolean, late: boolean) {
  if (!name) return notAForm()
  if (cut) return tooMuch()
  if (late) return new Refusal('InvalidArgument', 'The file must be the last field of the form.')
  if (fields.has(name.toLowerCase())) return new Refusal('InvalidArgument', 'A field of the form came twice.')
  return undefined
}

function notAForm(cause?: unknown): Refusal {
  const refusal = new Refusal('MalformedPOSTRequest', 'The body is not well-formed multipart/form-data.')
  refusal.cause = cause
  return refusal
}

function oneFile(): Refusal {
  return new Refusal('InvalidArgument', 'POST requires exactly one file upload per request.')
}

function tooMuch(): Refusal {
  return new Refusal('MaxPostPreDataLengthExceeded', 'The fields before the file are too many or too large.')
}

function tooSlow(): Refusal {
  return new Refusal('RequestTimeout', 'The file of the form did not begin in time.')
}

function incomplete(): Refusal {
  return new Refusal('IncompleteBody', 'The connection ended before the form did.')
}
