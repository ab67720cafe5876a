import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { lockFolder } from '../server/db/embedded/lock.ts'
import { type Stage, setStage } from './help/backup/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})

beforeEach(() => stage.empty())

afterAll(() => stage.stop())

/** Every file in the folder of backups, by its path. */
async function filesOf({ backups }: Stage): Promise<string[]> {
  const entries = await readdir(backups, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}

const objectsIn = async (stage: Stage) =>
  (await filesOf(stage)).filter(path => /\/objects\/[0-9a-f]{2}\//.test(path))

describe('a backup refuses before anything is written', () => {
  it('a machine without pg_dump', async () => {
    const { code, output } = await stage.backUp([], { PG_DUMP: 'no-such-dump' })
    expect(code).toBe(3)
    expect(output).toMatch(/no-such-dump is not installed.*set PG_DUMP.*\nNothing was written\./)
    expect(await readdir(stage.folder)).toEqual(['key.txt'])
  })

  it('a bucket that is not there', async () => {
    const { code, output } = await stage.backUp([], { S3_BUCKET: 'another' })
    expect({ code, output }).toEqual({ code: 3, output: expect.stringContaining('does not know our bucket') })
    expect(await readdir(stage.folder)).toEqual(['key.txt'])
  })

  it('a folder that another backup is being written to', async () => {
    await stage.backUp()
    const lock = lockFolder(stage.backups)
    const { code, output } = await stage.backUp()
    lock.release()
    expect({ code, output }).toEqual({ code: 3, output: expect.stringContaining('Another backup is being') })
  })
})

describe('a backup', () => {
  it('copies what is not there yet, each object once', async () => {
    await stage.upload('u/ada/loop/pictures/a/panel.png')
    await stage.upload('u/ada/loop/files/b/parts.csv', { bytes: '' })
    expect((await stage.backUp()).output).toContain('2 of 2 objects are here, 2 of them copied now')
    await pause(1100)
    await stage.upload('u/ada/loop/files/c/more.csv')
    const { code, output } = await stage.backUp()
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringContaining('3 of 3 objects are here, 1 of them copied now'),
    })
    expect(await objectsIn(stage)).toHaveLength(3)
    expect(await stage.names()).toHaveLength(2)
    expect((await stage.restore(['--check'])).code).toBe(0)
  })

  it('copies an object anew that was sent again', async () => {
    await stage.upload('u/ada/loop/files/a/parts.csv', { bytes: 'first' })
    await stage.backUp()
    await pause(1100)
    await stage.store.files.put({ key: 'u/ada/loop/files/a/parts.csv', type: 'text/plain' }, [
      Buffer.from('again'),
    ] as never)
    expect((await stage.backUp()).output).toContain('1 of 1 objects are here, 1 of them copied now')
    expect(await objectsIn(stage)).toHaveLength(2)
  })

  it('says nothing of anybody when it is encrypted', async () => {
    await stage.upload('u/ada/loop/files/a/parts.csv')
    const { code } = await stage.backUp(['--recipient', stage.recipient], {
      PG_DUMP: `${stage.env.PG_DUMP} --as ada@example.org`,
    })
    expect(code).toBe(0)
    const files = await filesOf(stage)
    expect(files.filter(file => file.endsWith('.age'))).toHaveLength(3)
    const texts = await Promise.all(files.map(async file => file + String(await readFile(file))))
    expect(texts.filter(text => /\bada\b|parts\.csv/.test(text.replaceAll(stage.folder, '')))).toEqual([])
  })

  it('misses no upload that never came, though an autosave waits for it', async () => {
    const key = 'u/ada/loop/files/a/never.csv'
    await stage.upload(key, { comes: false, inUse: false })
    await stage.query(
      'insert into autosaves (id, account_id, revision, content) values (gen_random_uuid(), 1, 1, $1)',
      [{ files: [{ key }] }],
    )
    const { code, output } = await stage.backUp()
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('1 uploads never came') })
  })

  it('is finished, and says so by its end, where the store lacks what is in use', async () => {
    await stage.upload('u/ada/loop/files/a/lost.csv', { comes: false })
    await stage.upload('u/ada/loop/files/b/there.csv')
    await stage.upload('u/ada/loop/files/c/short.csv')
    await stage.query(`update uploads set size = 1000 where key like '%short.csv'`)
    const { code, output } = await stage.backUp()
    expect(code).toBe(4)
    expect(output).toMatch(/warning: the store lacks u\/ada\/loop\/files\/a\/lost\.csv\n/)
    expect(output).toMatch(
      /warning: \S+short\.csv has 41 bytes in the store, and had 1000 when it was saved\n/,
    )
    expect(output).toMatch(/The store has 2 objects that are in use not, or not as/)
    expect((await stage.restore(['--check'])).code).toBe(0)
  })

  it('tells in its own words why pg_dump refuses, and does not count', async () => {
    const { code, output } = await stage.backUp([], {
      PG_DUMP: `${stage.env.PG_DUMP} --failing server_version_mismatch`,
    })
    expect(code).toBe(5)
    expect(output).toMatch(/pg_dump failed: pg_dump: error: server version mismatch\nRun the same command/)
    expect((await stage.restore(['--check'])).output).toContain('There is none that is finished.')
    await pause(1100)
    expect((await stage.backUp()).code).toBe(0)
    expect(await stage.names()).toHaveLength(1)
  })

  it('tells its end as an object, too', async () => {
    const { output } = await stage.backUp(['--json'])
    const last = JSON.parse(output.trim().split('\n').at(-1) ?? '') as Record<string, unknown>
    expect(last).toMatchObject({ kind: 'done', objects: 0, bytes: 0, missing: 0 })
  })
})

describe('--list-only', () => {
  it('keeps names and no bytes', async () => {
    await stage.upload('u/ada/loop/files/a/parts.csv')
    const { code, output } = await stage.backUp(['--list-only'])
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('by their names only') })
    expect(await objectsIn(stage)).toEqual([])
    const [name = ''] = await stage.names()
    expect(String(await readFile(join(stage.backups, name, 'objects.jsonl')))).toBe(
      '{"key":"u/ada/loop/files/a/parts.csv","type":"text/plain","size":41}\n',
    )
    expect((await stage.restore(['--check'])).code).toBe(0)
  })
})

describe('--keep', () => {
  beforeEach(async () => {
    await stage.upload('u/ada/loop/files/a/old.csv', { inUse: false })
    await stage.upload('u/ada/loop/files/b/both.csv')
    await stage.backUp()
    await stage.query(`delete from uploads where key like '%old.csv'`)
    await pause(1100)
  })

  it('removes older backups, and what only they knew', async () => {
    const { code, output } = await stage.backUp(['--keep', '1'])
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringContaining('Removed 1 older backups, and 1 objects'),
    })
    expect(await stage.names()).toHaveLength(1)
    expect(await objectsIn(stage)).toHaveLength(1)
    expect((await stage.restore(['--check'])).code).toBe(0)
  })

  it('removes nothing where a backup that stays cannot be read', async () => {
    const [first = ''] = await stage.names()
    const lines = String(await readFile(join(stage.backups, first, 'SHA256SUMS')))
    await writeFile(join(stage.backups, first, 'SHA256SUMS'), lines.replace('  ', ' '))
    const { code, output } = await stage.backUp(['--keep', '2'])
    expect({ code, output }).toEqual({
      code: 5,
      output: expect.stringMatching(/is finished\. Nothing older was removed.*SHA256SUMS is damaged/),
    })
    expect(await objectsIn(stage)).toHaveLength(2)
  })
})

describe('what a killed backup left', () => {
  it('is gone on with: its objects count, its folder goes', async () => {
    await stage.upload('u/ada/loop/files/a/parts.csv')
    await stage.backUp()
    const [name = ''] = await stage.names()
    await rm(join(stage.backups, name, 'SHA256SUMS'))
    await pause(1100)
    expect((await stage.backUp()).output).toContain('1 of 1 objects are here, 0 of them copied now')
    expect(await stage.names()).toHaveLength(1)
    expect((await stage.restore(['--check'])).code).toBe(0)
  })
})
