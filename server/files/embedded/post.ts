import { answerXml, type Call, checkKey, locationOf, type Store } from './call.ts'
import type { Draft } from './draft.ts'
import { type Form, readForm } from './form.ts'
import { checkHeader } from './headers.ts'
import { checkPolicy, type SizeRange } from './policy.ts'
import { Refusal } from './refusal.ts'
import { checkFormSignature } from './signature.ts'
import type { About } from './stored.ts'

const keptHeaders = ['content-type', 'content-disposition', 'cache-control']
/** Around the file itself: its closing boundary, and whatever of the form comes in the same packet. */
const slack = 20 * 1024

/** An upload by a browser's form, as the policy in it allows. */
export async function postObject(store: Store, call: Call): Promise<void> {
  const form = await readForm(call.request)
  const key = keyOf(form)
  const fields = new Map(form.fields).set('key', key).set('bucket', store.bucket)
  checkFormSignature(store, fields)
  const range = checkPolicy(fields.get('policy') ?? '', fields)
  const headers = headersOf(fields)
  if (form.left - slack > range.largest) throw tooLarge(range)

  const draft = await store.objects.draft()
  try {
    await receive(form, range, draft)
    // From here on silence is ours: making a large file durable can take longer than a client may be idle.
    call.request.setTimeout(0)
    answer(call, form, await store.objects.keep(draft, { key, headers }))
  } finally {
    await draft.discard()
  }
}

function keyOf({ fields, filename }: Form): string {
  const key = fields.get('key')
  if (key === undefined) throw new Refusal('InvalidArgument', "Bucket POST must contain a field named 'key'.")
  const named = key.replaceAll('${filename}', () => filename)
  checkKey(named)
  return named
}

function headersOf(fields: ReadonlyMap<string, string>): Record<string, string> {
  const headers = keptHeaders.flatMap(name => {
    const value = fields.get(name)
    return value === undefined ? [] : [[name, checkHeader(name, value)]]
  })
  return Object.fromEntries(headers)
}

async function receive({ file, whole }: Form, range: SizeRange, draft: Draft): Promise<void> {
  const chunks: AsyncIterable<Buffer> = file
  for await (const bytes of chunks) {
    await draft.write(bytes)
    if (draft.size() > range.largest) throw tooLarge(range)
  }
  await whole
  if (draft.size() < range.smallest)
    throw new Refusal('EntityTooSmall', `The file is smaller than the ${range.smallest} bytes of the policy.`)
}

function tooLarge({ largest }: SizeRange): Refusal {
  return new Refusal('EntityTooLarge', `The file is larger than the ${largest} bytes of the policy.`)
}

function answer(call: Call, { fields }: Form, { key, etag }: About): void {
  const { response, bucket } = call
  const location = locationOf(call, key)
  response.setHeader('etag', `"${etag}"`).setHeader('location', location)
  const status = fields.get('success_action_status')
  if (status !== '201') response.writeHead(status === '200' ? 200 : 204).end()
  else
    answerXml(response, 201, 'PostResponse', {
      Location: location,
      Bucket: bucket,
      Key: key,
      ETag: `"${etag}"`,
    })
}
