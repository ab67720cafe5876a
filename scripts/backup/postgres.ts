import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Stop } from '../deploy/stop.ts'
import { exit } from './exit.ts'
import type { Bytes } from './seal.ts'

/** PostgreSQL's own program, or the command that runs it, and how it reaches the database. */
export type Tool = { name: string; command: string[]; env: Record<string, string> }

type Env = Record<string, string | undefined>

export const dumpTool = (env: Env, database: string) => toolFor('pg_dump', env.PG_DUMP, database)
export const restoreTool = (env: Env, database: string) => toolFor('pg_restore', env.PG_RESTORE, database)

/**
 * Host and password go by the environment, where no other user of the machine sees them; in a container, where that
 * does not reach, the program finds the socket.
 */
function toolFor(name: string, command: string | undefined, database: string): Tool {
  const [program = name, ...args] = command?.split(/\s+/).filter(Boolean) ?? []
  const { user, dbname, env } = addressOf(database)
  return {
    name,
    command: [program, ...args, '--no-password', `--username=${user}`, `--dbname=${dbname}`],
    env,
  }
}

/** What libpq calls the parts of an address. */
const variables: Record<string, string> = {
  host: 'PGHOST',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
}

export function addressOf(database: string): { user: string; dbname: string; env: Record<string, string> } {
  const { hostname, port, username, password, pathname, searchParams } = new URL(database)
  const user = decodeURIComponent(username) || searchParams.get('user') || 'postgres'
  const named = [...searchParams].flatMap(([name, value]) =>
    variables[name] ? [[variables[name], libpqs(value)] as const] : [],
  )
  return {
    user,
    dbname: decodeURIComponent(pathname.slice(1)) || user,
    env: {
      ...(hostname && { PGHOST: hostname.replace(/^\[|\]$/g, '') }),
      ...(port && { PGPORT: port }),
      ...(password && { PGPASSWORD: decodeURIComponent(password) }),
      ...Object.fromEntries(named),
    },
  }
}

/** Only the driver knows this one. */
const libpqs = (value: string) => (value === 'no-verify' ? 'require' : value)

/** Throws unless it can be run at all. */
export async function checkTool({ name, command: [program = '', ...args] }: Tool): Promise<void> {
  const asked = args.filter(arg => !/^--(no-password|username=|dbname=)/.test(arg))
  const child = spawn(program, [...asked, '--version'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const [complaint] = await Promise.all([wordsOf(child.stderr), ended(name, program, child)])
  if (child.exitCode !== 0) throw new Stop(exit.refused, `${name} cannot be run: ${complaint}`)
}

/** What the program writes. */
export async function* outputOf(
  { name, command: [program = '', ...args], env }: Tool,
  more: string[],
): Bytes {
  const child = spawn(program, [...args, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  const end = Promise.all([wordsOf(child.stderr), ended(name, program, child)])
  // It is waited for below; until then it may fail while nobody listens.
  end.catch(() => undefined)
  try {
    yield* child.stdout as AsyncIterable<Uint8Array>
    const [complaint] = await end
    if (child.exitCode !== 0) throw new Stop(exit.failed, `${name} failed: ${complaint}`)
  } finally {
    child.kill()
  }
}

/** Has the program read these. */
export async function inputTo(
  { name, command: [program = '', ...args], env }: Tool,
  more: string[],
  bytes: Bytes,
): Promise<void> {
  const child = spawn(program, [...args, ...more], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  })
  const flow = pipeline(bytes, child.stdin).then(
    () => undefined,
    (error: Error) => error,
  )
  const [complaint, problem] = await Promise.all([wordsOf(child.stderr), flow, ended(name, program, child)])
  if (problem instanceof Stop) throw problem
  if (child.exitCode !== 0) throw new Stop(exit.failed, `${name} failed: ${complaint}`)
  if (problem) throw problem
}

async function ended(name: string, program: string, child: ReturnType<typeof spawn>): Promise<void> {
  try {
    await once(child, 'close')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new Stop(exit.refused, missing(name, program))
  }
}

const missing = (name: string, program: string) =>
  `${program} is not installed, or not on the PATH. Install PostgreSQL's client programs, no older than the server ` +
  `(Debian: apt-get install postgresql-client), or set ${name.toUpperCase()} to a command that runs ${name} elsewhere, ` +
  `such as "docker-compose exec -T postgres ${name}".`

/** The last of what it complains of. */
async function wordsOf(stream: Readable): Promise<string> {
  let words = ''
  for await (const some of stream) words = (words + String(some)).slice(-4000)
  return words.trim()
}
