import type { IncomingMessage } from 'node:http'
import { ascend, sortWith } from 'ramda'
import { encodeKey, percentEncode } from '../address.ts'

/** A request as its signature has it, with the headers of these names and this hash of its body. */
export function canonical(
  { method = '', url = '', headers }: IncomingMessage,
  names: readonly string[],
  payload: string,
): string {
  const [path = '', query = ''] = url.split('?', 2)
  const values = names.map(
    name =>
      `${name}:${String(headers[name] ?? '')
        .trim()
        .replace(/ +/g, ' ')}\n`,
  )
  return [
    method,
    encodeKey(decodeURIComponent(path)),
    canonicalQuery(query),
    values.join(''),
    names.join(';'),
    payload,
  ].join('\n')
}

function canonicalQuery(query: string): string {
  const pairs = query
    .split('&')
    // Of a signed address all is signed but the signature itself.
    .filter(pair => pair !== '' && !pair.startsWith('X-Amz-Signature='))
    .map(pair => {
      const [name = '', ...value] = pair.split('=')
      return { name: recode(name), value: recode(value.join('=')) }
    })
  return sortWith([ascend(({ name }) => name), ascend(({ value }) => value)], pairs)
    .map(({ name, value }) => `${name}=${value}`)
    .join('&')
}

function recode(text: string): string {
  return percentEncode(decodeURIComponent(text))
}
