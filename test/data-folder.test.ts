import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readConfig } from '../server/config.ts'
import { takeDataFolder } from '../server/data-folder.ts'
import { keptSecret } from '../server/secrets.ts'
import { paths } from '../src/paths.ts'
import { startSite } from './help/process.ts'

const folders: string[] = []

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'muzhack-data-'))
  folders.push(folder)
  return folder
}

afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true, force: true })))

const modeOf = (path: string) => statSync(path).mode & 0o777

describe('the data folder', () => {
  it('is for its own user alone, also where it was open before', async () => {
    const data = await freshFolder()
    mkdirSync(join(data, 'files'))
    chmodSync(data, 0o777)
    chmodSync(join(data, 'files'), 0o755)
    const taken = takeDataFolder(readConfig({ MUZHACK_DATA: data }))
    taken.release()
    expect([data, join(data, 'db'), join(data, 'files')].map(modeOf)).toEqual([0o700, 0o700, 0o700])
  })

  it('is left alone where database and store are elsewhere', async () => {
    const data = join(await freshFolder(), 'data')
    const elsewhere = { DATABASE_URL: 'postgres://db/muzhack', S3_BUCKET: 'files', S3_REGION: 'eu-central-1' }
    takeDataFolder(readConfig({ ...elsewhere, MUZHACK_DATA: data })).release()
    expect(existsSync(data)).toBe(false)
  })

  it('is refused to a second site before it has touched what the first is receiving', async () => {
    const site = await startSite()
    const arriving = join(site.data, 'files/incoming/arriving')
    writeFileSync(arriving, 'half a file')
    await expect(startSite({ MUZHACK_DATA: site.data })).rejects.toThrow('it did not start')
    expect(existsSync(arriving)).toBe(true)
    expect((await fetch(site.url + paths.ready)).status).toBe(200)
    await site.stop()
  })
})

describe('a secret', () => {
  it('is made once, for its own user alone, and nothing else is left of making it', async () => {
    const data = await freshFolder()
    const made = keptSecret(data, 'session')
    expect(made).toMatch(/^[0-9a-f]{64}$/)
    expect(keptSecret(data, 'session')).toBe(made)
    expect(readdirSync(join(data, 'secrets'))).toEqual(['session'])
    expect(modeOf(join(data, 'secrets/session'))).toBe(0o600)
  })

  it.each(['', '0', 'z'.repeat(64)])('that reads %j stops the start, in words', async damaged => {
    const data = await freshFolder()
    mkdirSync(join(data, 'secrets'))
    writeFileSync(join(data, 'secrets/s3'), damaged)
    expect(() => keptSecret(data, 's3')).toThrow(/secrets\/s3 is damaged: restore .* or remove it/)
  })
})
