import type { IncomingMessage } from 'node:http'
import { answerXml, type Call, checkKey, type Store } from './call.ts'
import { Refusal } from './refusal.ts'
import { checkRequestSignature } from './signature.ts'
import { texts } from './xml.ts'

const largestBody = 2 * 1024 * 1024
const mostKeys = 1000

export async function deleteObject(store: Store, { request, response, key }: Call): Promise<void> {
  checkRequestSignature(store, request, await readBody(request, 0))
  checkKey(key)
  await store.objects.remove(key)
  response.writeHead(204).end()
}

/** POST ?delete: many at once. */
export async function deleteObjects(store: Store, { request, response }: Call): Promise<void> {
  const body = await readBody(request, largestBody)
  checkRequestSignature(store, request, body)
  const xml = body.toString()
  const keys = texts(xml, 'Key')
  if (keys.length === 0 || keys.length > mostKeys)
    throw new Refusal('MalformedXML', `Name between one and ${mostKeys} objects to delete.`)
  keys.forEach(checkKey)

  for (const key of keys) await store.objects.remove(key)
  const Deleted = texts(xml, 'Quiet').includes('true') ? [] : keys.map(Key => ({ Key }))
  answerXml(response, 200, 'DeleteResult', { Deleted })
}

async function readBody(request: IncomingMessage, largest: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.length
    if (size > largest) throw new Refusal('MaxMessageLengthExceeded', 'The body of the request is too long.')
  }
  return Buffer.concat(chunks)
}
