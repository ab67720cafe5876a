import { openAsBlob } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { OwnAccount, Profile, ProfileChange } from '../src/account.ts'
import { cropSize, middle } from '../src/crop.ts'
import type { Licences } from '../src/licences.ts'
import { paths } from '../src/paths.ts'
import type { DraftFile, ProjectDraft, Variant } from '../src/project.ts'
import { type FileKind, kindFolders, type S3Settings, variantWidths } from '../src/upload.ts'
import { confirmByLetter, type Place } from './letters.ts'

/** Makers of the samples, and what each project is; the first is the account to log in with. */
export const makers = [
  { username: 'wren', name: 'Wren Halloran' },
  { username: 'otto-lindqvist', name: 'Otto Lindqvist' },
  { username: 'mirafuentes', name: 'Mira Fuentes' },
] as const

/** The newest comes first on the site, so the last is the one seen first. */
const ids = ['cloud-chamber', 'clatter-board', 'fader-box', 'eight-steps', 'dirty-echo', 'spring-tank']

type Meta = {
  owner: string
  title: string
  summary: string
  tags: string[]
  licences: Licences
  pictures: { path: string; alt: string }[]
}

type Options = { site: string; data: string; password: string; log: (message: string) => void }

const folder = join(import.meta.dirname, 'samples')
const types: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.wav': 'audio/wav',
}
const pictureSize = { width: 1600, height: 1200 }

/**
 * Publishes the sample projects and what their makers tell of themselves, by the public API and the real upload
 * path. What is there already is left alone, so that a seeding that was interrupted can simply be run again.
 */
export async function seed({ site, data, password, log }: Options): Promise<void> {
  const cookies = new Map<string, string>()
  for (const maker of makers) {
    const cookie = await enter({ url: site, data }, maker, password)
    cookies.set(maker.username, cookie)
    await introduce(clientOf(site, cookie), maker)
  }
  for (const id of ids) {
    const meta = JSON.parse(await textOf(id, 'project.json')) as Meta
    const client = clientOf(site, cookies.get(meta.owner) ?? '')
    if (await publish(client, id, meta)) log(`Published ${meta.title}`)
  }
}

/** Logs a maker in, signed up and confirmed if need be; answers the cookies. */
async function enter(place: Place, maker: (typeof makers)[number], password: string): Promise<string> {
  const { call } = clientOf(place.url, '')
  const known = await call('POST', paths.api.login, { username: maker.username, password })
  const answer = known.ok
    ? known
    : await call('POST', paths.api.signup, {
        ...maker,
        email: `${maker.username}@samples.invalid.example`,
        password,
      })
  await expectOk(answer, `${maker.username} could not log in`)
  const { email, isConfirmed } = (await answer.json()) as OwnAccount
  if (!isConfirmed) await confirmByLetter(email, place)
  return answer.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')
}

type Client = { call(method: string, path: string, body?: unknown): Promise<Response> }

const clientOf = (site: string, cookie: string): Client => ({
  call: (method, path, body) =>
    fetch(site + path, {
      method,
      headers: { cookie, origin: site, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
})

/** Has a maker tell of themselves, unless they have done so. */
async function introduce({ call }: Client, { username, name }: (typeof makers)[number]): Promise<void> {
  const address = paths.api.user({ username })
  const found = await call('GET', address)
  await expectOk(found, `${username} was not found`)
  const { about, version } = ((await found.json()) as Profile).account
  if (about !== '') return
  const change: ProfileChange = { name, about: await textOf('makers', `${username}.md`), version }
  await expectOk(await call('PUT', address, change), `${username} could not tell of themselves`)
}

async function publish(client: Client, id: string, meta: Meta): Promise<boolean> {
  const { owner, pictures, ...about } = meta
  if ((await client.call('GET', paths.api.project({ owner, id }))).ok) return false
  const files = [
    ...(await uploadAll(
      client,
      id,
      'picture',
      pictures.map(({ path }) => path),
    )),
    ...(await uploadAll(client, id, 'audio', await filesIn(id, 'audio'))),
    ...(await uploadAll(client, id, 'file', await filesIn(id, 'file'))),
  ]
  const draft: ProjectDraft = {
    id,
    ...about,
    description: await textOf(id, 'description.md'),
    instructions: await textOf(id, 'instructions.md'),
    files: files.map(file => described(file, pictures)),
    cover: files[0]?.key ?? null,
    status: 'published',
  }
  await expectOk(await client.call('POST', paths.api.projectsOf({ owner }), draft), `${id} was not published`)
  return true
}

function described(file: DraftFile, pictures: Meta['pictures']): DraftFile {
  if (file.kind !== 'picture') return file
  return { ...file, ...pictureSize, alt: pictures.find(({ path }) => path === file.path)?.alt ?? '' }
}

const textOf = (...path: string[]) => readFile(join(folder, ...path), 'utf8')

async function filesIn(id: string, kind: FileKind): Promise<string[]> {
  const root = join(folder, id, kindFolders[kind])
  const entries = await readdir(root, { recursive: true }).catch(() => [])
  const paths = await Promise.all(
    entries.map(async path => ((await stat(join(root, path))).isFile() ? [path] : [])),
  )
  return paths.flat().toSorted()
}

async function uploadAll(client: Client, id: string, kind: FileKind, names: string[]): Promise<DraftFile[]> {
  const files: DraftFile[] = []
  for (const path of names) {
    const file = join(folder, id, kindFolders[kind], path)
    const key = await upload(client, `${id}/${kindFolders[kind]}/${path}`, file)
    files.push({
      kind,
      path,
      key,
      ...(kind === 'picture' && { variants: await uploadSmaller(client, id, file) }),
    })
  }
  return files
}

async function uploadSmaller(client: Client, id: string, picture: string): Promise<Variant[]> {
  const variants: Variant[] = []
  for (const { file, width } of smallerOf(picture))
    variants.push({
      key: await upload(client, `${id}/${kindFolders.picture}/${basename(file)}`, file),
      width,
    })
  const card = cardOf(picture)
  const key = await upload(client, `${id}/${kindFolders.picture}/${basename(card)}`, card)
  return [...variants, { key, width: cropSize.width, crop: middle }]
}

/** Where the smaller copies of a sample's picture are. */
export const smallerOf = (picture: string): { file: string; width: number }[] =>
  variantWidths
    .filter(width => width < pictureSize.width)
    .map(width => ({
      file: besides(picture, `-${width}.webp`),
      width,
    }))

/** Where what other sites show of it is. */
export const cardOf = (picture: string): string => besides(picture, '-card.jpg')

const besides = (picture: string, ending: string) =>
  join(dirname(picture), '../smaller', basename(picture, extname(picture)) + ending)

/** As a browser does it: a form signed by the site, posted straight to the store. Answers the key. */
async function upload(client: Client, key: string, path: string): Promise<string> {
  const file = await openAsBlob(path)
  const wanted = new URLSearchParams({ key, type: types[extname(path)] ?? '', size: `${file.size}` })
  const signed = await client.call('GET', `${paths.api.s3Settings}?${wanted}`)
  await expectOk(signed, `${key} was not signed`)
  const settings = (await signed.json()) as S3Settings
  const form = new FormData()
  for (const [name, value] of Object.entries(settings.fields)) form.append(name, value)
  form.append('file', file)
  await expectOk(await fetch(settings.action, { method: 'POST', body: form }), `the store refused ${key}`)
  return settings.key
}

async function expectOk(answer: Response, problem: string): Promise<void> {
  if (!answer.ok) throw new Error(`${problem}: ${answer.status} ${await answer.text()}`)
}
