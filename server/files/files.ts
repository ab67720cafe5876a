import type { Readable } from 'node:stream'
import type { S3Settings, SignedPart } from '../../src/upload.ts'

export type Credentials = {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  expiration?: Date
}

export type StoreConfig = {
  /** Undefined means AWS itself, spoken to as bucket.s3.region; any other store is spoken to as endpoint/bucket. */
  endpoint: string | undefined
  /** Where browsers reach it, if that is somewhere else. */
  publicEndpoint?: string
  region: string
  bucket: string
  /** Absent means the SDK's own chain of providers: environment, profile, task role… */
  credentials?: Credentials
}

export type StoredObject = { size: number; type: string }

export type OpenedObject = StoredObject & { body: Readable }

export type ListedObject = { key: string; size: number; modified: Date }

/** Both ends belong to it; without `end` it goes on to the last byte. */
export type Range = { start: number; end?: number }

export type Described = {
  key: string
  type: string
  /** The name a browser saves it under; such an object is always downloaded, never shown. */
  attachment?: string
}

/** An upload to be allowed: exactly this key and type, and at most `size` bytes (at least one unless 0). */
export type SignedObject = Described & { size: number }

export type UploadInParts = { key: string; id: string }
export type UploadedPart = { number: number; etag: string; size: number }
export type Unfinished = UploadInParts & { begun: Date }
/** Of `size` bytes, to the byte; `sha256` of them in hex, where it is known. */
export type PartToSign = { number: number; size: number; sha256?: string | undefined }

/** Every part but the last has 5 MiB or more; none is seen before all are completed. */
export type Multipart = {
  /** Returns the id of the upload. */
  begin(object: Described): Promise<string>
  sign(upload: UploadInParts, part: PartToSign): Promise<SignedPart>
  /** From here, at most 5 GiB; answers the ETag. */
  send(upload: UploadInParts, number: number, part: Uint8Array): Promise<string>
  /** What has arrived, by number; undefined when there is no such upload. */
  parts(upload: UploadInParts): Promise<UploadedPart[] | undefined>
  /**
   * Parts by number; does nothing when that is done already. Throws the store's refusal when a part is missing,
   * another or too small, and UploadGone when there is nothing to complete.
   */
  complete(upload: UploadInParts, parts: readonly Pick<UploadedPart, 'number' | 'etag'>[]): Promise<void>
  /** An upload that is not there counts as aborted. */
  abort(upload: UploadInParts): Promise<void>
  /** Those that were neither completed nor aborted. */
  unfinished(prefix: string): AsyncIterable<Unfinished>
}

/** What we ask of object storage. */
export type Files = {
  sign(object: SignedObject): Promise<S3Settings>
  /** Undefined when there is no such object (on AWS this needs s3:ListBucket, else it says 403). */
  head(key: string): Promise<StoredObject | undefined>
  /** Undefined as with `head`; `size` is that of the range. The body is to be read, or destroyed. */
  get(key: string, range?: Range): Promise<OpenedObject | undefined>
  /** Bytes of any length, 8 MiB of which are held at a time. Nothing is there before all have come. */
  put(object: Described, body: AsyncIterable<Uint8Array>): Promise<void>
  /** Within the store, with type and all. False when there is no such object. */
  copy(from: string, to: string): Promise<boolean>
  /** In the order of the keys. */
  list(prefix: string): AsyncIterable<ListedObject>
  /** Keys that are not there count as removed. Throws NotRemoved once all have been tried. */
  remove(keys: readonly string[]): Promise<void>
  multipart: Multipart
  /** The public address of an object. */
  url(key: string): string
  /** An address of one that is not public, good for so many seconds. */
  privateUrl(key: string, seconds: number): Promise<string>
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

export class UploadGone extends Error {
  override name = 'UploadGone'
}

export class NotRemoved extends Error {
  override name = 'NotRemoved'
  readonly failed: readonly { key: string; code: string }[]

  constructor(failed: readonly { key: string; code: string }[]) {
    super(`could not remove ${failed.length} objects, the first for ${failed[0]?.code}`)
    this.failed = failed
  }
}
