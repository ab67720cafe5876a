import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { insertAccount } from '../server/db/accounts.ts'
import { openDatabase } from '../server/db/db.ts'
import { copyFolder } from './help/copy-folder.ts'
import { databaseEnvironment } from './help/database.ts'
import { aSignUp } from './help/muzhack.ts'

let data: string
let database: Awaited<ReturnType<typeof databaseEnvironment>>

const open = () => {
  const url = database.env.DATABASE_URL
  return openDatabase(url ? { url } : { folder: join(data, 'db') }, () => undefined)
}

type Ended = { code: number | string; said: string }

const admin = (words: string[], env: Record<string, string> = {}) =>
  new Promise<Ended>(resolve => {
    execFile(
      process.execPath,
      ['--disable-warning=DEP0128', join(import.meta.dirname, '../scripts/admin.ts'), ...words],
      { env: { ...process.env, MUZHACK_DATA: data, ...database.env, ...env } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, said: (stdout + stderr).trim() }),
    )
  })

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'muzhack-admin-'))
  copyFolder(inject('emptyDatabase').folder, join(data, 'db'))
  database = await databaseEnvironment()
  const { db, close } = await open()
  await insertAccount(db, aSignUp({ username: 'ada' }), 'no hash')
  await close()
})

afterAll(async () => {
  await rm(data, { recursive: true, force: true })
  await database.drop()
})

describe('npm run admin -- promote', () => {
  it('gives somebody a role, and writes it into the log', async () => {
    expect(await admin(['promote', 'Ada', 'moderator'])).toEqual({
      code: 0,
      said: 'Ada was member, and is moderator now.',
    })
    const { db, close } = await open()
    const account = await db.selectFrom('accounts').select('role').executeTakeFirst()
    const log = await db.selectFrom('audit_log').selectAll().execute()
    await close()
    expect(account?.role).toBe('moderator')
    expect(log).toMatchObject([
      { actor: null, action: 'change role', username: 'ada', words: 'member → moderator' },
    ])
  })

  it('says where there is nothing to change', async () => {
    await admin(['promote', 'ada', 'admin'])
    expect(await admin(['promote', 'ada', 'admin'])).toEqual({ code: 0, said: 'ada is admin already.' })
  })

  it.each([
    ['nothing', [], 'promote <username> <member|moderator|admin>'],
    ['another command', ['demote', 'ada', 'member'], 'promote <username> <member|moderator|admin>'],
    ['a role that is none', ['promote', 'ada', 'king'], 'There is no role king: choose one of member'],
  ])('explains itself to %s', async (_, words, said) => {
    expect(await admin(words)).toEqual({ code: 2, said: expect.stringContaining(said) })
  })

  it('knows nobody else', async () => {
    expect(await admin(['promote', 'nobody', 'admin'])).toEqual({
      code: 1,
      said: 'There is nobody called nobody here. Nothing was changed.',
    })
  })

  it('asks to stop the site while it holds the embedded database', async () => {
    const folder = join(data, 'db')
    const holder = fork(join(import.meta.dirname, 'help/hold-database.ts'), [folder])
    await once(holder, 'message')
    const ended = await admin(['promote', 'ada', 'member'], { DATABASE_URL: '' })
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    expect(ended).toEqual({ code: 1, said: expect.stringMatching(/^The site is running,.* Stop the site/) })
  })

  it('makes no site where there is none', async () => {
    const ended = await admin(['promote', 'ada', 'admin'], {
      DATABASE_URL: '',
      MUZHACK_DATA: join(data, 'nowhere'),
    })
    expect(ended).toEqual({ code: 1, said: expect.stringMatching(/^There is no site in .* yet/) })
  })
})
