import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3'
import { ask, type Client, patient } from './client.ts'
import type { ListedObject } from './files.ts'

/** Page by page, as they are asked for. */
export async function* listObjects({ Bucket, open }: Client, prefix: string): AsyncGenerator<ListedObject> {
  const { sdk, client } = await open()
  let token: string | undefined
  do {
    const wanted = { Bucket, Prefix: prefix, ...(token !== undefined && { ContinuationToken: token }) }
    const page: ListObjectsV2CommandOutput = await ask(() =>
      client.send(new sdk.ListObjectsV2Command(wanted), patient),
    )
    for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? [])
      yield { key: Key, size: Size, modified: LastModified }
    token = page.NextContinuationToken
  } while (token !== undefined)
}
