import { randomBytes } from 'node:crypto'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { StoreConfig } from '../../server/files/files.ts'
import { openFiles } from '../../server/files/s3.ts'
import type { AnyStore } from './s3.ts'

/** A bucket of its own on the store of TEST_S3_ENDPOINT, set up as README.md wants it, for pages of `site`. */
export async function openRealStore(site: string): Promise<AnyStore> {
  const config = realConfig(`muzhack-test-${randomBytes(6).toString('hex')}`)
  const { bucket: Bucket, region, endpoint = '', credentials } = config
  const client = new S3Client({ region, endpoint, forcePathStyle: true, ...(credentials && { credentials }) })
  await client.send(new CreateBucketCommand({ Bucket }))
  await client.send(new PutBucketPolicyCommand({ Bucket, Policy: readable(Bucket) }))
  await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [ruleFor(site)] } }))
  const files = openFiles(config)
  return {
    config,
    files,
    stop: async () => {
      for await (const upload of files.multipart.unfinished('')) await files.multipart.abort(upload)
      const keys: string[] = []
      for await (const { key } of files.list('')) keys.push(key)
      await files.remove(keys)
      await client.send(new DeleteBucketCommand({ Bucket }))
      files.close()
      client.destroy()
    },
  }
}

function realConfig(bucket: string): StoreConfig {
  const { TEST_S3_ENDPOINT, TEST_S3_REGION, TEST_S3_ACCESS_KEY, TEST_S3_SECRET_KEY } = process.env
  return {
    endpoint: TEST_S3_ENDPOINT,
    region: TEST_S3_REGION ?? 'us-east-1',
    bucket,
    credentials: { accessKeyId: TEST_S3_ACCESS_KEY ?? '', secretAccessKey: TEST_S3_SECRET_KEY ?? '' },
  }
}

function readable(bucket: string): string {
  const Resource = [`arn:aws:s3:::${bucket}/u/*`]
  const Statement = [{ Effect: 'Allow', Principal: '*', Action: ['s3:GetObject'], Resource }]
  return JSON.stringify({ Version: '2012-10-17', Statement })
}

function ruleFor(site: string) {
  return {
    AllowedOrigins: [site],
    AllowedMethods: ['GET', 'HEAD', 'POST', 'PUT'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag', 'Location'],
  }
}
