import { execFileSync } from 'node:child_process'
import { chownSync, globSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '../free-port.ts'
import { startService } from './service.ts'

/** An empty PostgreSQL of Debian's on loopback, which will not run as root. */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'muzhack-postgres-'))
  const who = { uid: idOf('-u'), gid: idOf('-g') }
  chownSync(folder, who.uid, who.gid)
  const data = join(folder, 'data')
  const unicode = ['--encoding=UTF8', '--locale=C.UTF-8']
  execFileSync(program('initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', ...unicode], {
    ...who,
    stdio: 'ignore',
  })
  const port = await freePort()
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const settings = ['-p', `${port}`, '-k', folder, '-c', 'listen_addresses=127.0.0.1']
  const service = await startService(program('postgres'), ['-D', data, ...settings], {
    ...who,
    log: join(folder, 'log'),
    isUp: () => answers(url),
  })
  return {
    url,
    async stop() {
      await service.stop('SIGINT')
      await rm(folder, { recursive: true })
    },
  }
}

const idOf = (which: '-u' | '-g') => Number(execFileSync('id', [which, 'postgres']))

/** The newest there is. */
function program(name: string): string {
  const found = globSync(`/usr/lib/postgresql/*/bin/${name}`).toSorted().at(-1)
  if (!found) throw new Error(`Debian's postgresql is missing: there is no ${name}`)
  return found
}

async function answers(url: string): Promise<true> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.end()
  return true
}
