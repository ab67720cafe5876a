import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { freePort } from '../free-port.ts'
import { openPostOffice } from '../post-office.ts'
import type { Bench } from './bench.ts'
import { dockerProgram, engineEnvironment } from './docker.ts'
import { removeFolder } from './engine.ts'

/** A line of `--json`. */
export type Line = { kind: string; message: string; step?: number } & Record<string, unknown>
export type Ended = { code: number | null; lines: Line[] }

/** A server of somebody's, with a clone of the repository, set up as README.md says, on free ports. */
export type OneServer = {
  folder: string
  url: string
  port: Record<'blue' | 'green' | 'http' | 'store' | 'postgres' | 'haproxyMetrics', number>
  /** Runs the unmodified script; `until` kills it as soon as that step has been told. */
  run(args: string[], until?: number): Promise<Ended>
  compose(...args: string[]): Promise<string>
  settings(): string
  confirm(username: string): Promise<void>
  remove(): Promise<void>
}

const script = join(import.meta.dirname, '../../../scripts/deploy-blue-green.ts')

export async function setUpServer(bench: Bench): Promise<OneServer> {
  const base = mkdtempSync(join(tmpdir(), 'muzhack-server-'))
  const [folder, programs] = [join(base, 'muzhack'), join(base, 'programs')]
  cpSync(bench.repository, folder, { recursive: true })
  await mkdir(programs)
  symlinkSync(dockerProgram, join(programs, 'docker'))
  const office = await openPostOffice()
  const ports = await freePorts()
  const env = {
    ...process.env,
    ...engineEnvironment(bench.engine),
    PATH: [programs, process.env.PATH].join(delimiter),
  }
  const server: OneServer = {
    folder,
    url: `https://localhost:${ports.https}`,
    port: ports,
    async run(args, until) {
      const child = spawn(process.execPath, ['--disable-warning=DEP0128', script, '--json', ...args], {
        cwd: folder,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const [lines, complaint] = await Promise.all([
        linesOf(child, until),
        text(child.stderr),
        once(child, 'close'),
      ])
      if (child.exitCode === 2) throw new Error(complaint)
      return { code: child.exitCode, lines }
    },
    compose: (...args) => compose({ cwd: folder, env }, args),
    settings: () => readFileSync(join(folder, '.env'), 'utf8'),
    async confirm(username) {
      const [, connectionString = ''] = /^DATABASE_URL=(.*)$/m.exec(read(folder, 'host/muzhack.env')) ?? []
      const client = new pg.Client({ connectionString })
      await client.connect()
      await client.query('update accounts set confirmed = now() where username = $1', [username])
      await client.end()
    },
    async remove() {
      await server.compose('--profile', 'postgres', '--profile', 'store', 'down', '--volumes')
      await office.close()
      await removeFolder(base)
    },
  }
  const { code, lines } = await server.run(['setup', '--domain', 'localhost', '--files-domain', '127.0.0.1'])
  if (code !== 0) throw new Error(`setup ended with ${code}: ${JSON.stringify(lines)}`)
  moveTo(folder, ports, office.url)
  return server
}

/** Version 2 where it is there, as the script does it. */
async function compose(where: { cwd: string; env: NodeJS.ProcessEnv }, args: string[]): Promise<string> {
  const isTwo = spawnSync('docker', ['compose', 'version'], where).status === 0
  const [program, first] = isTwo ? ['docker', ['compose']] : ['docker-compose', []]
  const child = spawn(program, [...first, ...args], { ...where, stdio: ['ignore', 'pipe', 'pipe'] })
  const [said, complaint] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  if (child.exitCode !== 0) throw new Error(`compose ${args.join(' ')}: ${complaint}`)
  return said
}

/** Each line as it comes; once the step has been told, the script is gone at once, and whatever it started is not. */
async function linesOf(
  child: ChildProcess & { stdout: NodeJS.ReadableStream },
  until?: number,
): Promise<Line[]> {
  const lines: Line[] = []
  for await (const line of createInterface(child.stdout)) {
    const said = JSON.parse(line) as Line
    lines.push(said)
    if (said.step !== undefined && said.step === until) child.kill('SIGKILL')
  }
  return lines
}

async function freePorts() {
  const names = [
    'http',
    'https',
    'blue',
    'green',
    'store',
    'acme',
    'haproxyMetrics',
    'blueMetrics',
    'greenMetrics',
    'postgres',
  ] as const
  const ports: [string, number][] = []
  for (const name of names) ports.push([name, await freePort()])
  return Object.fromEntries(ports) as Record<(typeof names)[number], number>
}

/** From the ports of a server to those that are free here. */
function moveTo(folder: string, ports: Awaited<ReturnType<typeof freePorts>>, smtp: string) {
  const variables = {
    HTTP_PORT: ports.http,
    HTTPS_PORT: ports.https,
    BLUE_PORT: ports.blue,
    GREEN_PORT: ports.green,
    STORE_PORT: ports.store,
    ACME_PORT: ports.acme,
    HAPROXY_METRICS_PORT: ports.haproxyMetrics,
    BLUE_METRICS_PORT: ports.blueMetrics,
    GREEN_METRICS_PORT: ports.greenMetrics,
    POSTGRES_PORT: ports.postgres,
  }
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(join(folder, '.env'), read(folder, '.env') + lines.join(''))
  for (const file of ['host/muzhack.env', 'host/store.env']) {
    const moved = read(folder, file)
      .replace('https://localhost', `https://localhost:${ports.https}`)
      .replace('https://127.0.0.1', `https://127.0.0.1:${ports.https}`)
      .replace(':8003', `:${ports.store}`)
      .replace(':5432', `:${ports.postgres}`)
      .replace(/^SMTP_URL=$/m, `SMTP_URL=${smtp}\nLOG_LEVEL=warn`)
    writeFileSync(join(folder, file), moved)
  }
}

const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8')
