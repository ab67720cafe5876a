import { createHash } from 'node:crypto'
import { readWhole } from './body.ts'
import { answerXml, type Call, locationOf, type Store } from './call.ts'
import { append } from './copy.ts'
import { elementOf, uploadOf } from './multipart.ts'
import { Refusal } from './refusal.ts'
import { checkRequestSignature } from './signature.ts'
import type { Part, Upload } from './uploads.ts'
import { elements, texts } from './xml.ts'

const largestBody = 4 * 1024 * 1024
const smallestPart = 5 * 1024 * 1024
const mostParts = 10_000

/** POST ?uploadId: makes one object of the parts that are named, in their order. */
export async function completeUpload(store: Store, call: Call): Promise<void> {
  const { request, response } = call
  const body = await readWhole(request, checkRequestSignature(store, call), largestBody)
  const upload = await uploadOf(store, call)
  const parts = await chosenParts(store, upload, elements(body.toString(), 'Part'))
  request.setTimeout(0)
  const etag = await join(store, upload, parts)
  await store.objects.uploads.end(upload)
  answerXml(response, 200, 'CompleteMultipartUploadResult', {
    Location: locationOf(call, upload.key),
    Bucket: store.bucket,
    Key: upload.key,
    ETag: `"${etag}"`,
  })
}

async function chosenParts({ objects }: Store, upload: Upload, named: string[]): Promise<Part[]> {
  if (named.length === 0 || named.length > mostParts)
    throw new Refusal('MalformedXML', `Name between one and ${mostParts} parts.`)
  const numbers = named.map(part => Number(texts(part, 'PartNumber')[0]))
  if (numbers.some((number, at) => at > 0 && !(number > (numbers[at - 1] ?? 0))))
    throw new Refusal('InvalidPartOrder', 'The parts are not in the order of their numbers.')

  const stored = await objects.uploads.parts(upload, 0, mostParts)
  const byNumber = new Map(stored.map(part => [part.number, part]))
  const parts = named.map((part, at) => checkPart(part, byNumber.get(numbers[at] ?? 0)))
  if (parts.slice(0, -1).some(({ size }) => size < smallestPart))
    throw new Refusal('EntityTooSmall', `Every part but the last must have ${smallestPart} bytes or more.`)
  return parts
}

function checkPart(named: string, part: Part | undefined): Part {
  const etag = texts(named, 'ETag').join('').replaceAll('"', '')
  const sums = Object.entries(part?.headers ?? {}).map(([name, sum]) => [
    texts(named, elementOf(name))[0] ?? sum,
    sum,
  ])
  if (part?.etag !== etag || sums.some(([given, sum]) => given !== sum))
    throw new Refusal('InvalidPart', 'A part is not there, or is not the one that was named.')
  return part
}

/** Copies rather than links the parts together: until the object is there as a whole, the upload remains as it was. */
async function join({ objects }: Store, upload: Upload, parts: readonly Part[]): Promise<string> {
  const draft = await objects.draft(etagOf(parts))
  try {
    for (const { number, etag } of parts) {
      const part = await objects.uploads.openPart(upload, number)
      try {
        if (part?.about.etag !== etag) throw new Refusal('InvalidPart', 'A part was replaced meanwhile.')
        await append(draft, part)
      } finally {
        await part?.close()
      }
    }
    const { key, headers } = upload
    const kept = await objects.keep(draft, { key, headers })
    return kept.etag
  } finally {
    await draft.discard()
  }
}

/** As S3: the MD5 of the parts' MD5s, and how many they were. */
function etagOf(parts: readonly Part[]): string {
  const hash = createHash('md5')
  for (const { etag } of parts) hash.update(etag, 'hex')
  return `${hash.digest('hex')}-${parts.length}`
}
