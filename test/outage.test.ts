import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Database, openDatabase } from '../server/db/db.ts'
import { type Pglite, startPglite } from '../server/db/embedded/start.ts'
import { openFiles } from '../server/files/s3.ts'
import { paths } from '../src/paths.ts'
import { type Cable, cableTo } from './help/cable.ts'
import { aDraft, type MuzHack, openSite, type Visitor } from './help/muzhack.ts'
import { openStore, type TestStore } from './help/s3.ts'

let pglite: Pglite
let toDatabase: Cable
let database: Database
let store: TestStore
let toStore: Cable
let site: MuzHack
let ada: Visitor

beforeAll(async () => {
  pglite = await startPglite(
    { folder: undefined, template: inject('emptyDatabase').template },
    () => undefined,
  )
  toDatabase = await cableTo({ path: join(pglite.host, '.s.PGSQL.5432') })
  database = await openDatabase(
    { url: `postgres://postgres@127.0.0.1:${toDatabase.port}/postgres` },
    () => undefined,
  )
  store = await openStore()
  const { port, hostname: host } = new URL(`${store.config.endpoint}`)
  toStore = await cableTo({ host, port: Number(port) })
  site = await openSite(
    database,
    openFiles({ ...store.config, endpoint: `http://127.0.0.1:${toStore.port}` }),
  )
  ada = await site.maker('ada')
})

afterAll(async () => {
  await site.server.stop()
  await database.close()
  await toDatabase.pull()
  await toStore.pull()
  await store.stop()
  await pglite.stop()
})

const becomesReady = (status: number) =>
  expect.poll(async () => (await site.visitor().get(paths.ready)).statusCode).toBe(status)

describe('while the database is out of reach', () => {
  it('pages and the API say so, and recover by themselves', async () => {
    await toDatabase.pull()
    const page = await site.visitor().get(paths.explore)
    const api = await site.visitor().get(paths.api.search)
    const saving = await ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft())
    const live = await site.visitor().get(paths.live)
    expect([page, api, saving, live].map(({ statusCode }) => statusCode)).toEqual([503, 503, 503, 200])
    await becomesReady(503)
    expect(page.payload).toContain('Back in a moment')
    expect(api.headers['retry-after']).toBe('5')
    expect(api.payload).not.toMatch(/ECONN|127\.0\.0\.1|Error:/)

    await toDatabase.plug()
    expect((await site.visitor().get(paths.explore)).statusCode).toBe(200)
    await becomesReady(200)
    expect((await ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft())).statusCode).toBe(201)
  })
})

describe('while the file store is out of reach', () => {
  it('saving new files says so and loses nothing, and reading goes on', async () => {
    const file = await ada.upload('file', 'parts.csv', Buffer.from('R1'))
    const draft = aDraft({ id: 'kalimba', files: [file] })
    await toStore.pull()
    const saving = await ada.post(paths.api.projectsOf({ owner: 'ada' }), draft)
    const page = await site.visitor().get(paths.explore)
    expect([saving.statusCode, page.statusCode]).toEqual([503, 200])
    await becomesReady(503)
    expect(saving.json()).toMatchObject({ message: expect.stringContaining('Nothing is lost') })

    await toStore.plug()
    expect((await ada.post(paths.api.projectsOf({ owner: 'ada' }), draft)).statusCode).toBe(201)
    await becomesReady(200)
  })
})
