import AwsS3Form from 'aws-s3-form'
import type { S3Settings } from '../../src/upload.ts'
import { bucketAddress, encodeKey } from './address.ts'
import type { Credentials, SignedObject, StoreConfig } from './files.ts'
import { servedWith } from './served.ts'

const quarterHour = 15 * 60 * 1000

/**
 * Signs one upload. aws-s3-form left to its defaults allows any key, public-read and twelve hours, so that every
 * field it issues is given here, and bound by an exact condition.
 */
export function signForm(store: StoreConfig, credentials: Credentials, object: SignedObject): S3Settings {
  const { key, type, size } = object
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`cannot sign for a size of ${size}`)
  // Stores replace it by the name of the uploaded file, whatever was signed.
  if (key.includes('${filename}')) throw new RangeError('cannot sign a key with ${filename} in it')

  const expires = expiry(credentials)
  const extra = extraFields(object, credentials)
  const form = new AwsS3Form({
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey,
    region: store.region,
    bucket: store.bucket,
    useUuid: false,
  }).create(key, {
    acl: 'bucket-owner-full-control',
    contentType: type,
    successActionStatus: 201,
    policyExpiration: expires,
    customConditions: [
      ['eq', '$key', key],
      ['content-length-range', Math.min(size, 1), size],
      ...Object.entries(extra).map(([name, value]) => ['eq', `$${name}`, value]),
    ],
  })

  const base = bucketAddress(store)
  return {
    bucket: store.bucket,
    region: store.region,
    action: base,
    key,
    url: base + encodeKey(key),
    fields: { ...form.fields, ...extra },
    expires: expires.toISOString(),
  }
}

function expiry({ expiration }: Credentials): Date {
  const latest = Date.now() + quarterHour
  return new Date(expiration === undefined ? latest : Math.min(latest, expiration.getTime()))
}

function extraFields(object: SignedObject, { sessionToken }: Credentials): Record<string, string> {
  return {
    ...servedWith(object),
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  }
}
