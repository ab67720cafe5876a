import { createHash, randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { paths } from '../../src/paths.ts'
import type { DraftFile, ProjectDraft } from '../../src/project.ts'
import type { S3Settings } from '../../src/upload.ts'
import { confirmByLetter, type Place } from '../letters.ts'

const MiB = 1024 * 1024
const owner = 'ada'
export const address = { owner, id: 'big' }

/** Signs up, sends so many files of so many MiB, and publishes them; answers the SHA-256 of each, by its place. */
export async function publish(place: Place, files: number, size: number): Promise<Map<string, string>> {
  const account = { username: owner, name: 'Ada', email: 'ada@example.org', password: 'switched on 1968' }
  const site = place.url
  const signedUp = await call(site, 'POST', paths.api.signup, '', account)
  await confirmByLetter(account.email, place)
  const cookie = signedUp.headers.getSetCookie().map(set => set.split(';')[0])
  const sums = new Map<string, string>()
  const sent: DraftFile[] = []
  for (let i = 1; i <= files; i++) {
    const { key, sha256 } = await upload(site, cookie.join('; '), `take-${i}.wav`, size * MiB)
    sums.set(`files/take-${i}.wav`, sha256)
    sent.push({ kind: 'file', path: `take-${i}.wav`, key })
  }
  await call(site, 'POST', paths.api.projectsOf(address), cookie.join('; '), draftOf(sent))
  return sums
}

const draftOf = (files: DraftFile[]): ProjectDraft => ({
  id: address.id,
  title: 'Big',
  summary: '',
  description: 'All the takes.',
  instructions: '',
  licences: { docs: 'CC0-1.0' },
  tags: [],
  files,
  cover: null,
  status: 'published',
})

async function call(
  site: string,
  method: string,
  path: string,
  cookie: string,
  body?: unknown,
): Promise<Response> {
  const headers = { cookie, ...(body !== undefined && { 'content-type': 'application/json' }) }
  const json = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await fetch(site + path, { method, headers, ...json })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer
}

async function upload(site: string, cookie: string, path: string, size: number) {
  const wanted = new URLSearchParams({ key: `${address.id}/files/${path}`, type: '', size: `${size}` })
  const signed = await call(site, 'GET', `${paths.api.s3Settings}?${wanted}`, cookie)
  const form = (await signed.json()) as S3Settings
  const hash = createHash('sha256')
  await post(form, size, bytes => hash.update(bytes))
  return { key: form.key, sha256: hash.digest('hex') }
}

const named = (name: string) => `--bench\r\nContent-Disposition: form-data; name="${name}"`

/** Every mebibyte another one. */
async function post(
  { action, fields }: S3Settings,
  size: number,
  tell: (bytes: Buffer) => void,
): Promise<void> {
  const parts = Object.entries(fields).map(([name, value]) => `${named(name)}\r\n\r\n${value}\r\n`)
  const head = Buffer.from(`${parts.join('')}${named('file')}; filename="take"\r\n\r\n`)
  const tail = Buffer.from('\r\n--bench--\r\n')
  const sending = request(action, {
    method: 'POST',
    headers: {
      'content-type': 'multipart/form-data; boundary=bench',
      'content-length': head.length + size + tail.length,
    },
  })
  const status = new Promise<number | undefined>((resolve, reject) => {
    sending.once('response', response => resolve(response.resume().statusCode)).once('error', reject)
  })
  const noise = randomBytes(MiB)
  await pipeline(function* body() {
    yield head
    for (let sent = 0; sent < size; sent += MiB) {
      const bytes = Buffer.from(noise)
      bytes.writeUInt32LE(sent / MiB)
      tell(bytes)
      yield bytes
    }
    yield tail
  }, sending)
  if ((await status) !== 201) throw new Error(`the upload was answered with ${await status}`)
}
