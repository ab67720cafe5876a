import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { endAccounts } from '../server/domain/ending.ts'
import { sweepStrays } from '../server/domain/sweeps/strays.ts'
import { rehearseSweep, sweep } from '../server/domain/sweeps.ts'
import type { Files } from '../server/files/files.ts'
import type { ProjectsFate } from '../src/account.ts'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import { asked, download, exportsOf, held, make } from './help/exports.ts'
import { aDraft, muzhack, password, type Visitor } from './help/muzhack.ts'
import { misfits } from './help/zip.ts'

const site = muzhack()
const { signal } = new AbortController()
const MiB = 1024 * 1024

let makers = 0
let name = ''
let ada: Visitor

beforeEach(async () => {
  await site.db.deleteFrom('accounts').execute()
  await sweepNow()
  name = `ada-${++makers}`
  ada = await site.maker(name)
})

const sweepNow = () => sweep({ ...site, signal })
const strays = () => sweepStrays({ ...site, signal }, new Date(Date.now() + 1000))
const daysPass = (days: number) =>
  sql`update exports set made = made - ${days} * interval '1 day', asked = asked - ${days} * interval '1 day'`.execute(
    site.db,
  )
const publish = async (id: string, size: number) => {
  const file = await ada.upload('file', `${id}.bin`, randomBytes(size))
  await ada.post(paths.api.projectsOf({ owner: name }), aDraft({ id, files: [file] }))
}

async function leave(projects: ProjectsFate) {
  await ada.post(paths.api.accountDeletion, { password, projects })
  await ada.post(paths.api.login, { username: name, password })
}

async function end() {
  await sql`update accounts set leaving = leaving - interval '31 days'`.execute(site.db)
  await endAccounts({ db: site.db, signal })
}

/** The store, but for what is done to parts on their way. */
const withParts = (send: (number: number) => void): Files => ({
  ...site.files,
  multipart: {
    ...site.files.multipart,
    send: (upload, number, part) => {
      send(number)
      return site.files.multipart.send(upload, number, part)
    },
  },
})

/** Ends while this part is about to be sent. */
async function killAt(last: number, number: number): Promise<void> {
  const killing = new AbortController()
  const files = withParts(part => {
    if (part === last) killing.abort()
    killing.signal.throwIfAborted()
  })
  await expect(make(site, number, files, killing.signal)).rejects.toThrow()
  expect(await held(site)).toEqual({ zips: 0, unfinished: 1 })
}

describe('an export whose worker was killed', () => {
  it('is gone on with by another, which sends only what had not arrived', async () => {
    await publish('one', 20 * MiB)
    await publish('two', 15 * MiB)
    const number = await asked(ada)
    await killAt(3, number)
    expect(await strays()).toMatchObject({ unfinished: 0 })

    const sent: number[] = []
    await make(
      site,
      number,
      withParts(part => void sent.push(part)),
    )
    expect(sent).toEqual([3, 4, 5])
    expect(misfits(await download(ada))).toEqual([])
    expect(await held(site)).toEqual({ zips: 1, unfinished: 0 })
  })

  it('begins anew where less is to be sent by now than had arrived', async () => {
    await publish('one', 9 * MiB)
    await publish('two', 20 * MiB)
    const number = await asked(ada)
    await killAt(4, number)
    await site.db.deleteFrom('projects').where('slug', '=', 'two').execute()
    await expect(make(site, number)).rejects.toThrow('shorter than what had arrived')
    expect(await held(site)).toEqual({ zips: 0, unfinished: 0 })
    await make(site, number)
    expect(misfits(await download(ada))).toEqual([])
    expect(await held(site)).toEqual({ zips: 1, unfinished: 0 })
  })

  it('leaves nothing where its account has ended meanwhile', async () => {
    await publish('one', 20 * MiB)
    const number = await asked(ada)
    await killAt(3, number)
    await site.db.deleteFrom('accounts').execute()
    await make(site, number)
    expect(await held(site)).toEqual({ zips: 0, unfinished: 0 })
    await sweepNow()
    expect(await site.db.selectFrom('exports').select('id').execute()).toEqual([])
  })
})

describe('an export that was made', () => {
  it('can be downloaded for seven days; then it goes', async () => {
    await make(site, await asked(ada))
    await daysPass(6.9)
    expect(await sweepNow()).toMatchObject({ expired: 0 })
    expect(misfits(await download(ada))).toEqual([])

    const [made] = await exportsOf(ada)
    await daysPass(0.2)
    expect(await exportsOf(ada)).toEqual([])
    expect((await ada.get(made?.state === 'made' ? made.url : '')).statusCode).toBe(404)
    const { bytes } = await rehearseSweep({ ...site, signal }, () => undefined)
    expect(await sweepNow()).toMatchObject({ expired: 1, bytes })
    expect(await held(site)).toEqual({ zips: 0, unfinished: 0 })
    expect(await site.db.selectFrom('exports').select('id').execute()).toEqual([])
  })

  it('goes once a newer one is there, and not before', async () => {
    await make(site, await asked(ada))
    const newer = await asked(ada)
    await sweepNow()
    expect(await exportsOf(ada)).toMatchObject([{ state: 'being made' }, { state: 'made' }])
    await make(site, newer)
    expect(await sweepNow()).toMatchObject({ expired: 1 })
    expect(await exportsOf(ada)).toMatchObject([{ number: newer, state: 'made' }])
    expect(misfits(await download(ada))).toEqual([])
  })

  it('is no stray, as what nobody knows beside it is', async () => {
    await make(site, await asked(ada))
    expect(await strays()).toMatchObject({ strays: 0 })
    await site.files.put(
      { key: 'exports/x/y.zip', type: 'application/zip' },
      Readable.from([Buffer.from('z')]),
    )
    expect(await strays()).toMatchObject({ strays: 1 })
    expect(misfits(await download(ada))).toEqual([])
  })
})

describe('somebody who has deleted their account', () => {
  it('can take everything along still, from the page that they are led to', async () => {
    await publish('one', 1000)
    await leave('remove')
    expect((await ada.get(paths.leaving)).payload).toContain('Export everything</button>')
    const sent = await ada.submit(paths.leaving, { action: 'export' })
    expect([sent.statusCode, sent.headers.location]).toEqual([303, paths.leavingExport])
    const again = await ada.submit(paths.leaving, { action: 'export' })
    expect([again.statusCode, again.payload.includes('being made already')]).toEqual([409, true])

    const [waiting] = await exportsOf(ada)
    await make(site, waiting?.number ?? 0)
    expect((await ada.get(paths.leaving)).payload).toContain('Download the zip')
    const zip = await download(ada)
    expect([...zip.keys()]).toContain('projects/one/files/one.bin')
    expect(JSON.parse(String(zip.get('account.json')))).toMatchObject({ endsOn: expect.any(String) })
  })

  it('takes the export along into the end', async () => {
    await make(site, await asked(ada))
    await leave('remove')
    await end()
    expect(await sweepNow()).toMatchObject({ expired: 1 })
    expect(await held(site)).toEqual({ zips: 0, unfinished: 0 })
  })

  it('leaves no export with the projects that are kept', async () => {
    await publish('one', 1000)
    await make(site, await asked(ada))
    await leave('keep')
    await end()
    expect(await sweepNow()).toMatchObject({ expired: 1 })
    expect(await held(site)).toEqual({ zips: 0, unfinished: 0 })
  })
})

describe('with limits', () => {
  const limited = muzhack({ rateLimits: true })

  it('two can be had a day', async () => {
    const bea = await limited.maker('bea')
    await make(limited, await asked(bea))
    await make(limited, await asked(bea))
    const third = await bea.post(paths.api.exports)
    expect(third.statusCode).toBe(429)
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
    expect(third.json<Refusal>().message).toMatch(/two exports today\. Please try again in/)
    expect(await exportsOf(bea)).toHaveLength(2)
    expect((await bea.submit(paths.accountSettings, { action: 'export' })).payload).toContain(
      'two exports today',
    )
  })
})
