import type { StoreConfig } from './files.ts'

/** Where a bucket is reached from outside, ending in a slash. */
export function bucketAddress({ publicEndpoint, region, bucket, ...store }: StoreConfig): string {
  const endpoint = publicEndpoint ?? store.endpoint
  if (endpoint !== undefined) return `${endpoint.replace(/\/+$/, '')}/${bucket}/`
  // A dot in the bucket's name would not fit the certificate of *.s3.region.amazonaws.com.
  return bucket.includes('.')
    ? `https://s3.${region}.amazonaws.com/${bucket}/`
    : `https://${bucket}.s3.${region}.amazonaws.com/`
}

/** What anybody may read; all else only we, and whoever has an address that we signed. */
export const publicFolder = 'u/'
export const privateFolder = 'exports/'

/** A key as it stands in an address. */
export function encodeKey(key: string): string {
  return key.split('/').map(percentEncode).join('/')
}

/** RFC 3986 to the letter, as signatures want it: encodeURIComponent leaves five characters alone. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
