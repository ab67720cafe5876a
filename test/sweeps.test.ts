import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Condemned, takeCondemned } from '../server/db/sweeps.ts'
import { startWorker } from '../server/domain/jobs/worker.ts'
import { jobs } from '../server/domain/jobs.ts'
import { sweepStrays } from '../server/domain/sweeps/strays.ts'
import { rehearseSweep, sweep } from '../server/domain/sweeps.ts'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import type { DraftFile } from '../src/project.ts'
import { keep, typed } from './help/autosaves.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()
const { signal } = new AbortController()

const sweepNow = () => sweep({ ...site, signal })
const rehearse = async () => {
  const told: Condemned[] = []
  const swept = await rehearseSweep({ ...site, signal }, condemned => told.push(condemned))
  return { swept, told }
}

/** All that has happened has happened so many days earlier. */
async function daysPass(days: number) {
  const earlier = (column: string) => sql`${sql.ref(column)} - ${days} * interval '1 day'`
  await sql`update uploads set signed = ${earlier('signed')}, claimed = ${earlier('claimed')},
    released = ${earlier('released')}`.execute(site.db)
  await sql`update projects set deleted = ${earlier('deleted')}`.execute(site.db)
}

let makers = 0
let name = ''
let ada: Visitor

beforeEach(async () => {
  await site.db.deleteFrom('accounts').execute()
  await sweepNow()
  name = `ada-${++makers}`
  ada = await site.maker(name)
})

const upload = (path = 'panel.png') => ada.upload('picture', path, Buffer.from(`a picture at ${path}`))
const publish = (files: DraftFile[], id = 'tape-loop') =>
  ada.post(paths.api.projectsOf({ owner: name }), aDraft({ id, files }))
const save = (version: number, files: DraftFile[]) =>
  ada.put(paths.api.project({ owner: name, id: 'tape-loop' }), { ...aDraft({ files }), version })
const remove = (id = 'tape-loop') => ada.remove(paths.api.project({ owner: name, id }))

const stray = () =>
  site.files.put({ key: `u/${name}/stray`, type: 'audio/wav' }, Readable.from([Buffer.from('stray')]))

const isThere = async ({ key }: { key: string }) => (await site.files.head(key)) !== undefined
const rows = () => site.db.selectFrom('uploads').select('key').execute()

describe('an upload that nothing refers to', () => {
  it('goes a day after it was signed', async () => {
    const file = await upload()
    await daysPass(0.9)
    await sweepNow()
    expect(await isThere(file)).toBe(true)

    await daysPass(0.2)
    expect(await sweepNow()).toMatchObject({ abandoned: 1, bytes: 22 })
    expect([await isThere(file), await rows()]).toEqual([false, []])
  })

  it('goes though it never arrived', async () => {
    await ada.get(`${paths.api.s3Settings}?key=loop/files/a.zip&size=5`)
    await daysPass(2)
    expect(await sweepNow()).toMatchObject({ abandoned: 1 })
    expect(await rows()).toEqual([])
  })

  it('leaves exactly what is referred to, of five hundred and more', async () => {
    const files = await Promise.all(Array.from({ length: 20 }, (_, i) => upload(`${i}.png`)))
    const [variant, typedOf] = [await upload('small.png'), await upload('typed.png')]
    const [first = variant, ...others] = files
    const withVariant = { ...first, variants: [{ key: variant.key, width: 480 }] }
    await publish([withVariant, ...others.slice(0, 9)])
    await publish(others.slice(9), 'deleted')
    await remove('deleted')
    await keep(ada, randomUUID(), { content: typed({ files: [typedOf] }) })
    for (let i = 0; i < 100; i++) await Promise.all('abcde'.split('').map(five => upload(`${five}-${i}.png`)))
    await daysPass(20)

    expect(await sweepNow()).toMatchObject({ projects: 0, abandoned: 500, released: 0 })
    const left = (await rows()).map(({ key }) => key)
    expect(left.toSorted()).toEqual([...files, variant, typedOf].map(({ key }) => key).toSorted())
    expect(await Promise.all([...files, variant, typedOf].map(isThere))).not.toContain(false)
  }, 120_000)
})

describe('a file that a save dropped', () => {
  it('goes after seven days', async () => {
    const [dropped, kept] = [await upload('dropped.png'), await upload('kept.png')]
    await publish([dropped, kept])
    await daysPass(100)
    await save(1, [kept])
    await daysPass(6.9)
    await sweepNow()
    expect(await isThere(dropped)).toBe(true)

    await daysPass(0.2)
    expect(await sweepNow()).toMatchObject({ released: 1 })
    expect([await isThere(dropped), await isThere(kept)]).toEqual([false, true])
  })

  it('stays where a later save takes it up again', async () => {
    const file = await upload()
    await publish([file])
    await save(1, [])
    await daysPass(6)
    expect((await save(2, [file])).statusCode).toBe(200)
    await daysPass(20)
    await sweepNow()
    expect(await isThere(file)).toBe(true)
  })

  it('stays while an autosave names it, and for seven days more', async () => {
    const file = await upload()
    const id = randomUUID()
    await publish([file])
    await keep(ada, id, { project: 'tape-loop', baseVersion: 1, content: typed({ files: [file] }) })
    await save(1, [])
    await daysPass(20)
    await sweepNow()
    expect(await isThere(file)).toBe(true)

    await ada.remove(`${paths.api.autosave({ id })}?revision=1`)
    await sweepNow()
    await daysPass(6.9)
    await sweepNow()
    expect(await isThere(file)).toBe(true)
    await daysPass(0.2)
    await sweepNow()
    expect(await isThere(file)).toBe(false)
  })
})

describe('a deleted project', () => {
  it('is there for thirty days, and then gone with its files', async () => {
    const [file, variant] = [await upload(), await upload('small.png')]
    await publish([{ ...file, variants: [{ key: variant.key, width: 480 }] }])
    await remove()
    await daysPass(29.9)
    expect(await sweepNow()).toMatchObject({ projects: 0 })
    expect(await isThere(file)).toBe(true)

    await daysPass(0.2)
    expect(await sweepNow()).toMatchObject({ projects: 1, released: 2 })
    expect([await isThere(file), await isThere(variant), await rows()]).toEqual([false, false, []])
    expect(await site.db.selectFrom('projects').select('id').execute()).toEqual([])
  })

  it('leaves the files that another project shows too', async () => {
    const file = await upload()
    await publish([file])
    await publish([file], 'other')
    await remove()
    await daysPass(40)
    expect(await sweepNow()).toMatchObject({ projects: 1, released: 0 })
    expect(await isThere(file)).toBe(true)
  })
})

describe('an account that is removed', () => {
  it('takes its objects along, more than a thousand too', async () => {
    const file = await upload()
    await publish([file])
    const { account_id, ...like } = await site.db
      .selectFrom('uploads')
      .select(['account_id', 'type', 'size', 'claimed'])
      .executeTakeFirstOrThrow()
    const many = Array.from({ length: 2100 }, (_, i) => ({
      ...like,
      account_id,
      key: `u/${name}/loop/files/${i}`,
    }))
    await site.db.insertInto('uploads').values(many).execute()
    await site.db.deleteFrom('accounts').execute()
    expect(await sweepNow()).toMatchObject({ ownerless: 2101 })
    expect([await isThere(file), await rows()]).toEqual([false, []])
  })
})

describe('a sweep', () => {
  it('that was killed is taken up by the next', async () => {
    const file = await upload()
    await daysPass(2)
    await site.db.transaction().execute(db => takeCondemned(db, '', 10))
    expect(await isThere(file)).toBe(true)
    expect(await sweepNow()).toMatchObject({ abandoned: 1 })
    expect([await isThere(file), await rows()]).toEqual([false, []])
  })

  it('that has taken an upload lets nobody claim it, and says so', async () => {
    const file = await upload()
    await daysPass(2)
    await site.db.transaction().execute(db => takeCondemned(db, '', 10))
    const refused = await publish([file])
    expect(refused.statusCode).toBe(422)
    expect(refused.json<Refusal>().message).toContain('panel.png was not uploaded by you, or too long ago')
  })

  it('at the very moment of a save lets either win, never both', async () => {
    const files = await Promise.all(Array.from({ length: 30 }, (_, i) => upload(`${i}.png`)))
    await daysPass(2)
    const [answers] = await Promise.all([
      Promise.all(files.map((file, i) => publish([file], `loop-${i}`))),
      sweepNow(),
    ])
    const there = await Promise.all(files.map(isThere))
    expect(answers.map(({ statusCode }) => statusCode === 201)).toEqual(there)
  })

  it('is the same by many at once', async () => {
    const files = await Promise.all(Array.from({ length: 30 }, (_, i) => upload(`${i}.png`)))
    await daysPass(2)
    await Promise.all([sweepNow(), sweepNow(), sweepNow()])
    expect(await Promise.all(files.map(isThere))).not.toContain(true)
    expect(await rows()).toEqual([])
  })

  it('comes round by itself, and leaves its report', async () => {
    await upload()
    await daysPass(2)
    const worker = startWorker({ sweep: jobs.sweep }, { ...site, log: () => undefined }, { idle: 20 })
    const reports = () => site.db.selectFrom('jobs').select('report').where('name', '=', 'sweep').execute()
    await expect.poll(reports, { timeout: 10_000 }).toMatchObject([{ report: { abandoned: 1, bytes: 22 } }])
    await worker.stop()
  })
})

describe('what the database does not know', () => {
  it('is left in the store for a day, and then removed', async () => {
    const file = await upload()
    await stray()
    await site.files.multipart.begin({ key: `u/${name}/parts`, type: 'audio/wav' })
    expect(await sweepStrays({ ...site, signal })).toEqual({ strays: 0, unfinished: 0 })

    const later = new Date(Date.now() + 1000)
    expect(await sweepStrays({ ...site, signal }, later)).toEqual({ strays: 1, unfinished: 1 })
    expect([await isThere(file), await isThere({ key: `u/${name}/stray` })]).toEqual([true, false])
  })
})

describe('a dry run', () => {
  it('tells what would go, and removes nothing', async () => {
    const [abandoned, saved, deleted] = [await upload('a.png'), await upload('b.png'), await upload('c.png')]
    await publish([saved])
    await publish([deleted], 'deleted')
    await remove('deleted')
    await daysPass(40)
    const { swept, told } = await rehearse()
    expect(swept).toMatchObject({
      projects: 1,
      bytes: 36,
      refused: 0,
      abandoned: 1,
      released: 1,
      ownerless: 0,
    })
    expect(told).toEqual(
      expect.arrayContaining([
        { key: abandoned.key, size: 18, why: 'abandoned' },
        { key: deleted.key, size: 18, why: 'released' },
      ]),
    )
    expect(await Promise.all([abandoned, saved, deleted].map(isThere))).toEqual([true, true, true])
    expect(await rehearse()).toEqual({ swept, told })
    expect(await sweepNow()).toEqual(swept)
  })
})
