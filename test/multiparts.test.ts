import { createHash, randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { sweepStrays } from '../server/domain/sweeps/strays.ts'
import { sweep } from '../server/domain/sweeps.ts'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import type { Project } from '../src/project.ts'
import { partSize, type SignedPart, type UploadInParts } from '../src/upload.ts'
import { anybody } from './help/autosaves.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'
import { all } from './help/s3.ts'

const site = muzhack()

const tape = randomBytes(partSize + 3)
const wanted = { key: 'loop/files/stems/tape.raw', type: '', size: tape.length }

const begin = async (maker: Visitor, change = {}) =>
  (await maker.post(paths.api.s3Uploads, { ...wanted, ...change })).json<UploadInParts>()

const look = (maker: Visitor, upload: UploadInParts) => maker.get(paths.api.s3Upload(upload))

const sign = (maker: Visitor, upload: UploadInParts, number: number, sha256?: string) =>
  maker.post(paths.api.s3UploadParts(upload), { number, sha256 })

const complete = (maker: Visitor, upload: UploadInParts) =>
  maker.put(paths.api.s3UploadCompletion(upload), undefined)

/** As the browser does: with a checksum, straight to the store. */
async function send(maker: Visitor, upload: UploadInParts, number: number): Promise<number> {
  const bytes = tape.subarray((number - 1) * partSize, number * partSize)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { url, headers } = (await sign(maker, upload, number, sha256)).json<SignedPart>()
  return (await fetch(url, { method: 'PUT', headers, body: Uint8Array.from(bytes) })).status
}

const rows = async (upload: UploadInParts) =>
  site.db.selectFrom('uploads').select('key').where('key', '=', upload.key).execute()

const atStore = ({ key }: UploadInParts) => all(site.files.multipart.unfinished(key))

/** As though it had been begun so many days earlier. */
const daysPass = ({ key }: UploadInParts, days: number) =>
  site.db
    .updateTable('uploads')
    .set({ signed: sql`signed - ${days} * interval '1 day'` })
    .where('key', '=', key)
    .execute()

const sweepNow = () => sweep({ ...site, signal: new AbortController().signal })

describe('an upload in parts', () => {
  it('becomes a file of a project, bit for bit', async () => {
    const ada = await anybody(site)
    const upload = await begin(ada)
    expect([await send(ada, upload, 2), await send(ada, upload, 1)]).toEqual([200, 200])
    expect((await complete(ada, upload)).json()).toMatchObject({ isComplete: true })

    const { key } = upload
    const file = { kind: 'file', path: 'stems/tape.raw', key } as const
    const [, username = ''] = key.split('/')
    const saved = await ada.post(paths.api.projectsOf({ owner: username }), aDraft({ files: [file] }))
    expect(saved.json<Project>().files).toMatchObject([{ size: tape.length, path: 'stems/tape.raw' }])
    const opened = await site.files.get(key)
    expect(opened && (await buffer(opened.body)).equals(tape)).toBe(true)
  })

  it('can be gone on with from what the store has', async () => {
    const bea = await anybody(site)
    const upload = await begin(bea)
    await send(bea, upload, 1)
    const found = (await look(bea, upload)).json<UploadInParts>()
    const etag = createHash('md5').update(tape.subarray(0, partSize)).digest('hex')
    expect(found).toEqual({ ...upload, parts: [{ number: 1, size: partSize, etag }] })

    await send(bea, upload, 2)
    await complete(bea, upload)
    expect((await look(bea, upload)).json()).toMatchObject({ isComplete: true })
  })

  it('is not complete before all of it is there, and may be completed twice', async () => {
    const cyd = await anybody(site)
    const upload = await begin(cyd)
    await send(cyd, upload, 1)
    const early = await complete(cyd, upload)
    expect(early.statusCode).toBe(422)
    expect(early.json<Refusal>().message).toBe('1 of 2 parts have not arrived.')

    await send(cyd, upload, 2)
    const answers = [await complete(cyd, upload), await complete(cyd, upload)]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200])
  })

  it('is known to be complete though the server was killed before it could say so', async () => {
    const dot = await anybody(site)
    const upload = await begin(dot)
    await send(dot, upload, 1)
    await send(dot, upload, 2)
    const [stored] = await atStore(upload)
    if (!stored) throw new Error('nothing was begun')
    await site.files.multipart.complete(stored, (await site.files.multipart.parts(stored)) ?? [])

    expect((await look(dot, upload)).json()).toMatchObject({ isComplete: true, parts: [] })
    expect((await complete(dot, upload)).statusCode).toBe(200)
  })

  it('leaves nothing when it is aborted, in the store or of the space it took', async () => {
    const eve = await anybody(site)
    const upload = await begin(eve)
    await send(eve, upload, 1)
    expect((await eve.remove(paths.api.s3Upload(upload))).statusCode).toBe(204)

    expect(await rows(upload)).toEqual([])
    expect(await atStore(upload)).toEqual([])
    const gone = await sign(eve, upload, 2)
    expect([gone.statusCode, gone.json<Refusal>().message]).toEqual([
      404,
      'This upload is no longer there: it was cancelled, or nobody went on with it for a week.',
    ])
    expect((await eve.remove(paths.api.s3Upload(upload))).statusCode).toBe(204)
  })

  it('is nobody else’s to see, send, complete or abort', async () => {
    const [fay, gil] = [await anybody(site), await anybody(site)]
    const upload = await begin(fay)
    const tried = [await look(gil, upload), await sign(gil, upload, 1), await complete(gil, upload)]
    expect(tried.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404])
    await gil.remove(paths.api.s3Upload(upload))
    expect((await look(fay, upload)).statusCode).toBe(200)
    expect((await look(site.visitor(), upload)).statusCode).toBe(401)
  })

  it.each([
    ['a file of more than two gigabytes', { size: 2 * 1024 ** 3 + 1 }, 'This file is too big: at most 2 GB.'],
    ['an empty file', { size: 0 }, 'An empty file has no parts.'],
    ['a picture that is none', { key: 'loop/pictures/a.svg', type: 'image/svg+xml' }, /is not a picture/],
    ['a path that leads elsewhere', { key: 'loop/files/../../x' }, /cannot be kept/],
  ])('is not begun for %s', async (_, change, words) => {
    const answer = await (await anybody(site)).post(paths.api.s3Uploads, { ...wanted, ...change })
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Refusal>().message).toMatch(words)
  })

  it('is signed for parts that it has, and for no others', async () => {
    const hal = await anybody(site)
    const upload = await begin(hal)
    const answers = [await sign(hal, upload, 3), await sign(hal, upload, 0), await sign(hal, upload, 1, 'no')]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([422, 422, 422])
    const { headers } = (await sign(hal, upload, 2)).json<SignedPart>()
    expect(headers.authorization).toMatch(
      /SignedHeaders=content-length;host;x-amz-content-sha256;x-amz-date,/,
    )
  })

  it('counts as held for a week, and is swept with all its parts after it', async () => {
    const ida = await anybody(site)
    const upload = await begin(ida)
    await send(ida, upload, 1)
    await daysPass(upload, 6)
    await sweepNow()
    await sweepStrays({ ...site, signal: new AbortController().signal }, new Date(Date.now() + 1000))
    expect((await look(ida, upload)).statusCode).toBe(200)

    await daysPass(upload, 2)
    await sweepNow()
    expect((await look(ida, upload)).statusCode).toBe(404)
    expect(await atStore(upload)).toEqual([])
  })

  it('may be completed on its last day: its file has a day more to be saved', async () => {
    const jo = await anybody(site)
    const upload = await begin(jo)
    await send(jo, upload, 1)
    await send(jo, upload, 2)
    await daysPass(upload, 6)
    await complete(jo, upload)
    await sweepNow()
    expect(await rows(upload)).toHaveLength(1)
  })
})
