import { bucketAddress, encodeKey } from './address.ts'
import { ask, type Client, openClient, statusOf } from './client.ts'
import { copyObject } from './copy.ts'
import { type Files, type StoreConfig, StoreUnavailable } from './files.ts'
import { listObjects } from './list.ts'
import { openMultipart } from './multipart.ts'
import { putObject } from './put.ts'
import { headObject, openObject } from './read.ts'
import { removeObjects } from './remove.ts'
import { signForm } from './sign.ts'
import { signGet } from './sign-get.ts'

export function openFiles(config: StoreConfig): Files {
  const store = openClient(config)
  const base = bucketAddress(config)
  const multipart = openMultipart(store)
  return {
    base,
    origin: new URL(base).origin,
    url: key => base + encodeKey(key),
    privateUrl: (key, seconds) => signGet(store, key, seconds),
    sign: async object => {
      const credentials =
        config.credentials ?? (await ask(async () => (await store.open()).client.config.credentials()))
      return signForm(config, credentials, object)
    },
    head: key => headObject(store, key),
    get: (key, range) => openObject(store, key, range),
    put: (object, body) => putObject(store, multipart, object, body),
    copy: (from, to) => copyObject(store, from, to),
    list: prefix => listObjects(store, prefix),
    remove: keys => removeObjects(store, keys),
    multipart,
    ready: () => checkBucket(store),
    close: store.close,
  }
}

async function checkBucket({ Bucket, open }: Client): Promise<void> {
  const { sdk, client } = await open()
  const abortSignal = AbortSignal.timeout(2000)
  const answer = client.send(new sdk.HeadBucketCommand({ Bucket }), { abortSignal })
  await Promise.race([answer, failed(abortSignal)]).catch(unlessAnswered)
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
