import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { makeArchive } from '../server/domain/archives.ts'
import { mostAttempts, startWorker, type Worker } from '../server/domain/jobs/worker.ts'
import { jobs } from '../server/domain/jobs.ts'
import { sweepStrays } from '../server/domain/sweeps/strays.ts'
import { sweep } from '../server/domain/sweeps.ts'
import { type Files, StoreUnavailable } from '../server/files/files.ts'
import type { Archive } from '../src/archive.ts'
import { paths } from '../src/paths.ts'
import type { DraftFile, Project, ProjectDraft } from '../src/project.ts'
import { aDraft, muzhack, publicUrl, type Visitor } from './help/muzhack.ts'
import { all } from './help/s3.ts'
import { misfits, sumOf, unzip } from './help/zip.ts'

const site = muzhack()
const soon = { timeout: 20_000, interval: 50 }
const MiB = 1024 * 1024

let makers = 0
let name = ''
let ada: Visitor
let worker: Worker | undefined

beforeEach(async () => {
  await site.db.deleteFrom('accounts').execute()
  await site.db.deleteFrom('jobs').execute()
  name = `ada-${++makers}`
  ada = await site.maker(name)
})

afterEach(async () => {
  await worker?.stop()
  worker = undefined
})

const address = () => ({ owner: name, id: 'tape-loop' })
const publish = (draft: Partial<ProjectDraft> = {}) =>
  ada.post(paths.api.projectsOf({ owner: name }), aDraft(draft))
const save = (version: number, draft: Partial<ProjectDraft> = {}) =>
  ada.put(paths.api.project(address()), { ...aDraft(draft), version })
const file = (path: string, content: string | Buffer = path) => ada.upload('file', path, Buffer.from(content))

const archive = async () => (await ada.get(paths.api.project(address()))).json<Project>().archive
const archiveFor = (visitor: Visitor) => visitor.get(paths.api.archive(address()))
const states = async () =>
  (await site.db.selectFrom('jobs').select('state').where('name', '=', 'archive').execute()).map(
    job => job.state,
  )

function work(files: Files = site.files) {
  worker = startWorker({ archive: jobs.archive }, { ...site, files, log: () => undefined }, { idle: 20 })
}

async function made(): Promise<Extract<Archive, { state: 'made' }>> {
  await expect.poll(archive, soon).toMatchObject({ state: 'made' })
  return (await archive()) as Extract<Archive, { state: 'made' }>
}

async function download(): Promise<Map<string, Buffer>> {
  const { url, size } = await made()
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer())
  expect(bytes.length).toBe(size)
  return unzip(bytes)
}

/** What the store holds of archives, finished and not. */
async function held() {
  const prefix = `u/${name}/tape-loop/archives/`
  const objects = await all(site.files.list(prefix))
  const unfinished = await all(site.files.multipart.unfinished(prefix))
  return { zips: objects.length, unfinished: unfinished.length }
}

/** All archives were superseded so many days earlier. */
const daysPass = (days: number) =>
  sql`update archives set superseded = superseded - ${days} * interval '1 day'`.execute(site.db)
const sweepNow = () => sweep({ ...site, signal: new AbortController().signal })

describe('the archive of a published project', () => {
  it('holds its texts, its files, who made it and what may be done with it', async () => {
    const files = [
      await ada.upload('picture', 'front.png', Buffer.from('a picture')),
      await ada.upload('audio', 'loops/one.wav', randomBytes(3000), 'audio/wav'),
      await file('kicad/panel.kicad_pcb', randomBytes(200_000)),
      await file('empty.txt', ''),
    ]
    const { key } = await ada.upload('picture', 'front-card.jpg', Buffer.from('cut'), 'image/jpeg')
    const variants = [{ key, width: 1200, crop: { x: 50, y: 50 } }]
    await publish({
      files: files.map(one =>
        one.kind === 'picture' ? { ...one, alt: 'The "front"', caption: 'Ünten: no', variants } : one,
      ),
      licences: { docs: 'CC-BY-4.0', hardware: 'CERN-OHL-S-2.0' },
      tags: ['no', '1.0'],
      description: 'It goes **round**. '.repeat(5000),
    })
    work()

    const zip = await download()
    expect([...zip.keys()].toSorted()).toEqual([
      'ATTRIBUTION.txt',
      'CHECKSUMS.sha256',
      'audio/loops/one.wav',
      'description.md',
      'files/empty.txt',
      'files/kicad/panel.kicad_pcb',
      'instructions.md',
      'muzhack/metadata.yaml',
      'pictures/front.png',
    ])
    expect(misfits(zip)).toEqual([])
    for (const { kind, path, key } of files) {
      const stored = await (await fetch(site.files.url(key))).arrayBuffer()
      const place = `${kind === 'audio' ? kind : `${kind}s`}/${path}`
      expect(zip.get(place)?.equals(Buffer.from(stored))).toBe(true)
    }
    expect([String(zip.get('description.md')), String(zip.get('instructions.md'))]).toEqual([
      'It goes **round**. '.repeat(5000),
      '1. Cut the tape',
    ])

    const { published, updated } = (await ada.get(paths.api.project(address()))).json<Project>()
    const metadata: unknown = parse(String(zip.get('muzhack/metadata.yaml')))
    expect(metadata).toMatchObject({
      title: 'Tape Loop',
      id: 'tape-loop',
      owner: { username: name, name: `Maker ${name}` },
      address: publicUrl + paths.project(address()),
      tags: ['no', '1.0'],
      licences: { docs: 'CC-BY-4.0', hardware: 'CERN-OHL-S-2.0' },
      version: 1,
      published,
      updated,
    })
    expect(metadata).toHaveProperty(
      'files',
      expect.arrayContaining([
        {
          place: 'pictures/front.png',
          path: 'front.png',
          kind: 'picture',
          size: 9,
          type: 'image/png',
          sha256: sumOf(Buffer.from('a picture')),
          alt: 'The "front"',
          caption: 'Ünten: no',
          cover: true,
        },
      ]),
    )
    expect(String(zip.get('ATTRIBUTION.txt'))).toMatch(
      /^"Tape Loop" by Maker ada-\d+ \(ada-\d+\)\nhttp:\/\/muzhack.test\/u\/ada-\d+\/tape-loop\n.*\n\nText and pictures: Creative Commons Attribution 4.0 \(CC-BY-4.0\)\nhttps:\/\/creativecommons.org\/licenses\/by\/4.0\/\nHardware: CERN/,
    )
  })

  it('tells the checksum of each file, whatever its browser told', async () => {
    const [told, untold] = [await file('told.txt'), await file('untold.txt')]
    await publish({ files: [{ ...told, sha256: '0'.repeat(64) }, untold] })
    work()
    await made()
    const { files } = (await ada.get(paths.api.project(address()))).json<Project>()
    expect(files.map(({ sha256 }) => sha256)).toEqual(
      ['told.txt', 'untold.txt'].map(text => sumOf(Buffer.from(text))),
    )
  })

  it('is there for a project of texts alone, is downloaded under a name that tells what it is, and costs no quota', async () => {
    await publish()
    work()
    const { url } = await made()
    const { headers } = await fetch(url, { method: 'HEAD' })
    expect(headers.get('content-type')).toBe('application/zip')
    expect(headers.get('content-disposition')).toContain(`filename="${name}-tape-loop-v1.zip"`)
    expect(url).toContain(`/u/${name}/tape-loop/archives/`)
    const counted = site.db.selectFrom('uploads').select('key').where('key', 'like', `u/${name}/%`)
    expect(await counted.execute()).toEqual([])
  })

  it('can be unpacked on any system, whatever its files are called', async () => {
    const odd = [
      'Panel.svg',
      'panel.svg',
      'a',
      'a/b',
      'CON.txt',
      'what?.txt',
      'what*.txt',
      'what_.txt',
      'dot./x',
      'Größe 🎛.csv',
      '-rf',
    ]
    await publish({ files: await Promise.all(odd.map(path => file(path))) })
    work()
    const zip = await download()
    const metadata = parse(String(zip.get('muzhack/metadata.yaml'))) as {
      files: { place: string; path: string }[]
    }
    expect(
      Object.fromEntries(metadata.files.map(({ path, place }) => [path, place.slice('files/'.length)])),
    ).toEqual({
      'Panel.svg': 'Panel.svg',
      'panel.svg': 'panel (2).svg',
      a: 'a (2)',
      'a/b': 'a/b',
      'CON.txt': '_CON.txt',
      'what_.txt': 'what_.txt',
      'what*.txt': 'what_ (2).txt',
      'what?.txt': 'what_ (3).txt',
      'dot./x': 'dot_/x',
      'Größe 🎛.csv': 'Größe 🎛.csv',
      '-rf': '-rf',
    })
    expect(misfits(zip)).toEqual([])
    expect(metadata.files.map(({ place }) => String(zip.get(place)))).toEqual(odd)
  })
})

describe('a save', () => {
  it('has its own archive made, and no earlier one is offered any more', async () => {
    await publish()
    work()
    const first = await made()
    await worker?.stop()
    await save(1, { description: 'It goes backwards.' })

    expect(await archive()).toEqual({ state: 'being made', seconds: expect.any(Number) })
    expect((await ada.get(paths.project(address()))).payload).not.toContain(first.url)

    work()
    expect(String((await download()).get('description.md'))).toBe('It goes backwards.')
    expect((await ada.get(paths.project(address()))).payload).toContain((await made()).url)
  })

  it('many times in a row has one archive made, of the last', async () => {
    await publish()
    for (let version = 1; version < 5; version++)
      await save(version, { description: `Version ${version + 1}` })
    expect(await states()).toEqual(['waiting'])
    work()
    expect(String((await download()).get('description.md'))).toBe('Version 5')
    expect(await held()).toEqual({ zips: 1, unfinished: 0 })
  })

  it('of a draft has none made, and takes away the one there was', async () => {
    await publish({ status: 'draft' })
    expect([await archive(), await states()]).toEqual([null, []])
    await save(1)
    work()
    await made()
    await save(2, { status: 'draft' })
    expect(await archive()).toBe(null)
    expect((await archiveFor(site.visitor())).statusCode).toBe(404)
  })
})

describe('a project that is deleted or hidden', () => {
  it('has no archive for anybody, nor one made', async () => {
    await publish()
    await ada.remove(paths.api.project(address()))
    expect((await archiveFor(ada)).statusCode).toBe(404)
    work()
    await expect.poll(states, soon).toEqual(['done'])
    expect(await held()).toEqual({ zips: 0, unfinished: 0 })
  })

  it('has one made once it is shown again', async () => {
    await publish()
    const show = (status: 'hidden' | 'published') => site.db.updateTable('projects').set({ status }).execute()
    await show('hidden')
    expect(await archive()).toBe(null)
    work()
    await expect.poll(states, soon).toEqual(['done'])
    await show('published')
    await jobs['order archives'].run({ ...site, signal: new AbortController().signal }, {})
    await made()
  })
})

describe('projects from before there were archives', () => {
  it('get theirs, as do those that an older revision of the server saved', async () => {
    await publish()
    await site.db.deleteFrom('archives').execute()
    await site.db.deleteFrom('jobs').execute()
    const order = () => jobs['order archives'].run({ ...site, signal: new AbortController().signal }, {})
    expect([await order(), await order()]).toEqual([{ ordered: 1 }, { ordered: 0 }])
    work()
    await made()

    await site.db.updateTable('projects').set({ version: 2 }).execute()
    expect(await archive()).toEqual({ state: 'being made', seconds: null })
    await order()
    await made()
    await daysPass(8)
    expect(await sweepNow()).toMatchObject({ superseded: 1 })
  })
})

describe('the time an archive will take', () => {
  it('is told by what recent ones took, and by what is before it', async () => {
    await publish({ files: [await file('one.bin', randomBytes(20 * MiB))] })
    expect(await archive()).toEqual({ state: 'being made', seconds: null })
    work()
    await made()
    await worker?.stop()
    await sql`update archives set sent = ${20 * MiB}, milliseconds = 1000`.execute(site.db)
    await site.db.updateTable('archives').set({ superseded: new Date() }).execute()
    await save(1, { files: [await file('two.bin', randomBytes(40 * MiB))] })
    expect(await archive()).toEqual({ state: 'being made', seconds: 4 })
    await site.db
      .updateTable('jobs')
      .set({ due: sql`now() + interval '1 hour'` })
      .where('state', '=', 'waiting')
      .execute()
    expect(await archive()).toMatchObject({ seconds: expect.closeTo(3604, -1) })
  })
})

/** The store, but for what is done to parts on their way. */
const withParts = (send: (number: number) => Promise<void> | void): Files => ({
  ...site.files,
  multipart: {
    ...site.files.multipart,
    send: async (upload, number, part) => {
      await send(number)
      return site.files.multipart.send(upload, number, part)
    },
  },
})

const order = async () => {
  const { id: projectId, version } = await site.db
    .selectFrom('projects')
    .select(['id', 'version'])
    .executeTakeFirstOrThrow()
  return { projectId, version }
}

const big = async (): Promise<DraftFile[]> => [
  await file('one.bin', randomBytes(20 * MiB)),
  await file('two.bin', randomBytes(15 * MiB)),
]

/** Ends while the third part is about to be sent. */
async function killHalfWay(): Promise<void> {
  const killing = new AbortController()
  const files = withParts(number => {
    if (number === 3) killing.abort()
    killing.signal.throwIfAborted()
  })
  await expect(makeArchive({ ...site, files, signal: killing.signal }, await order())).rejects.toThrow()
  expect(await held()).toEqual({ zips: 0, unfinished: 1 })
}

async function finish(): Promise<number[]> {
  const sent: number[] = []
  const files = withParts(number => void sent.push(number))
  await makeArchive({ ...site, files, signal: new AbortController().signal }, await order())
  return sent
}

describe('an archive whose worker was killed', () => {
  it('is gone on with by another, which sends only what had not arrived', async () => {
    await publish({ files: await big() })
    await killHalfWay()
    expect(await finish()).toEqual([3, 4, 5])
    expect(misfits(await download())).toEqual([])
    expect(await held()).toEqual({ zips: 1, unfinished: 0 })
  })

  it('is right though its maker has another name by now', async () => {
    await publish({ files: await big() })
    await killHalfWay()
    await ada.put(paths.api.user({ username: name }), { name: 'Countess', about: '', version: 1 })
    expect(await finish()).toEqual([1, 2, 3, 4, 5])
    const zip = await download()
    expect(misfits(zip)).toEqual([])
    expect(String(zip.get('ATTRIBUTION.txt'))).toContain('by Countess')
  })

  it('leaves nothing where another version was saved meanwhile', async () => {
    await publish({ files: await big() })
    await killHalfWay()
    const first = await order()
    await save(1)
    await makeArchive({ ...site, signal: new AbortController().signal }, first)
    expect(await held()).toEqual({ zips: 0, unfinished: 0 })
  })

  it('keeps what has arrived for longer than strays, and loses it with its project', async () => {
    await publish({ files: await big() })
    await killHalfWay()
    const later = new Date(Date.now() + 1000)
    const signal = new AbortController().signal
    expect(await sweepStrays({ ...site, signal }, later)).toMatchObject({ unfinished: 0 })
    await site.db.deleteFrom('projects').execute()
    expect(await sweepStrays({ ...site, signal }, later)).toMatchObject({ unfinished: 1 })
  })
})

describe('an archive of which another version is saved while it is made', () => {
  it('stops there', async () => {
    await publish({ files: [await file('one.bin', randomBytes(20 * MiB))] })
    work(withParts(async number => void (number === 2 && (await save(1)))))
    await made()
    expect(await held()).toEqual({ zips: 1, unfinished: 0 })
    expect(await archive()).toMatchObject({ size: expect.closeTo(2000, -3.5) })
  })
})

/** The store, but for the first few reads, which break off. */
const breaking = (breaks: number): Files => ({
  ...site.files,
  async get(key, range) {
    const opened = await site.files.get(key, range)
    if (!opened || breaks-- <= 0) return opened
    const bytes = opened.body.iterator()
    return {
      ...opened,
      body: Readable.from(
        (async function* () {
          yield (await bytes.next()).value as Buffer
          throw new Error('connection reset')
        })(),
      ),
    }
  },
})

describe('a file that breaks off while it is read', () => {
  it('is gone on with where it broke', async () => {
    await publish({ files: [await file('one.bin', randomBytes(3 * MiB))] })
    work(breaking(3))
    expect(misfits(await download())).toEqual([])
  })

  it('makes no archive where it is not as it was saved', async () => {
    const one = await file('one.bin', randomBytes(1000))
    await publish({ files: [one] })
    await site.files.put(
      { key: one.key, type: 'application/octet-stream' },
      Readable.from([Buffer.alloc(900)]),
    )
    work()
    const error = async () =>
      (await site.db.selectFrom('jobs').select('error').where('name', '=', 'archive').executeTakeFirst())
        ?.error
    await expect.poll(error, soon).toContain('another size')
    expect(await held()).toEqual({ zips: 0, unfinished: 0 })
  })
})

const broken = (): Files => ({ ...site.files, put: () => Promise.reject(new StoreUnavailable('no store')) })

describe('an archive that fails', () => {
  it('is tried again, and the wait told', async () => {
    await publish()
    work(broken())
    await expect.poll(archive, soon).toMatchObject({ seconds: expect.closeTo(15, -1) })
    await worker?.stop()
    await site.db.updateTable('jobs').set({ due: new Date() }).execute()
    work()
    await made()
  })

  it('says so once it has been tried often enough, and the next save has another made', async () => {
    await publish()
    await site.db
      .updateTable('jobs')
      .set({ attempts: mostAttempts - 1 })
      .execute()
    work(broken())
    await expect.poll(archive, soon).toEqual({ state: 'failed' })
    expect((await ada.get(paths.project(address()))).payload).toContain('could not be made')
    await worker?.stop()
    await save(1)
    work()
    await made()
  })
})

describe('the archive of an earlier version', () => {
  it('stays for seven days, for whoever has its page open, and is no stray', async () => {
    await publish()
    work()
    await made()
    await save(1)
    await made()
    const later = new Date(Date.now() + 1000)
    expect(await sweepStrays({ ...site, signal: new AbortController().signal }, later)).toMatchObject({
      strays: 0,
    })
    await daysPass(6.9)
    await sweepNow()
    expect(await held()).toMatchObject({ zips: 2 })

    await daysPass(0.2)
    expect(await sweepNow()).toMatchObject({ superseded: 1 })
    expect(await held()).toMatchObject({ zips: 1 })
    expect(await archive()).toMatchObject({ state: 'made' })
  })

  it('goes with a project that is deleted for good, and with its maker', async () => {
    await publish()
    work()
    await made()
    await ada.remove(paths.api.project(address()))
    await sweepNow()
    expect(await held()).toMatchObject({ zips: 1 })
    await sql`update projects set deleted = deleted - interval '31 days'`.execute(site.db)
    expect(await sweepNow()).toMatchObject({ projects: 1, superseded: 1 })
    expect(await held()).toMatchObject({ zips: 0 })

    await publish()
    await made()
    await site.db.deleteFrom('accounts').execute()
    expect(await sweepNow()).toMatchObject({ superseded: 1 })
    expect(await held()).toMatchObject({ zips: 0 })
  })
})
