import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBackupOptions, readRestoreOptions } from '../scripts/backup/options.ts'
import { addressOf, dumpTool } from '../scripts/backup/postgres.ts'
import { sealFor } from '../scripts/backup/seal.ts'
import { siteOf } from '../scripts/backup/site.ts'
import { run } from './help/backup/commands.ts'

describe('the arguments', () => {
  it('are explained by --help', async () => {
    const backup = await run('backup', ['--help'])
    expect(backup).toEqual({ code: 0, output: expect.stringContaining('--recipient age1…') })
    expect(await run('restore', ['--help'])).toEqual({ code: 0, output: expect.stringContaining('--check') })
    const { code, output } = await run('restore', ['--pigs'])
    expect({ code, output }).toEqual({
      code: 2,
      output: expect.stringContaining('npm run restore -- --help'),
    })
  })

  it('must be known, and say where', () => {
    expect(() => readBackupOptions(['--pigs'], {})).toThrow(/--pigs.*\nnpm run backup -- --help/)
    expect(() => readBackupOptions([], {})).toThrow(/--to FOLDER, or BACKUP_TO\./)
    expect(() => readRestoreOptions([], {})).toThrow(/--from FOLDER, or BACKUP_TO\./)
    expect(() => readBackupOptions(['--to', 'there', '--keep', '0'], {})).toThrow(/from 1, and this is 0\./)
  })

  it('may come by the environment', () => {
    const options = readBackupOptions([], { BACKUP_TO: 'there', BACKUP_RECIPIENT: 'age1one, age1two' })
    expect(options).toMatchObject({ to: 'there', recipients: ['age1one', 'age1two'], keep: undefined })
    const { identity } = readRestoreOptions([], { BACKUP_TO: 'there', BACKUP_IDENTITY: 'key.txt' }) ?? {}
    expect(identity).toBe('key.txt')
  })

  it('may come from a file, but what the environment has wins', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'muzhack-env-'))
    const file = join(folder, 'muzhack.env')
    await writeFile(file, 'BACKUP_TO=/from/the/file\nBACKUP_RECIPIENT=age1nobody\n')
    const { code, output } = await run('backup', ['--env', file], { DATABASE_URL: '' })
    expect({ code, output }).toEqual({ code: 3, output: expect.stringContaining('DATABASE_URL is not set') })
    const named = { BACKUP_TO: folder, BACKUP_RECIPIENT: '' }
    expect(await run('restore', ['--env', file, '--check'], named)).toEqual({
      code: 2,
      output: expect.stringContaining(`A backup is not in ${folder}. There is none that is finished.`),
    })
    await rm(folder, { recursive: true })
    const gone = await run('backup', ['--env', file])
    expect(gone).toEqual({ code: 2, output: expect.stringMatching(/--env cannot be read: .*muzhack\.env/) })
  })

  it('take public keys of age only', () => {
    expect(() => sealFor(['age1nobody'])).toThrow(/takes a public key of age, age1…, and this is age1nobody/)
  })
})

describe('the site that is meant', () => {
  const env = { DATABASE_URL: 'postgres://db.example/muzhack', S3_BUCKET: 'files', S3_REGION: 'eu-central-1' }

  it('is told by the variables of the server, whatever else production needs', () => {
    expect(siteOf({ ...env, NODE_ENV: 'production' })).toEqual({
      database: 'postgres://db.example/muzhack',
      store: { bucket: 'files', region: 'eu-central-1', endpoint: undefined },
    })
  })

  it('is none with a database or files that are embedded', () => {
    const words = /is not set\..*stop the site and copy its data folder/
    expect(() => siteOf({ ...env, DATABASE_URL: '' })).toThrow(words)
    expect(() => siteOf({ ...env, S3_BUCKET: undefined })).toThrow(words)
  })

  it('is not guessed from what is malformed', () => {
    expect(() => siteOf({ ...env, S3_ENDPOINT: 'ftp://here' })).toThrow(/S3_ENDPOINT must be a http/)
  })
})

describe('the programs of PostgreSQL', () => {
  it('never get the password as an argument', () => {
    const tool = dumpTool({}, 'postgres://mu%40z:p%3Ass@[::1]:5433/site%20one?sslmode=no-verify')
    expect(tool.command).toEqual(['pg_dump', '--no-password', '--username=mu@z', '--dbname=site one'])
    expect(tool.env).toEqual({ PGHOST: '::1', PGPORT: '5433', PGPASSWORD: 'p:ss', PGSSLMODE: 'require' })
  })

  it('may be a command, such as one in the container of the database', () => {
    const { command } = dumpTool(
      { PG_DUMP: 'docker-compose exec -T postgres pg_dump' },
      'postgres://mu@postgres/site',
    )
    expect(command.slice(0, 6)).toEqual([
      'docker-compose',
      'exec',
      '-T',
      'postgres',
      'pg_dump',
      '--no-password',
    ])
  })

  it('find what an address leaves out as PostgreSQL itself does', () => {
    expect(addressOf('postgres:///?host=/run/postgresql&user=ada')).toEqual({
      user: 'ada',
      dbname: 'ada',
      env: { PGHOST: '/run/postgresql' },
    })
  })
})
