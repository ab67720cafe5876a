import { randomBytes, randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { mostAttempts, startWorker } from '../server/domain/jobs/worker.ts'
import { jobs } from '../server/domain/jobs.ts'
import type { Refusal } from '../src/answers.ts'
import type { Export } from '../src/export.ts'
import { formatDay } from '../src/format.ts'
import { paths } from '../src/paths.ts'
import { keep, typed } from './help/autosaves.ts'
import { asked, download, exported, exportsOf, make } from './help/exports.ts'
import { hide, moderatorOf } from './help/moderators.ts'
import { aDraft, muzhack, password, publicUrl, type Visitor } from './help/muzhack.ts'
import { linkIn } from './help/post-office.ts'
import { misfits } from './help/zip.ts'

const site = muzhack()

let makers = 0
let name = ''
let ada: Visitor

beforeEach(async () => {
  name = `ada-${++makers}`
  ada = await site.maker(name)
})

afterEach(async () => {
  await site.db.deleteFrom('jobs').execute()
})

const publish = (draft = {}, maker = ada, owner = name) =>
  maker.post(paths.api.projectsOf({ owner }), aDraft(draft))
const report = (maker: Visitor, owner: string, words: string) =>
  maker.post(paths.api.reports, {
    about: paths.project({ owner, id: 'tape-loop' }),
    reason: 'spam',
    words,
  })
const json = (zip: Map<string, Buffer>, place: string): unknown => JSON.parse(String(zip.get(place)))
const metadata = (zip: Map<string, Buffer>, folder: string): unknown =>
  parse(String(zip.get(`projects/${folder}/muzhack/metadata.yaml`)))

describe('an export', () => {
  it('holds every project as its archive does: published, draft, hidden, and deleted ones marked', async () => {
    const panel = randomBytes(3000)
    const files = [
      await ada.upload('picture', 'front.png', Buffer.from('a picture')),
      await ada.upload('file', 'kicad/panel.svg', panel),
    ]
    await publish({ files })
    await publish({ id: 'begun', status: 'draft', description: 'Not **yet**.' })
    await publish({ id: 'doubtful' })
    await hide(await moderatorOf(site, `mod-${makers}`), name, 'doubtful', 'It hums at 50 Hz.')
    await publish({ id: 'twice', description: 'The first.' })
    await ada.remove(paths.api.project({ owner: name, id: 'twice' }))
    await publish({ id: 'twice', description: 'The second.' })

    const zip = await exported(site, ada)
    expect([...zip.keys()].filter(place => place.startsWith('projects/tape-loop/')).toSorted()).toEqual([
      'projects/tape-loop/ATTRIBUTION.txt',
      'projects/tape-loop/description.md',
      'projects/tape-loop/files/kicad/panel.svg',
      'projects/tape-loop/instructions.md',
      'projects/tape-loop/muzhack/metadata.yaml',
      'projects/tape-loop/pictures/front.png',
    ])
    expect(misfits(zip)).toEqual([])
    expect(zip.get('projects/tape-loop/files/kicad/panel.svg')?.equals(panel)).toBe(true)
    expect(String(zip.get('projects/begun/description.md'))).toBe('Not **yet**.')
    expect(metadata(zip, 'tape-loop')).toMatchObject({ title: 'Tape Loop', status: 'published' })
    expect(metadata(zip, 'begun')).toMatchObject({ status: 'draft', published: null })
    expect(metadata(zip, 'doubtful')).toMatchObject({ status: 'hidden', hiddenWhy: 'It hums at 50 Hz.' })
    expect(String(zip.get('projects/twice/description.md'))).toBe('The second.')
    expect(metadata(zip, 'twice')).not.toHaveProperty('deleted')
    expect(String(zip.get('projects/twice (2)/description.md'))).toBe('The first.')
    expect(metadata(zip, 'twice (2)')).toMatchObject({
      deleted: expect.any(String),
      restorableUntil: expect.any(String),
    })
    expect(json(zip, 'notices.json')).toMatchObject([
      { what: 'hide project', project: 'doubtful', words: 'It hums at 50 Hz.' },
    ])
    expect(String(zip.get('README.txt'))).toContain(`Everything of Maker ${name} (${name}) on MuzHack`)
  })

  it('holds the account, with its picture and where it is logged in, but no secrets', async () => {
    const square = await ada.upload('picture', 'face.png', Buffer.from('a face'))
    await ada.put(paths.api.user({ username: name }), {
      name: 'Ada',
      about: 'I *solder*.',
      links: ['https://ada.example/'],
      version: 1,
    })
    await site.db
      .updateTable('accounts')
      .set({ avatar: JSON.stringify([{ key: square.key, size: 512 }]) })
      .where('username', '=', name)
      .execute()
    const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
    const elsewhere = { username: name, password }
    await site.visitor().post(paths.api.login, elsewhere, { 'user-agent': browser })

    const zip = await exported(site, ada)
    expect(json(zip, 'account.json')).toMatchObject({
      username: name,
      name: 'Ada',
      email: `${name}@example.org`,
      role: 'member',
      about: 'I *solder*.',
      links: ['https://ada.example/'],
      profile: publicUrl + paths.profile({ username: name }),
      picture: 'picture.png',
      deleted: null,
      sessions: expect.arrayContaining([
        {
          device: 'Firefox on Linux',
          userAgent: browser,
          begun: expect.any(String),
          seen: expect.any(String),
        },
      ]),
    })
    expect(String(zip.get('picture.png'))).toBe('a face')

    const { password_hash } = await site.db
      .selectFrom('accounts')
      .select('password_hash')
      .where('username', '=', name)
      .executeTakeFirstOrThrow()
    const sessions = await site.db.selectFrom('sessions').select('id_hash').execute()
    const all = Buffer.concat([...zip.values()])
    const secrets = [password_hash, ...sessions.map(({ id_hash }) => id_hash.toString('hex'))]
    expect(secrets.filter(secret => all.includes(secret))).toEqual([])
    expect(all.includes('id_hash') || all.includes('"id"')).toBe(false)
  })

  it('holds what is typed and not saved, and files that only that has', async () => {
    const saved = await ada.upload('picture', 'front.png', Buffer.from('saved'))
    await publish({ files: [saved] })
    const fresh = await ada.upload('file', 'new/bom.csv', Buffer.from('R1;10k'))
    const change = { project: 'tape-loop', baseVersion: 1 }
    const content = typed({ description: 'Half a sen', files: [saved, fresh] })
    await keep(ada, randomUUID(), { ...change, content })
    await keep(ada, randomUUID(), { content: typed({ title: 'Größe & Co', description: 'Another.' }) })
    await keep(ada, randomUUID(), { content: typed({ title: '' }) })

    const zip = await exported(site, ada)
    expect(misfits(zip)).toEqual([])
    expect(String(zip.get('unsaved/tape-loop/description.md'))).toBe('Half a sen')
    expect(String(zip.get('unsaved/tape-loop/files/new/bom.csv'))).toBe('R1;10k')
    expect(json(zip, 'unsaved/tape-loop/unsaved.json')).toMatchObject({
      title: 'Tape Loop',
      changes: 'tape-loop',
      baseVersion: 1,
      files: [
        { place: 'unsaved/tape-loop/files/new/bom.csv', path: 'new/bom.csv' },
        { place: 'projects/tape-loop/pictures/front.png', path: 'front.png' },
      ],
    })
    expect(String(zip.get('unsaved/grosse-co/description.md'))).toBe('Another.')
    expect(zip.has('unsaved/untitled/description.md')).toBe(true)
  })

  it('holds what its owner reported, and nothing of others', async () => {
    const other = `bea-${makers}`
    const bea = await site.maker(other)
    await publish({ description: 'A secret of hers.', status: 'draft', id: 'hers' }, bea, other)
    await publish({}, bea, other)
    await publish()
    await report(ada, other, 'It is an advertisement.')
    await report(bea, name, 'I do not like hers.')

    const zip = await exported(site, ada)
    expect(json(zip, 'reports.json')).toEqual([
      {
        username: other,
        project: 'tape-loop',
        reason: 'spam',
        words: 'It is an advertisement.',
        sent: expect.any(String),
        closed: null,
      },
    ])
    const all = Buffer.concat([...zip.values()])
    const foreign = ['A secret of hers.', 'I do not like hers.', `${other}@example.org`]
    expect(foreign.filter(words => all.includes(words))).toEqual([])
  })

  it('of somebody who has nothing yet is there too', async () => {
    const zip = await exported(site, ada)
    expect([...zip.keys()].toSorted()).toEqual([
      'CHECKSUMS.sha256',
      'README.txt',
      'account.json',
      'notices.json',
      'reports.json',
    ])
  })
})

describe('asking for an export', () => {
  it('has the job make it, and tells by letter when it is ready', async () => {
    const answer = await ada.post(paths.api.exports)
    expect(answer.statusCode).toBe(202)
    expect(answer.json<Export>()).toMatchObject({ state: 'being made', asked: expect.any(String) })
    const worker = startWorker({ export: jobs.export }, { ...site, log: () => undefined }, { idle: 20 })
    await expect.poll(() => exportsOf(ada)).toMatchObject([{ state: 'made' }])
    await worker.stop()

    const [made] = await exportsOf(ada)
    const until = made?.state === 'made' ? made.until : ''
    expect(Math.round((Date.parse(until) - Date.now()) / 86_400_000)).toBe(7)
    const letters = await site.lettersTo(`${name}@example.org`)
    const [letter, ...others] = letters.filter(({ subject }) => subject === 'Your export is ready')
    expect(others).toEqual([])
    expect(linkIn(letter ?? { text: '' })).toBe(paths.accountSettings)
    expect(letter?.text).toContain(formatDay(until))
    expect(misfits(await download(ada))).toEqual([])
  })

  it('is refused while one is being made', async () => {
    await asked(ada)
    const second = await ada.post(paths.api.exports)
    expect(second.statusCode).toBe(409)
    expect(second.json<Refusal>().message).toContain('being made already')
  })

  it('shows nobody else what was made, nor lets them have it', async () => {
    await make(site, await asked(ada))
    const bea = await site.maker(`bea-${makers}`)
    expect(await exportsOf(bea)).toEqual([])
    const [made] = await exportsOf(ada)
    const url = made?.state === 'made' ? made.url : ''
    expect((await bea.get(url)).statusCode).toBe(404)
    expect((await site.visitor().get(url)).statusCode).toBe(401)
    const bare = new URL((await ada.get(url)).headers.location ?? '')
    bare.search = ''
    expect((await fetch(bare)).status).toBe(403)
  })

  it('says so where it failed for good, and may be asked again', async () => {
    await asked(ada)
    await site.db
      .updateTable('jobs')
      .set({ attempts: mostAttempts - 1 })
      .execute()
    const files = { ...site.files, put: () => Promise.reject(new Error('no store')) }
    const tools = { ...site, files, log: () => undefined }
    const worker = startWorker({ export: jobs.export }, tools, { idle: 20 })
    await expect.poll(() => exportsOf(ada)).toMatchObject([{ state: 'failed' }])
    await worker.stop()
    expect((await ada.get(paths.accountSettings)).payload).toMatch(/could not be made.*Try again/s)
    await make(site, await asked(ada))
    expect(await exportsOf(ada)).toMatchObject([{ state: 'made' }, { state: 'failed' }])
  })
})

describe('the page of the account', () => {
  it('has it made, awaited and downloaded without JavaScript', async () => {
    expect((await ada.get(paths.accountSettings)).payload).toContain('Export everything</button>')
    const sent = await ada.submit(paths.accountSettings, { action: 'export' })
    expect([sent.statusCode, sent.headers.location]).toEqual([303, paths.exportPart])
    expect((await ada.get(paths.accountSettings)).payload).toMatch(/is being made.*Look again/s)
    const again = await ada.submit(paths.accountSettings, { action: 'export' })
    expect(again.statusCode).toBe(409)
    expect(again.payload).toContain('being made already')

    const [waiting] = await exportsOf(ada)
    await make(site, waiting?.number ?? 0)
    const [made] = await exportsOf(ada)
    const { payload } = await ada.get(paths.accountSettings)
    expect(payload).toContain(`href="${made?.state === 'made' ? made.url : ''}"`)
    expect(payload).toContain('It can be downloaded until')
  })
})
