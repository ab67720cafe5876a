import type { S3Client } from '@aws-sdk/client-s3'
import { type StoreConfig, StoreUnavailable } from './files.ts'

// A tenth of a second and 30 MB, so only once something is asked of the store.
const loadSdk = () => import('@aws-sdk/client-s3')
type Sdk = Awaited<ReturnType<typeof loadSdk>>

/** What everything that is asked of the store has in common. */
export type Client = {
  config: StoreConfig
  Bucket: string
  open(): Promise<{ sdk: Sdk; client: S3Client }>
  close(): void
}

/** For what moves many bytes before it answers, here or within the store. */
export const patient = { requestTimeout: 10 * 60 * 1000 }

export function openClient(config: StoreConfig): Client {
  let opened: ReturnType<Client['open']> | undefined
  return {
    config,
    Bucket: config.bucket,
    open: () => (opened ??= connect(config)),
    close: () => void opened?.then(({ client }) => client.destroy()),
  }
}

/** Throws StoreUnavailable where the store does not answer, and its own error where it refuses. */
export async function ask<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question()
  } catch (error) {
    const status = statusOf(error)
    if (status === undefined || status === 429 || status >= 500)
      throw new StoreUnavailable('the object store does not answer', { cause: error })
    throw error
  }
}

export function ifMissing(error: unknown): undefined {
  if (statusOf(error) !== 404) throw error
}

/** The HTTP status that an error of the SDK came with; undefined when there was no answer at all. */
export function statusOf(error: unknown): number | undefined {
  const { $metadata }: { $metadata?: { httpStatusCode?: number } } = Object(error)
  return $metadata?.httpStatusCode
}

async function connect({ endpoint, region, credentials }: StoreConfig) {
  const sdk = await loadSdk()
  const client = new sdk.S3Client({
    region,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(credentials && { credentials }),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true },
    // Stores other than Amazon's know them not; the signature says what a body is anyway.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  return { sdk, client }
}
