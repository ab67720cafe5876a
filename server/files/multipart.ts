import type { ListMultipartUploadsCommandOutput, ListPartsCommandOutput } from '@aws-sdk/client-s3'
import { ask, type Client, ifMissing, patient } from './client.ts'
import {
  type Multipart,
  type Unfinished,
  type UploadedPart,
  UploadGone,
  type UploadInParts,
} from './files.ts'
import { headObject } from './read.ts'
import { describe } from './served.ts'
import { signPart } from './sign-part.ts'

/** Objects that come in parts, each by itself and in any order. */
export function openMultipart(store: Client): Multipart {
  const { Bucket, open } = store
  return {
    begin: async object => {
      const { sdk, client } = await open()
      const command = new sdk.CreateMultipartUploadCommand({ Bucket, ...describe(object) })
      const { UploadId = '' } = await ask(() => client.send(command))
      return UploadId
    },
    sign: (upload, part) => signPart(store, upload, part),
    send: async ({ key, id }, number, Body) => {
      const { sdk, client } = await open()
      const part = { Bucket, Key: key, UploadId: id, PartNumber: number, Body }
      const { ETag = '' } = await ask(() => client.send(new sdk.UploadPartCommand(part), patient))
      return ETag
    },
    parts: upload => listParts(store, upload),
    complete: async ({ key, id }, parts) => {
      const { sdk, client } = await open()
      const Parts = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag }))
      const named = { Bucket, Key: key, UploadId: id, MultipartUpload: { Parts } }
      const command = new sdk.CompleteMultipartUploadCommand(named)
      await ask(() => client.send(command, patient)).catch(error =>
        unlessCompleted(store, { key, id }, error),
      )
    },
    abort: async ({ key, id }) => {
      const { sdk, client } = await open()
      const command = new sdk.AbortMultipartUploadCommand({ Bucket, Key: key, UploadId: id })
      await ask(() => client.send(command)).catch(ifMissing)
    },
    unfinished: prefix => listUnfinished(store, prefix),
  }
}

/** The answer to an earlier completion may have been lost. Stores tell of uploads that are gone in different ways. */
async function unlessCompleted(store: Client, upload: UploadInParts, error: unknown): Promise<void> {
  if (await listParts(store, upload)) throw error
  if (!(await headObject(store, upload.key))) throw new UploadGone(upload.key, { cause: error })
}

async function listParts(
  { Bucket, open }: Client,
  { key, id }: UploadInParts,
): Promise<UploadedPart[] | undefined> {
  const { sdk, client } = await open()
  const parts: UploadedPart[] = []
  let marker: string | undefined
  do {
    const named = {
      Bucket,
      Key: key,
      UploadId: id,
      ...(marker !== undefined && { PartNumberMarker: marker }),
    }
    const page: ListPartsCommandOutput | undefined = await ask(() =>
      client.send(new sdk.ListPartsCommand(named)),
    ).catch(ifMissing)
    if (!page) return undefined
    for (const { PartNumber = 0, ETag = '', Size = 0 } of page.Parts ?? [])
      parts.push({ number: PartNumber, etag: ETag, size: Size })
    marker = page.IsTruncated ? page.NextPartNumberMarker : undefined
  } while (marker !== undefined)
  return parts
}

async function* listUnfinished({ Bucket, open }: Client, prefix: string): AsyncGenerator<Unfinished> {
  const { sdk, client } = await open()
  let after: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {}
  while (after) {
    const wanted = { Bucket, Prefix: prefix, ...after }
    const page: ListMultipartUploadsCommandOutput = await ask(() =>
      client.send(new sdk.ListMultipartUploadsCommand(wanted)),
    )
    for (const { Key = '', UploadId = '', Initiated = new Date(0) } of page.Uploads ?? [])
      yield { key: Key, id: UploadId, begun: Initiated }
    const { IsTruncated, NextKeyMarker = '', NextUploadIdMarker = '' } = page
    after = IsTruncated ? { KeyMarker: NextKeyMarker, UploadIdMarker: NextUploadIdMarker } : undefined
  }
}
