import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateX25519Identity } from 'age-encryption'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sumOf } from '../scripts/backup/files.ts'
import { type Stage, setStage } from './help/backup/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})

beforeEach(() => stage.empty())

afterAll(() => stage.stop())

/** The only backup there is: its files' paths from the folder of backups. */
async function files(): Promise<{ name: string; object: string }> {
  const [name = ''] = await stage.names()
  const objects = await readdir(join(stage.backups, 'objects'), { recursive: true })
  const object = objects.find(path => /^..\/[0-9a-f]{64}/.test(path)) ?? ''
  return { name, object: `objects/${object}` }
}

/** Puts other contents in the place of a file's, with a sum that is right. */
async function forge(file: string, contents: string) {
  const { name } = await files()
  const [path, sums] = [join(stage.backups, name, file), join(stage.backups, name, 'SHA256SUMS')]
  const before = await sumOf(path)
  await writeFile(path, contents)
  await writeFile(sums, String(await readFile(sums)).replace(before, await sumOf(path)))
}

const damaged = (file: string) => ({ code: 5, output: expect.stringMatching(`${file} is damaged`) })

describe('an encrypted backup', () => {
  beforeEach(async () => {
    await stage.upload('u/ada/loop/files/a/parts.csv')
    await stage.backUp(['--recipient', stage.recipient])
  })

  it('is checked without a key by its sums, and with it by opening all', async () => {
    const sums = await stage.restore(['--check'])
    expect(sums).toEqual({ code: 0, output: expect.stringMatching(/is whole: 4 files.*encrypted files/) })
    const opened = await stage.restore(['--check', '--identity', stage.identity])
    expect(opened).toEqual({ code: 0, output: expect.stringMatching(/is whole: 4 files.*All were opened/) })
  })

  it('is not restored without a key, nor with another', async () => {
    expect(await stage.restore()).toEqual({
      code: 2,
      output: expect.stringContaining('is encrypted: --identity FILE names the key'),
    })
    const other = join(stage.folder, 'key.txt.other')
    await writeFile(other, await generateX25519Identity())
    const words = expect.stringMatching(/This identity does not open objects\.jsonl\.age/)
    expect(await stage.restore(['--identity', other])).toEqual({ code: 3, output: words })
    expect(await stage.restore(['--check', '--identity', other])).toEqual({ code: 3, output: words })
    expect(await stage.restore(['--identity', join(stage.backups, 'lock')])).toEqual({
      code: 2,
      output: expect.stringContaining('is no identity of age'),
    })
  })

  it('is found damaged in every file', async () => {
    const { name, object } = await files()
    const all = ['manifest.json', 'database.dump.age', 'objects.jsonl.age'].map(file => `${name}/${file}`)
    const ends = []
    for (const path of [...all, object]) {
      await stage.damage(path)
      ends.push(
        await stage.restore(['--check']),
        await stage.restore(['--check', '--identity', stage.identity]),
      )
      await stage.damage(path)
    }
    const expected = [...all, object].flatMap(path => [damaged(path), damaged(path)])
    expect(ends).toEqual(expected)
    expect((await stage.restore(['--check'])).code).toBe(0)
  })
})

describe('a backup', () => {
  beforeEach(async () => {
    await stage.upload('u/ada/loop/files/a/parts.csv')
    await stage.backUp()
  })

  it('is restored to nothing that holds something else', async () => {
    await stage.store.files.put({ key: 'u/eve/x/files/a/hers.csv', type: 'text/plain' }, [
      Buffer.from('hers'),
    ] as never)
    const { code, output } = await stage.restore()
    expect(code).toBe(3)
    expect(output).toMatch(/The database is not empty: it holds 1 accounts\./)
    expect(output).toMatch(/The bucket is not empty: it holds 1 objects that are none of the backup's\./)
    expect(output).toMatch(/--overwrite\.\nNothing was changed\.\n$/)
  })

  it('is found damaged where its sums end early, or lead elsewhere', async () => {
    const { name } = await files()
    const sums = join(stage.backups, name, 'SHA256SUMS')
    const lines = String(await readFile(sums))
      .trim()
      .split('\n')
    await writeFile(sums, `${lines.filter(line => !line.includes('objects/')).join('\n')}\n`)
    const short = expect.stringContaining(
      'SHA256SUMS is damaged: it is of other files than manifest.json says.',
    )
    expect(await stage.restore(['--check'])).toEqual({ code: 5, output: short })

    await writeFile(sums, `${lines.join('\n')}\n${'0'.repeat(64)}  ../../../etc/passwd\n`)
    const elsewhere = expect.stringContaining('SHA256SUMS is damaged: line 5 is none that a backup writes.')
    expect(await stage.restore(['--check'])).toEqual({ code: 5, output: elsewhere })

    await writeFile(sums, 'x'.repeat(100_000))
    const long = expect.stringContaining('longer than any that is written')
    expect(await stage.restore(['--check'])).toEqual({ code: 5, output: long })
  })

  it('is doubted where its contents are none that a backup writes, whatever their sums', async () => {
    const { name } = await files()
    const manifest = String(await readFile(join(stage.backups, name, 'manifest.json')))
    const list = String(await readFile(join(stage.backups, name, 'objects.jsonl')))
    const ends = []
    for (const entry of [
      '"key":"exports/x"',
      '"key":"u/a\\u0000"',
      '"size":-1',
      '"file":"../../../etc/passwd"',
    ]) {
      const [member = ''] = /^"\w+":/.exec(entry) ?? []
      await forge('objects.jsonl', list.replace(new RegExp(`${member}("[^"]*"|\\d+)`), entry))
      ends.push(await stage.restore(['--overwrite']))
    }
    await forge('objects.jsonl', list + list)
    ends.push(await stage.restore(['--overwrite']))
    await forge('objects.jsonl', list)
    await forge('manifest.json', manifest.replace('"format": 1', '"format": 2'))
    ends.push(await stage.restore(['--overwrite']))
    await forge('manifest.json', manifest.replace(/"schema": "[^"]*"/, '"schema": "900-later.sql"'))
    const later = await stage.restore(['--overwrite'])

    expect(ends.map(({ code }) => code)).toEqual([5, 5, 5, 5, 5, 5])
    expect(ends.map(({ output }) => output).join('')).toMatch(
      /"key".*"key".*"size".*"file".*lists other objects than the backup has.*"format"/s,
    )
    expect(later).toEqual({
      code: 3,
      output: expect.stringMatching(/after the migration 900-later\.sql.*check out/),
    })
  })

  it('is found by its name, and a file that is gone is missed', async () => {
    const { name, object } = await files()
    expect((await stage.restore(['--check', '--backup', name])).code).toBe(0)
    const other = await stage.restore(['--check', '--backup', '../elsewhere'])
    expect(other).toEqual({ code: 2, output: expect.stringContaining(`There are ${name}.`) })
    await appendFile(join(stage.backups, object), 'more')
    const { output } = await stage.restore(['--check'])
    expect(output).toMatch(`${object} is damaged: its sum is another`)
  })
})
