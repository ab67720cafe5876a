import type { S3Client } from '@aws-sdk/client-s3'
import { splitEvery } from 'ramda'
import { bucketAddress, encodeKey } from './address.ts'
import { type Files, type StoreConfig, type StoredObject, StoreUnavailable } from './files.ts'
import { signForm } from './sign.ts'

// A tenth of a second and 30 MB, so only once something is asked of the store.
const loadSdk = () => import('@aws-sdk/client-s3')
type Sdk = Awaited<ReturnType<typeof loadSdk>>

export function openFiles(config: StoreConfig): Files {
  const { bucket: Bucket } = config
  const base = bucketAddress(config)
  let opened: Promise<{ sdk: Sdk; client: S3Client }> | undefined
  const open = () => (opened ??= openClient(config))

  return {
    base,
    origin: new URL(base).origin,
    url: key => base + encodeKey(key),
    sign: async object => {
      const credentials =
        config.credentials ?? (await ask(async () => (await open()).client.config.credentials()))
      return signForm(config, credentials, object)
    },
    head: async key => {
      const { sdk, client } = await open()
      return await ask(() => client.send(new sdk.HeadObjectCommand({ Bucket, Key: key }))).then(
        toObject,
        ifMissing,
      )
    },
    remove: async keys => {
      const { sdk, client } = await open()
      for (const some of splitEvery(1000, keys)) {
        const Delete = { Objects: some.map(Key => ({ Key })), Quiet: true }
        const { Errors = [] } = await ask(() => client.send(new sdk.DeleteObjectsCommand({ Bucket, Delete })))
        if (Errors[0]) throw new Error(`could not remove ${Errors[0].Key}: ${Errors[0].Code}`)
      }
    },
    ready: async () => {
      const { sdk, client } = await open()
      const abortSignal = AbortSignal.timeout(2000)
      const answer = client.send(new sdk.HeadBucketCommand({ Bucket }), { abortSignal })
      await Promise.race([answer, failed(abortSignal)]).catch(unlessAnswered)
    },
    close: () => void opened?.then(({ client }) => client.destroy()),
  }
}

async function openClient({ endpoint, region, credentials }: StoreConfig) {
  const sdk = await loadSdk()
  const client = new sdk.S3Client({
    region,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(credentials && { credentials }),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true },
  })
  return { sdk, client }
}

async function ask<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question()
  } catch (error) {
    const status = statusOf(error)
    if (status === undefined || status === 429 || status >= 500)
      throw new StoreUnavailable('the object store does not answer', { cause: error })
    throw error
  }
}

function toObject({ ContentLength = 0, ContentType = 'binary/octet-stream' }): StoredObject {
  return { size: ContentLength, type: ContentType }
}

function ifMissing(error: unknown): undefined {
  if (statusOf(error) !== 404) throw error
}

/** The SDK heeds a signal only while it waits for the network, and may wait for credentials as well. */
function failed(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })
}

/** 403 is an answer: the credentials may be allowed objects and nothing else. */
function unlessAnswered(error: unknown): void {
  const status = statusOf(error)
  if (status === 403) return
  const problem =
    status === 404 ? 'the object store does not know our bucket' : 'the object store does not answer'
  throw new StoreUnavailable(problem, { cause: error })
}

/** The HTTP status that an error of the SDK came with; undefined when there was no answer at all. */
function statusOf(error: unknown): number | undefined {
  const { $metadata }: { $metadata?: { httpStatusCode?: number } } = Object(error)
  return $metadata?.httpStatusCode
}
