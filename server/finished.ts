import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompressSync, constants, gzip } from 'node:zlib'
import type { ResponseObject, ResponseToolkit } from '@hapi/hapi'

type Encoding = 'br' | 'gzip' | 'identity'
export type Headers = Record<string, string>

/** An answer that is ready to be sent, packed; where packing is of no use, as it is. */
export type Finished = {
  tag: string
  headers: Headers
  /** Of the content as it is. */
  length: number
  bodies: Partial<Record<Encoding, Buffer>>
  /** The kind of address that it is found at, such as `/u/{owner}`. */
  route: string
  /** Not for whoever may be signed in. */
  isForVisitors?: boolean
  /** Those given before, so that the next of their kind is at hand. */
  answers?: Map<string, Answer>
}

export type Asked = {
  method: string
  headers: Pick<IncomingHttpHeaders, 'accept-encoding' | 'if-none-match'>
}
export type Answer = { readonly statusCode: 200 | 304; readonly headers: Headers; readonly body?: Buffer }

const pack = { br: promisify(brotliCompress), gzip: promisify(gzip) }

/** For what is made while somebody waits: 0.3 ms a page, where brotli's 11 takes 30 ms for a tenth less. */
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

type Described = Pick<Finished, 'headers' | 'route'>

export async function finish(content: Buffer, described: Described): Promise<Finished> {
  const [br, gzip] = await Promise.all([pack.br(content, quick), pack.gzip(content)])
  return finishedOf(content, described, { br, gzip })
}

/** Nothing needs be kept as it is beside its packed forms: few ask for that, and it is soon made. */
export function finishedOf(
  content: Buffer,
  { headers, route }: Described,
  packed: Partial<Record<'br' | 'gzip', Buffer>>,
): Finished {
  const tag = createHash('sha256').update(content).digest('base64url').slice(0, 22)
  const bodies = packed.br ? packed : { ...packed, identity: content }
  return { tag, route, headers: { ...headers, vary: 'accept-encoding' }, length: content.length, bodies }
}

/** In bytes, some for the rest of it too. */
export const sizeOf = ({ bodies }: Finished): number =>
  Object.values(bodies).reduce((sum, body) => sum + body.length, 4096)

export function answerOf(finished: Finished, asked: Asked): Answer {
  const encoding = encodingFor(finished, [asked.headers['accept-encoding'] ?? ''].flat().join())
  const etag = `"${finished.tag}${encoding === 'identity' ? '' : `-${encoding}`}"`
  if (isKnown(asked.headers['if-none-match'], etag))
    return once(finished, `known ${encoding}`, () => ({
      statusCode: 304,
      headers: { ...finished.headers, etag },
    }))
  const head = once(finished, `head ${encoding}`, () => headOf(finished, encoding, etag))
  if (asked.method.toUpperCase() === 'HEAD') return head
  const kept = finished.bodies[encoding]
  // Seldom asked for, and not worth its room.
  if (!kept) return { ...head, body: unpacked(finished) }
  return once(finished, encoding, () => ({ ...head, body: kept }))
}

function once(finished: Finished, kind: string, make: () => Answer): Answer {
  finished.answers ??= new Map()
  const given = finished.answers.get(kind)
  if (given) return given
  const made = make()
  finished.answers.set(kind, made)
  return made
}

function headOf({ headers, bodies, length }: Finished, encoding: Encoding, etag: string): Answer {
  return {
    statusCode: 200,
    headers: {
      ...headers,
      etag,
      'content-length': `${bodies[encoding]?.length ?? length}`,
      ...(encoding !== 'identity' && { 'content-encoding': encoding }),
    },
  }
}

/** hapi leaves the body away where only its headers were asked for. */
export function sent({ statusCode, headers, body }: Answer, h: ResponseToolkit): ResponseObject {
  // Nothing is packed again.
  h.request.info.acceptEncoding = 'identity'
  const response = h.response(body).code(statusCode)
  for (const [name, value] of Object.entries(headers)) response.header(name, value)
  return response
}

function unpacked({ bodies: { br } }: Finished): Buffer {
  if (!br) throw new Error('a finished answer has lost its content')
  return brotliDecompressSync(br)
}

/** By weak comparison, as a cache on the way may have made it weak. */
function isKnown(known: string | undefined, etag: string): boolean {
  if (known === undefined) return false
  const tags = known.split(',').map(tag => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}

function encodingFor({ bodies }: Finished, accepted: string): Encoding {
  const wanted = wantedBy(accepted)
  return wanted.find(encoding => encoding === 'identity' || bodies[encoding] !== undefined) ?? 'identity'
}

const remembered = new Map<string, readonly Encoding[]>()
const most = 200

/** Browsers send a handful of these, programs whatever they like. */
function wantedBy(accepted: string): readonly Encoding[] {
  const known = remembered.get(accepted)
  if (known) return known
  const wanted = readAccepted(accepted)
  if (remembered.size < most && accepted.length < 100) remembered.set(accepted, wanted)
  return wanted
}

const preferred = ['br', 'gzip', 'identity'] as const

/** The heaviest first; what packs best where they weigh the same, as they do for browsers. */
function readAccepted(accepted: string): readonly Encoding[] {
  const weights = new Map(accepted.toLowerCase().split(',').map(weighed))
  const weightOf = (encoding: Encoding) =>
    weights.get(encoding) ?? (encoding === 'identity' ? 0.001 : (weights.get('*') ?? 0))
  return preferred.filter(encoding => weightOf(encoding) > 0).toSorted((a, b) => weightOf(b) - weightOf(a))
}

function weighed(part: string): [name: string, weight: number] {
  const [name = '', ...settings] = part.split(';').map(text => text.trim())
  const q = settings.find(setting => setting.startsWith('q='))
  const weight = q === undefined ? 1 : Number(q.slice(2))
  return [name === 'x-gzip' ? 'gzip' : name, Number.isNaN(weight) ? 0 : weight]
}
