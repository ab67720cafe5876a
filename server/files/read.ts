import { Readable } from 'node:stream'
import { ask, type Client, ifMissing } from './client.ts'
import type { OpenedObject, Range, StoredObject } from './files.ts'

export async function headObject({ Bucket, open }: Client, key: string): Promise<StoredObject | undefined> {
  const { sdk, client } = await open()
  return await ask(() => client.send(new sdk.HeadObjectCommand({ Bucket, Key: key }))).then(
    toObject,
    ifMissing,
  )
}

export async function openObject(
  { Bucket, open }: Client,
  key: string,
  range?: Range,
): Promise<OpenedObject | undefined> {
  const { sdk, client } = await open()
  const wanted = { Bucket, Key: key, ...(range && { Range: `bytes=${range.start}-${range.end ?? ''}` }) }
  const answer = await ask(() => client.send(new sdk.GetObjectCommand(wanted))).catch(ifMissing)
  if (!answer) return undefined
  const { Body } = answer
  if (!(Body instanceof Readable)) throw new TypeError('the object store answered without a body')
  return { ...toObject(answer), body: Body }
}

function toObject({
  ContentLength = 0,
  ContentType = 'binary/octet-stream',
}: {
  ContentLength?: number | undefined
  ContentType?: string | undefined
}): StoredObject {
  return { size: ContentLength, type: ContentType }
}
