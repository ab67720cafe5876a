import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeLock } from '../scripts/blue-green/lock.ts'
import { readSettings, writeSettings } from '../scripts/blue-green/settings.ts'
import { readConfig } from '../server/config.ts'

const scripts = join(import.meta.dirname, '../scripts')
const lacksOpenssl = spawnSync('openssl', ['version']).error !== undefined
if (lacksOpenssl) console.log('skipped: tests that need a certificate (there is no openssl)')

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muzhack-server-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

function run(...args: string[]) {
  const script = join(scripts, 'deploy-blue-green.ts')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=DEP0128', script, ...args],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  )
  return { code: status, output: stdout + stderr }
}

const read = (name: string) => readFileSync(join(folder, name), 'utf8')

describe('npm run deploy:blue-green', () => {
  it('tells what there is', () => {
    expect(run('--help')).toMatchObject({ code: 0, output: expect.stringContaining('rollback') })
  })

  it.each([
    [['dance'], /no command dance/],
    [['deploy', 'now'], /deploy takes no words/],
    [['certificate', 'one.pem'], /certificate takes 2 words/],
    [['--bake', 'soon'], /--bake takes a time/],
    [['--pigs'], /--pigs/],
    [['setup', '--domain', 'not a name'], /--domain takes a name like/],
    [['setup'], /--domain muzhack.example/],
  ])('does not understand %j', (args, reason) => {
    expect(run(...args)).toMatchObject({ code: 2, output: expect.stringMatching(reason) })
  })

  it.each(['deploy', 'status', 'rollback'])('refuses %s where nothing is set up', command => {
    expect(run(command)).toMatchObject({ code: 3, output: expect.stringContaining('-- setup') })
  })

  it('says what is wrong with a port', () => {
    writeFileSync(join(folder, '.env'), 'COMPOSE_PROJECT_NAME=muzhack\nBLUE_PORT=many\n')
    expect(run('status')).toMatchObject({
      code: 3,
      output: expect.stringContaining('BLUE_PORT in .env must be a port'),
    })
  })

  it.skipIf(lacksOpenssl)('sets up what production asks for, for nobody but root, and never twice', () => {
    expect(run('setup', '--domain', 'muzhack.example')).toMatchObject({ code: 0 })
    const written = read('host/muzhack.env')
    const env = { ...parseEnv(written), NODE_ENV: 'production', SMTP_URL: 'smtp://mail.example' }
    expect(readConfig(env)).toMatchObject({
      publicUrl: 'https://muzhack.example',
      sessionSecret: expect.stringMatching(/^\w{64}$/),
      store: { publicEndpoint: 'https://files.muzhack.example', bucket: 'muzhack' },
    })
    for (const name of [
      'host/muzhack.env',
      'host/postgres.env',
      'host/store.env',
      'host/certificates/muzhack.pem',
    ])
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600])
    expect(statSync(join(folder, 'host')).mode & 0o777).toBe(0o700)

    expect(run('setup', '--domain', 'other.example')).toMatchObject({
      code: 3,
      output: expect.stringContaining('.env is there already'),
    })
    expect(read('host/muzhack.env')).toBe(written)
  })

  it.skipIf(lacksOpenssl)('takes no certificate with the key of another', () => {
    run('setup', '--domain', 'muzhack.example')
    const before = read('host/certificates/muzhack.pem')
    cpSync(join(folder, 'host/certificates/muzhack.pem'), join(folder, 'chain.pem'))
    const made = spawnSync('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'])
    writeFileSync(join(folder, 'key.pem'), made.stdout)
    expect(run('certificate', 'chain.pem', 'key.pem')).toMatchObject({
      code: 3,
      output: expect.stringContaining('The key does not belong to the certificate'),
    })
    expect(run('certificate', 'chain.pem', 'none.pem')).toMatchObject({ code: 3 })
    expect(read('host/certificates/muzhack.pem')).toBe(before)
  })
})

describe('the settings of a server', () => {
  it('are changed line by line, and nothing else of them', async () => {
    const text = '# Ours\nCOMPOSE_PROJECT_NAME=muzhack\nBLUE_IMAGE=muzhack:one\nFILES_HOST=f.example'
    writeFileSync(join(folder, '.env'), text)
    await writeSettings(folder, { BLUE_IMAGE: 'muzhack:three', BEHIND_BLUE: 'muzhack:two' })
    expect(read('.env')).toBe(
      '# Ours\nCOMPOSE_PROJECT_NAME=muzhack\nBLUE_IMAGE=muzhack:three\nFILES_HOST=f.example\nBEHIND_BLUE=muzhack:two\n',
    )
    expect(await readSettings(folder)).toMatchObject({
      image: { blue: 'muzhack:three', green: undefined },
      behind: { blue: 'muzhack:two', green: undefined },
    })
  })
})

/** A run that starts a command and is killed while that goes on. */
async function aRun() {
  const program = `
    import { spawn } from 'node:child_process'
    import { takeLock } from '${join(scripts, 'blue-green/lock.ts')}'
    const { descriptor } = await takeLock(process.argv[1])
    spawn('sleep', ['2'], { stdio: ['ignore', 'ignore', 'ignore', descriptor], detached: true })
    console.log('taken')
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

describe.skipIf(process.platform !== 'linux')('the lock of a server', () => {
  it('keeps a second run out while the first lives, and says which that is', async () => {
    const first = await aRun()
    await expect(takeLock(folder)).rejects.toMatchObject({
      exitCode: 75,
      message: expect.stringContaining(`process ${first.pid}, since`),
    })
    first.kill('SIGKILL')
  })

  it('waits for the last command of a run that was killed, and is free then', async () => {
    const first = await aRun()
    first.kill('SIGKILL')
    await once(first, 'exit')
    const began = performance.now()
    expect(await takeLock(folder)).toMatchObject({ descriptor: expect.any(Number) })
    expect(performance.now() - began).toBeGreaterThan(500)
  })
})
