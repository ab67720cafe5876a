import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIfStale } from '../../scripts/build.ts'
import { paths } from '../../src/paths.ts'
import type { Project } from '../../src/project.ts'
import { run } from '../help/backup/commands.ts'
import { objectsOf, rowsOf, sumOf } from '../help/backup/compare.ts'
import { ask, type Drill, type Key, openDrill, untilArchived, wipe } from '../help/backup/drill.ts'
import { type Acknowledged, keepBusy, type Maker, newMaker, someFiles } from '../help/backup/makers.ts'
import type { Around } from '../help/engine/around.ts'
import { whatPostgresLacks } from '../help/engine/missing.ts'
import { startSiteIn } from '../help/engine/site.ts'
import { password } from '../help/muzhack.ts'

describe.skipIf(whatPostgresLacks() !== undefined)('a site that was backed up under load', () => {
  const acknowledged: Acknowledged = { versions: new Map(), sums: new Map() }
  let before: Acknowledged['versions']
  let drill: Drill
  let key: Key
  let lost: Around
  let site: Awaited<ReturnType<typeof startSiteIn>>
  let makers: Maker[]
  let backups: string

  const restore = (env: Record<string, string>, ...more: string[]) =>
    run('restore', ['--from', backups, '--identity', key.identity, ...more], env)

  beforeAll(async () => {
    buildIfStale(console.log)
    drill = await openDrill()
    backups = join(drill.folder, 'backups')
    key = await drill.newKey('key')
    lost = await drill.newPlace()
    site = await startSiteIn(lost)
    makers = []
    for (const name of ['ada', 'bob', 'eve']) makers.push(await newMaker(site.url, lost, name, acknowledged))
    for (const maker of makers) {
      await maker.draw()
      await maker.publish('first', await someFiles(maker, 9_000_000))
    }
    await untilArchived(lost.env)
  })

  afterAll(async () => {
    await site.stop()
    await drill.stop()
  })

  it('is backed up while makers publish', async () => {
    const busy = makers.map(keepBusy)
    await pause(1500)
    before = new Map(acknowledged.versions)
    const { code, output } = await run('backup', ['--to', backups, '--recipient', key.recipient], lost.env)
    const turns = await Promise.all(busy.map(({ stop }) => stop()))
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringMatching(/the database, and \d+ objects/),
    })
    console.log(
      `${before.size} projects before, ${acknowledged.versions.size} after; ${turns.join(' + ')} turns\n${output}`,
    )
    expect(acknowledged.versions.size).toBeGreaterThan(before.size)
  })

  it('is whole after a restore: all that was acknowledged before, with every file', async () => {
    const found = await drill.newPlace()
    const { code, output } = await restore(found.env)
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/is restored: 3 accounts/) })

    const revived = await startSiteIn(found)
    const problems: string[] = []
    for (const [address, version] of before) {
      const [owner = '', id = ''] = address.split('/')
      const answer = await fetch(revived.url + paths.api.project({ owner, id }))
      const project = (await answer.json()) as Project
      if (!answer.ok || project.version < version) problems.push(`${address} is not what it was`)
    }
    const files = await ask<{ key: string }>(found.env, 'select key from project_files')
    for (const { key } of files)
      if ((await sumOf(found.env, key)) !== acknowledged.sums.get(key)) problems.push(`${key} is another`)
    expect(problems).toEqual([])
    expect(files.length).toBeGreaterThanOrEqual(3 * before.size)

    const page = await fetch(revived.url + paths.project({ owner: 'ada', id: 'first' }))
    expect(await page.text()).toContain('Title of first')
    const login = await fetch(revived.url + paths.api.login, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: revived.url },
      body: JSON.stringify({ username: 'ada', password }),
    })
    expect(login.status).toBe(200)
    await revived.stop()
  })

  it('has the same rows and the same objects once nothing moves any more', async () => {
    await untilArchived(lost.env)
    await site.stop()
    const { code, output } = await run('backup', ['--to', backups, '--recipient', key.recipient], lost.env)
    expect(code).toBe(0)
    console.log(output)
    const rows = await rowsOf(lost.env)
    const objects = await objectsOf(lost.env)
    await wipe(lost)

    const restored = await restore(lost.env)
    expect(restored).toEqual({ code: 0, output: expect.stringMatching(/is restored: 3 accounts/) })
    expect(await rowsOf(lost.env)).toEqual(rows)
    const current = await ask<{ key: string }>(
      lost.env,
      'select key from uploads union select key from archives where superseded is null',
    )
    const kept = new Set(current.map(({ key }) => key))
    const earlier = Object.keys(objects).filter(key => !kept.has(key))
    expect(earlier.every(key => key.includes('/archives/'))).toBe(true)
    for (const key of earlier) delete objects[key]
    expect(await objectsOf(lost.env)).toEqual(objects)
  })
})
