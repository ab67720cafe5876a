import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { openDatabase } from '../server/db/db.ts'
import { migrate } from '../server/db/migrate.ts'
import { copyFolder } from './help/copy-folder.ts'
import { databaseEnvironment, freshDatabase } from './help/database.ts'

const folders: string[] = []
const quiet = () => undefined

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'muzhack-db-'))
  folders.push(folder)
  copyFolder(inject('emptyDatabase').folder, folder)
  return folder
}

afterAll(async () => {
  await Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true })))
})

describe('the embedded database', () => {
  it('refuses a second process, in words, and lets it in once the first has died', async () => {
    const folder = await freshFolder()
    const first = fork(join(import.meta.dirname, 'help/hold-database.ts'), [folder])
    await once(first, 'message')
    await expect(openDatabase({ folder }, quiet)).rejects.toThrow(/is in use by another MuzHack process/)

    first.kill('SIGKILL')
    await once(first, 'exit')
    const second = await openDatabase({ folder }, quiet)
    await second.close()
  })

  it('keeps what it has acknowledged through kill -9', async () => {
    const folder = await freshFolder()
    const writer = fork(join(import.meta.dirname, 'help/hold-database.ts'), [folder, 'write'])
    const acknowledged = await new Promise<number>(resolve => {
      writer.on('message', message => typeof message === 'number' && message >= 50 && resolve(message))
    })
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    const database = await openDatabase({ folder }, quiet)
    const { rows } = await sql<{ count: number }>`select count(*) from attempts`.execute(database.db)
    await database.close()
    expect(rows[0]?.count).toBeGreaterThanOrEqual(acknowledged)
  })
})

describe('migrations', () => {
  it('are applied once, however many instances start together', async () => {
    const database = await freshDatabase()
    await sql`drop schema public cascade`.execute(database.db)
    await sql`create schema public`.execute(database.db)
    const together = await Promise.all([migrate(database.db), migrate(database.db), migrate(database.db)])
    const again = await migrate(database.db)
    await database.close()
    expect(together.filter(({ length }) => length > 0)).toEqual([
      expect.arrayContaining(['001-start.sql', '009-sweeps.sql']),
    ])
    expect(again).toEqual([])
  })
})

it.skipIf(!process.env.TEST_DATABASE_URL)('is refused where it cannot keep every letter', async () => {
  const ascii = "encoding 'SQL_ASCII' locale 'C' template template0"
  const { env, drop } = await databaseEnvironment(ascii)
  const opened = openDatabase({ url: env.DATABASE_URL ?? '' }, quiet)
  await expect(opened).rejects.toThrow('The database has the encoding SQL_ASCII')
  await drop()
})
