import { ascend, sortWith } from 'ramda'
import { openBody, readWhole } from './body.ts'
import { answerXml, type Call, checkKey, type Store } from './call.ts'
import { isChecksum } from './checksum.ts'
import { keptHeaders } from './headers.ts'
import { countOf, encoderOf } from './list.ts'
import { largestPut, receive } from './put.ts'
import { Refusal } from './refusal.ts'
import { checkRequestSignature } from './signature.ts'
import type { Part, Upload } from './uploads.ts'
import type { Node } from './xml.ts'

const mostParts = 10_000
const pageSize = 1000

/** POST ?uploads */
export async function beginUpload(store: Store, call: Call): Promise<void> {
  await readWhole(call.request, checkRequestSignature(store, call), 0)
  checkKey(call.key)
  const { id } = await store.objects.uploads.begin(call.key, keptHeaders(call.request.headers))
  answerXml(call.response, 200, 'InitiateMultipartUploadResult', {
    Bucket: store.bucket,
    Key: call.key,
    UploadId: id,
  })
}

/** PUT ?partNumber&uploadId: a number that comes again takes the place of the one before. */
export async function putPart(store: Store, call: Call): Promise<void> {
  const { request, response, query } = call
  const payload = checkRequestSignature(store, call)
  if (request.headers['x-amz-copy-source'] !== undefined)
    throw new Refusal('NotImplemented', 'Parts are not copied here.')
  const number = Number(query.get('partNumber'))
  if (!Number.isInteger(number) || number < 1 || number > mostParts)
    throw new Refusal('InvalidArgument', `Parts are numbered from 1 to ${mostParts}.`)
  const upload = await uploadOf(store, call)
  const body = openBody(request, payload, largestPut)
  await receive(store, call, body, async draft => {
    const { etag } = await store.objects.uploads.keepPart(upload, number, draft, body.checksums())
    response.writeHead(200, { etag: `"${etag}"`, ...body.checksums() }).end()
  })
}

/** GET ?uploadId */
export async function listParts(store: Store, call: Call): Promise<void> {
  await readWhole(call.request, checkRequestSignature(store, call), 0)
  const { query, response } = call
  const upload = await uploadOf(store, call)
  const most = countOf(query, 'max-parts', pageSize)
  const marker = query.has('part-number-marker') ? countOf(query, 'part-number-marker', mostParts) : 0
  const found = await store.objects.uploads.parts(upload, marker, most + 1)
  const parts = found.slice(0, most)
  answerXml(response, 200, 'ListPartsResult', {
    Bucket: store.bucket,
    Key: upload.key,
    UploadId: upload.id,
    PartNumberMarker: `${marker}`,
    ...(found.length > most && { NextPartNumberMarker: `${parts.at(-1)?.number ?? marker}` }),
    MaxParts: `${most}`,
    IsTruncated: `${found.length > most}`,
    Part: parts.map(toElement),
  })
}

/** GET ?uploads */
export async function listUploads(store: Store, call: Call): Promise<void> {
  await readWhole(call.request, checkRequestSignature(store, call), 0)
  const { query, response } = call
  const encode = encoderOf(query)
  const most = countOf(query, 'max-uploads', pageSize)
  const found = await uploadsAfter(store, query)
  const uploads = found.slice(0, most)
  const last = uploads.at(-1)
  answerXml(response, 200, 'ListMultipartUploadsResult', {
    Bucket: store.bucket,
    Prefix: encode(query.get('prefix') ?? ''),
    KeyMarker: encode(query.get('key-marker') ?? ''),
    UploadIdMarker: query.get('upload-id-marker') ?? '',
    MaxUploads: `${most}`,
    IsTruncated: `${found.length > most}`,
    ...(found.length > most && last && { NextKeyMarker: encode(last.key), NextUploadIdMarker: last.id }),
    Upload: uploads.map(({ key, id, begun }) => ({ Key: encode(key), UploadId: id, Initiated: begun })),
  })
}

/** DELETE ?uploadId */
export async function abortUpload(store: Store, call: Call): Promise<void> {
  await readWhole(call.request, checkRequestSignature(store, call), 0)
  await store.objects.uploads.end(await uploadOf(store, call))
  call.response.writeHead(204).end()
}

export function uploadOf({ objects }: Store, { query, key }: Call): Promise<Upload> {
  return objects.uploads.find(query.get('uploadId') ?? '', key)
}

async function uploadsAfter({ objects }: Store, query: URLSearchParams): Promise<Upload[]> {
  const prefix = query.get('prefix') ?? ''
  const key = query.get('key-marker') ?? ''
  const id = query.get('upload-id-marker') ?? ''
  const uploads = (await objects.uploads.all()).filter(
    upload =>
      upload.key.startsWith(prefix) &&
      (upload.key > key || (upload.key === key && id !== '' && upload.id > id)),
  )
  return sortWith([ascend(upload => upload.key), ascend(upload => upload.id)], uploads)
}

function toElement({ number, modified, etag, size, headers }: Part): Node {
  const sums = Object.entries(headers).filter(([name]) => isChecksum(name))
  return {
    PartNumber: `${number}`,
    LastModified: modified,
    ETag: `"${etag}"`,
    Size: `${size}`,
    ...Object.fromEntries(sums.map(([name, sum]) => [elementOf(name), sum])),
  }
}

/** ChecksumCRC32 for x-amz-checksum-crc32. */
export function elementOf(header: string): string {
  return `Checksum${header.slice('x-amz-checksum-'.length).toUpperCase()}`
}
