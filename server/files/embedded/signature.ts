import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Credentials } from '../files.ts'
import { canonical } from './canonical.ts'
import { Refusal } from './refusal.ts'

/** Whom we believe, and for which region they must have signed. */
export type Trust = { region: string; credentials: Credentials }

type Signed = { request: IncomingMessage }

const algorithm = 'AWS4-HMAC-SHA256'
const largestSkew = 15 * 60 * 1000
const longestLasting = 7 * 24 * 3600

/** Refuses a form (names in lower case) whose policy we did not sign. */
export function checkFormSignature(trust: Trust, fields: ReadonlyMap<string, string>): void {
  const field = (name: string) => fields.get(name) ?? ''
  if (!fields.has('policy')) throw new Refusal('AccessDenied', 'A form needs a signed policy.')
  if (field('x-amz-algorithm') !== algorithm)
    throw new Refusal('InvalidArgument', `X-Amz-Algorithm must be ${algorithm}.`)
  const day = checkCredential(trust, field('x-amz-credential'))
  checkDate(field('x-amz-date'), day)
  checkToken(trust, fields.get('x-amz-security-token'))
  compare(sign(trust, day, field('policy')), field('x-amz-signature'))
}

/**
 * Refuses a request that we did not sign in its Authorization header. Returns what the signature says of the body, as
 * x-amz-content-sha256 has it.
 */
export function checkRequestSignature(trust: Trust, { request }: Signed): string {
  const { credential, names, signature } = parseAuthorization(request.headers.authorization)
  const day = checkCredential(trust, credential)
  const header = (name: string) => String(request.headers[name] ?? '')
  const date = header('x-amz-date')
  if (Math.abs(checkDate(date, day) - Date.now()) > largestSkew)
    throw new Refusal('RequestTimeTooSkewed', 'The time of the request is too far from ours.')
  checkToken(trust, request.headers['x-amz-security-token'])
  checkSignedNames(request, names)
  const payload = header('x-amz-content-sha256')
  compare(signRequest(trust, day, date, canonical(request, names, payload)), signature)
  return payload
}

/** Refuses a request whose address we did not sign, or too long ago. */
export function checkAddressSignature(trust: Trust, { request, query }: Signed & { query: URLSearchParams }) {
  const field = (name: string) => query.get(`X-Amz-${name}`) ?? ''
  if (field('Algorithm') !== algorithm)
    throw new Refusal('InvalidArgument', `X-Amz-Algorithm must be ${algorithm}.`)
  const day = checkCredential(trust, field('Credential'))
  const date = field('Date')
  checkTimes(checkDate(date, day), field('Expires'))
  checkToken(trust, query.get('X-Amz-Security-Token') ?? undefined)
  const names = field('SignedHeaders').split(';')
  checkSignedNames(request, names)
  compare(signRequest(trust, day, date, canonical(request, names, 'UNSIGNED-PAYLOAD')), field('Signature'))
}

/** In milliseconds since 1970, and in seconds. */
function checkTimes(signed: number, lasting: string): void {
  if (!/^\d{1,6}$/.test(lasting) || Number(lasting) > longestLasting)
    throw new Refusal('InvalidArgument', 'X-Amz-Expires must be a number of seconds, of a week at most.')
  if (signed > Date.now() + largestSkew)
    throw new Refusal('RequestTimeTooSkewed', 'The time of the request is too far from ours.')
  if (signed + Number(lasting) * 1000 < Date.now()) throw new Refusal('AccessDenied', 'Request has expired.')
}

function parseAuthorization(header = '') {
  if (header === '') throw new Refusal('AccessDenied', 'This request needs a signature.')
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=(\S+)$/.exec(
    header,
  )
  const [, credential, names, signature] = parts ?? []
  if (credential === undefined || names === undefined || signature === undefined)
    throw malformed('The Authorization header is not of AWS4-HMAC-SHA256.')
  return { credential, names: names.split(';'), signature }
}

/** Returns the day of the signing key. */
function checkCredential({ region, credentials }: Trust, credential: string): string {
  // A key id may hold slashes, the scope cannot.
  const [, id, day = '', scope] = /^(.+)\/(\d{8})\/([^/]+\/[^/]+\/[^/]+)$/.exec(credential) ?? []
  if (id === undefined) throw malformed('The credential is not of the form id/day/region/s3/aws4_request.')
  if (id !== credentials.accessKeyId)
    throw new Refusal('InvalidAccessKeyId', 'The access key id does not exist in our records.')
  if (scope !== `${region}/s3/aws4_request`)
    throw malformed(`The credential must end in ${region}/s3/aws4_request.`)
  return day
}

/** Returns the time in milliseconds. */
function checkDate(date: string, day: string): number {
  const [, year, month, date2, hours, minutes, seconds] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? []
  const time = Date.parse(`${year}-${month}-${date2}T${hours}:${minutes}:${seconds}Z`)
  if (Number.isNaN(time) || !date.startsWith(day))
    throw new Refusal('AccessDenied', 'X-Amz-Date is not a date of the day of the credential.')
  return time
}

function checkToken({ credentials }: Trust, token: string | string[] | undefined): void {
  if (token !== credentials.sessionToken) throw new Refusal('InvalidToken', 'The security token is not ours.')
}

function checkSignedNames({ headers }: IncomingMessage, names: readonly string[]): void {
  const needed = ['host', ...Object.keys(headers).filter(name => name.startsWith('x-amz-'))]
  const missing = needed.find(name => !names.includes(name))
  if (missing !== undefined) throw new Refusal('AccessDenied', `The header ${missing} was not signed.`)
}

function signRequest(trust: Trust, day: string, date: string, request: string): string {
  const scope = `${day}/${trust.region}/s3/aws4_request`
  return sign(trust, day, [algorithm, date, scope, sha256(request)].join('\n'))
}

function sign({ region, credentials }: Trust, day: string, text: string): string {
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>(
    hmac,
    `AWS4${credentials.secretAccessKey}`,
  )
  return hmac(key, text).toString('hex')
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex')
}

function compare(expected: string, given: string): void {
  if (
    given.length !== expected.length ||
    !timingSafeEqual(Buffer.from(given, 'latin1'), Buffer.from(expected))
  )
    throw new Refusal('SignatureDoesNotMatch', 'The signature is not the one that we calculate.')
}

function malformed(message: string): Refusal {
  return new Refusal('AuthorizationHeaderMalformed', message)
}
