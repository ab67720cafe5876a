import type { S3Settings } from '../../src/upload.ts'

export type Credentials = {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  expiration?: Date
}

export type StoreConfig = {
  /** Undefined means AWS itself, spoken to as bucket.s3.region; any other store is spoken to as endpoint/bucket. */
  endpoint: string | undefined
  region: string
  bucket: string
  /** Absent means the SDK's own chain of providers: environment, profile, task role… */
  credentials?: Credentials
}

export type StoredObject = { size: number; type: string }

/** An upload to be allowed: exactly this key and type, and at most `size` bytes (at least one unless 0). */
export type SignedObject = {
  key: string
  type: string
  size: number
  /** The name a browser saves it under; such an object is always downloaded, never shown. */
  attachment?: string
}

/** What we ask of object storage. */
export type Files = {
  sign(object: SignedObject): Promise<S3Settings>
  /** Undefined when there is no such object (on AWS this needs s3:ListBucket, else it says 403). */
  head(key: string): Promise<StoredObject | undefined>
  /** Keys that are not there count as removed. */
  remove(keys: readonly string[]): Promise<void>
  /** The public address of an object. */
  url(key: string): string
  /** What `url` prefixes, ending in a slash. */
  base: string
  origin: string
  /** Throws StoreUnavailable when the store does not answer for our bucket within two seconds. */
  ready(): Promise<void>
  close(): void
}

export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
}
