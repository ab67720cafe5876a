import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run, runKilled } from '../help/backup/commands.ts'
import { filesOf, objectsOf, rowsOf } from '../help/backup/compare.ts'
import { ask, type Drill, openDrill, untilAlone } from '../help/backup/drill.ts'
import { fill } from '../help/backup/fill.ts'
import type { Around } from '../help/engine/around.ts'
import { whatPostgresLacks } from '../help/engine/missing.ts'
import { all } from '../help/s3.ts'

describe.skipIf(whatPostgresLacks() !== undefined)('a backup and its restore', () => {
  let drill: Drill
  let site: Around
  let backups: string
  let rows: Awaited<ReturnType<typeof rowsOf>>
  let objects: Awaited<ReturnType<typeof objectsOf>>

  beforeAll(async () => {
    drill = await openDrill()
    backups = join(drill.folder, 'backups')
    site = await drill.newPlace()
    await fill(site.env, 300, index => (index === 0 ? 20_000_000 : 1000 * index))
    rows = await rowsOf(site.env)
    objects = await objectsOf(site.env)
  })

  afterAll(() => drill.stop())

  it('may be killed while it is made, and made again', async () => {
    const paths = () => readdir(backups, { recursive: true }).catch((): string[] => [])
    const hasCopied = (count: number) => async () =>
      (await paths()).filter(path => /^objects\/..\/[0-9a-f]{64}$/.test(path)).length >= count
    const isDumping = async () => (await paths()).some(path => path.endsWith('database.dump'))
    const ends = []
    for (const isTime of [isDumping, hasCopied(1), hasCopied(100), hasCopied(200)])
      ends.push((await runKilled('backup', ['--to', backups], site.env, isTime)).code)
    expect(ends).toEqual([null, null, null, null])

    const { code, output } = await run('backup', ['--to', backups], site.env)
    expect(code).toBe(0)
    expect(Number(/here, (\d+) of them copied now/.exec(output)?.[1])).toBeLessThan(101)
    expect((await run('restore', ['--from', backups, '--check'])).code).toBe(0)
  })

  it('may be killed while it is restored, and restored again', async () => {
    const target = await drill.newPlace()
    const args = ['--from', backups]
    const files = filesOf(target.env)
    const hasWritten = (count: number) => async () => (await all(files.list(''))).length >= count
    const isRestoring = async () =>
      (await ask(target.env, "select from pg_stat_activity where application_name = 'pg_restore'")).length > 0
    const ends = []
    for (const isTime of [hasWritten(1), hasWritten(100), hasWritten(200), isRestoring]) {
      ends.push((await runKilled('restore', args, target.env, isTime)).code)
      await untilAlone(target.env)
      if (ends.length < 4) expect(await tables(target.env)).toEqual([])
    }
    files.close()
    expect(ends.slice(0, 3)).toEqual([null, null, null])

    // It may have come to its end in the moment in which it was killed.
    const isWhole = (await tables(target.env)).length > 0
    expect((await run('restore', args, target.env)).code).toBe(isWhole ? 3 : 0)
    expect(await rowsOf(target.env)).toEqual(rows)
    expect(await objectsOf(target.env)).toEqual(objects)

    const again = await run('restore', args, target.env)
    expect(again).toEqual({
      code: 3,
      output: expect.stringContaining('The database is not empty: it holds 1 acc'),
    })
    const over = await run('restore', [...args, '--overwrite'], target.env)
    expect(over).toEqual({
      code: 0,
      output: expect.stringContaining('Writing 0 objects into the bucket; 300 are'),
    })
    expect(await rowsOf(target.env)).toEqual(rows)
  })

  it('is not restored where an object is damaged: the database stays empty', async () => {
    const [name = ''] = (await readdir(backups)).filter(entry =>
      existsSync(join(backups, entry, 'SHA256SUMS')),
    )
    const sums = String(await readFile(join(backups, name, 'SHA256SUMS')))
    const [, object = ''] = /\.\.\/(objects\S+)/.exec(sums) ?? []
    const bytes = await readFile(join(backups, object))
    await writeFile(join(backups, object), bytes.with(0, (bytes[0] ?? 0) ^ 1))
    const target = await drill.newPlace()
    const { code, output } = await run('restore', ['--from', backups], target.env)
    expect({ code, output }).toEqual({
      code: 5,
      output: expect.stringMatching(`${object} is damaged: its sum`),
    })
    expect(output).toMatch(/The database was not changed\./)
    expect(await tables(target.env)).toEqual([])
    await writeFile(join(backups, object), bytes)

    const guest = new pg.Client({ connectionString: target.env.DATABASE_URL })
    await guest.connect()
    const busy = await run('restore', ['--from', backups, '--overwrite'], target.env)
    await guest.end()
    expect(busy).toEqual({
      code: 3,
      output: expect.stringContaining('1 others are connected to the database'),
    })
    expect((await run('restore', ['--from', backups], target.env)).code).toBe(0)
    expect(await objectsOf(target.env)).toEqual(objects)
  })

  it('keeps a list alone, for a bucket that is kept by other means', async () => {
    const lists = join(drill.folder, 'lists')
    expect((await run('backup', ['--to', lists, '--list-only'], site.env)).code).toBe(0)
    const target = await drill.newPlace()
    const lacking = await run('restore', ['--from', lists], target.env)
    expect(lacking).toEqual({ code: 3, output: expect.stringContaining('the bucket lacks 300 of them') })
    const { DATABASE_URL = '' } = target.env
    const { code } = await run('restore', ['--from', lists], { ...site.env, DATABASE_URL })
    expect(code).toBe(0)
    expect(await rowsOf(target.env)).toEqual(rows)
  })

  it('runs the programs of PostgreSQL where the database is, as in its container, and by its socket', async () => {
    const target = await drill.newPlace()
    const there = await Promise.all([site, target].map(({ env }) => socketOf(env)))
    const [dump, restore] = there.map(socket => `env -i PATH=${process.env.PATH} ${socket}`)
    const folder = join(drill.folder, 'there')
    const made = await run('backup', ['--to', folder], { ...site.env, PG_DUMP: `${dump} pg_dump` })
    expect(made).toEqual({ code: 0, output: expect.stringContaining('and 300 objects') })
    const env = { ...target.env, PG_RESTORE: `${restore} pg_restore` }
    expect((await run('restore', ['--from', folder], env)).code).toBe(0)
    expect(await rowsOf(target.env)).toEqual(rows)
  })
})

const tables = (env: Record<string, string>) =>
  ask(env, "select relname from pg_class where relnamespace = 'public'::regnamespace")

/** What finds it within its own machine. */
async function socketOf(env: Record<string, string>): Promise<string> {
  const [place] = await ask<{ folder: string; port: string }>(
    env,
    "select current_setting('unix_socket_directories') as folder, current_setting('port') as port",
  )
  return `PGHOST=${place?.folder} PGPORT=${place?.port}`
}
