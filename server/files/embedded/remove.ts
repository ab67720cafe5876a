import { readWhole } from './body.ts'
import { answerXml, type Call, checkKey, type Store } from './call.ts'
import { Refusal, toRefusal } from './refusal.ts'
import { checkRequestSignature } from './signature.ts'
import { elements, type Node, texts } from './xml.ts'

const largestBody = 2 * 1024 * 1024
const mostKeys = 1000

export async function deleteObject(store: Store, call: Call): Promise<void> {
  const { request, response, key } = call
  await readWhole(request, checkRequestSignature(store, call), 0)
  checkKey(key)
  await store.objects.remove(key)
  await store.objects.settle()
  response.writeHead(204).end()
}

/** POST ?delete: many at once; what could not be removed is told one by one. */
export async function deleteObjects(store: Store, call: Call): Promise<void> {
  const body = await readWhole(call.request, checkRequestSignature(store, call), largestBody)
  const xml = body.toString()
  const keys = elements(xml, 'Object').flatMap(object => texts(object, 'Key'))
  if (keys.length === 0 || keys.length > mostKeys)
    throw new Refusal('MalformedXML', `Name between one and ${mostKeys} objects to delete.`)

  const Deleted: Node[] = []
  const failed: Node[] = []
  for (const key of keys) {
    const refusal = await remove(store, key)
    if (refusal) failed.push({ Key: key, Code: refusal.code, Message: refusal.message })
    else Deleted.push({ Key: key })
  }
  await store.objects.settle()
  const quiet = texts(xml, 'Quiet').includes('true')
  answerXml(call.response, 200, 'DeleteResult', { ...(!quiet && { Deleted }), Error: failed })
}

async function remove({ objects }: Store, key: string): Promise<Refusal | undefined> {
  try {
    checkKey(key)
    await objects.remove(key)
    return undefined
  } catch (error) {
    const refusal = toRefusal(error)
    if (refusal.status >= 500 && error !== refusal) console.error(error)
    return refusal
  }
}
