import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { replaceFile } from '../deploy/replace-file.ts'
import { exit, Stop } from '../deploy/stop.ts'
import type { Colour } from './colours.ts'

/** What Compose reads too: `.env` beside `compose.yaml`. */
export type Settings = {
  project: string
  profiles: string[]
  port: Record<Colour, number>
  /** What each colour runs, by the names that we give to images; undefined for none yet. */
  image: Record<Colour, string | undefined>
  /** What was live before this colour was, for a rollback while it is. */
  behind: Record<Colour, string | undefined>
  /** The colour that a rollback has begun to bring live, until it is finished. */
  rollingBack: string | undefined
  storeImage: string | undefined
  /** The folder of the certificate. */
  certificates: string
}

export async function readSettings(folder: string): Promise<Settings> {
  const env = parseEnv(await textOf(folder))
  const project = env.COMPOSE_PROJECT_NAME
  if (!project) throw new Stop(exit.refused, 'COMPOSE_PROJECT_NAME is not set in .env.')
  return {
    project,
    profiles: (env.COMPOSE_PROFILES ?? '').split(',').filter(Boolean),
    port: { blue: port('BLUE_PORT', 8001), green: port('GREEN_PORT', 8002) },
    image: { blue: env.BLUE_IMAGE || undefined, green: env.GREEN_IMAGE || undefined },
    behind: { blue: env.BEHIND_BLUE || undefined, green: env.BEHIND_GREEN || undefined },
    rollingBack: env.ROLLING_BACK || undefined,
    storeImage: env.STORE_IMAGE || undefined,
    certificates: resolve(folder, env.CERTIFICATES || 'host/certificates'),
  }

  function port(name: string, otherwise: number): number {
    const number = Number(env[name] || otherwise)
    if (!Number.isInteger(number) || number < 1 || number > 65_535)
      throw new Stop(exit.refused, `${name} in .env must be a port, and is ${env[name]}.`)
    return number
  }
}

type Name = 'BLUE_IMAGE' | 'GREEN_IMAGE' | 'BEHIND_BLUE' | 'BEHIND_GREEN' | 'ROLLING_BACK' | 'STORE_IMAGE'

/** Changes these lines of `.env` and no other, all at once. */
export async function writeSettings(folder: string, changes: Partial<Record<Name, string>>): Promise<void> {
  const lines = (await textOf(folder)).trimEnd().split('\n')
  for (const [name, value] of Object.entries(changes)) {
    const at = lines.findIndex(line => line.startsWith(`${name}=`))
    lines[at === -1 ? lines.length : at] = `${name}=${value}`
  }
  await replaceFile(join(folder, '.env'), `${lines.join('\n')}\n`)
}

async function textOf(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, '.env'), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new Stop(exit.refused, noSettings)
  }
}

const noSettings = 'There is no .env here yet: npm run deploy:blue-green -- setup --help'
