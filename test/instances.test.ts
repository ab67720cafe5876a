import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { lineName } from '../server/db/changes/line.ts'
import { paths } from '../src/paths.ts'
import { type Instance, instances } from './help/instances.ts'
import { aDraft, type Visitor } from './help/muzhack.ts'
import { silently } from './help/silently.ts'

const address = { owner: 'ada', id: 'tape-loop' }
const page = paths.project(address)
const rounds = 50

const titleOn = async ({ url }: Instance) =>
  /<title>(.*?) by /.exec(await (await fetch(url + page)).text())?.[1]
const areHeard = async ({ database }: Instance) => {
  while (!database.changes.areHeard()) await pause(5)
}
const areDeaf = async ({ database }: Instance) => {
  while (database.changes.areHeard()) await pause(1)
}

describe.skipIf(!process.env.TEST_DATABASE_URL)('two instances over one database', () => {
  const sites = instances(2)
  let [one, other] = [] as unknown as [Instance, Instance]
  let ada: Visitor
  let version = 1

  const save = async () => {
    const answer = await ada.put(paths.api.project(address), {
      ...aDraft({ title: `v${version + 1}` }),
      version,
    })
    if (answer.statusCode !== 200) throw new Error(answer.payload)
    return `v${++version}`
  }
  const isMade = () => one.db.updateTable('archives').set({ state: 'made', size: 1 }).execute()
  /** In ms. */
  const timeUntil = async (title: string) => {
    const begun = performance.now()
    while ((await titleOn(other)) !== title) await pause(1)
    return performance.now() - begun
  }
  /** As if somebody had stumbled over the cable. */
  const cutLines = () =>
    sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = ${lineName}`.execute(one.db)

  beforeAll(async () => {
    one = sites[0] as Instance
    other = sites[1] as Instance
    ada = await one.maker('ada')
    await ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft({ title: 'v1' }))
    await Promise.all(sites.map(areHeard))
  })

  it('show a save at once where it was made, and within a second on the other', async () => {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      await Promise.all(sites.map(titleOn))
      const title = await save()
      times.push(await timeUntil(title))
      expect(await titleOn(one)).toBe(title)
    }
    const sorted = times.toSorted((a, b) => a - b)
    console.log(
      `seen on another instance after ${sorted[rounds >> 1]?.toFixed(1)} ms (median), ${sorted.at(-1)?.toFixed(1)} ms at most`,
    )
    expect(sorted.at(-1)).toBeLessThan(1000)
  })

  it('keep what they have made while nothing changes', async () => {
    await isMade()
    await ada.post(paths.api.logout)
    ada = one.visitor()
    await ada.post(paths.api.login, { username: 'ada', password: 'correct horse battery' })
    await pause(300)
    const before = await Promise.all(sites.map(titleOn))
    await silently(one.db, db => db.updateTable('projects').set({ title: 'slipped in' }).execute())
    expect(await Promise.all(sites.map(titleOn))).toEqual(before)
    await save()
    await expect.poll(() => Promise.all(sites.map(titleOn))).toEqual([`v${version}`, `v${version}`])
  })

  it('show a save within a second though the line that tells of it is cut, and listen again', async () => {
    for (let round = 0; round < 5; round++) {
      await Promise.all(sites.map(titleOn))
      const cutting = cutLines()
      const title = await save()
      expect(await titleOn(one)).toBe(title)
      expect(await timeUntil(title)).toBeLessThan(1000)
      await cutting
      await Promise.all(sites.map(areHeard))
    }
  })

  it('keep nothing while they hear nothing', async () => {
    await isMade()
    await Promise.all(sites.map(titleOn))
    await Promise.all([cutLines(), ...sites.map(areDeaf)])
    await silently(one.db, db => db.updateTable('projects').set({ title: 'slipped in' }).execute())
    expect(await Promise.all(sites.map(titleOn))).toEqual(['slipped in', 'slipped in'])
    await Promise.all(sites.map(areHeard))
  })
})
