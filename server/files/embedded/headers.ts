import { type IncomingHttpHeaders, validateHeaderValue } from 'node:http'
import { Refusal } from './refusal.ts'

const kept = ['content-type', 'content-disposition', 'cache-control', 'content-encoding', 'content-language']

/** What an object put by these headers is served with. */
export function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const named = Object.entries(headers).filter(
    ([name]) => kept.includes(name) || name.startsWith('x-amz-meta-'),
  )
  return Object.fromEntries(
    named
      .map(([name, value]) => [name, name === 'content-encoding' ? decoded(String(value)) : String(value)])
      .filter(([, value]) => value !== ''),
  )
}

export function checkHeader(name: string, value: string): string {
  try {
    validateHeaderValue(name, value)
    return value
  } catch {
    throw new Refusal('InvalidArgument', `The field ${name} cannot be sent as a header.`)
  }
}

/** `aws-chunked` says how a body came, not what it is. */
function decoded(encoding: string): string {
  return encoding
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== 'aws-chunked' && name !== '')
    .join(', ')
}
