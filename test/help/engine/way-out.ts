import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { inContext } from './base.ts'
import { docker, type Engine } from './docker.ts'

const execute = promisify(execFile)
const name = 'node-with-a-way-out'

/**
 * For the stages that are thrown away: the base image with what npm has on this machine to get out by, its settings
 * and certificates, each where npm looks for it.
 */
export async function makeWayOut(engine: Engine, base: string): Promise<string> {
  const certificates = [process.env.NODE_EXTRA_CA_CERTS, await setting('cafile')].filter(isFile)
  const copies = [
    ...certificates.map(file => [file, file] as const),
    [await setting('userconfig'), '/root/.npmrc'] as const,
    [await setting('globalconfig'), '/usr/local/etc/npmrc'] as const,
  ].filter(([file]) => isFile(file))
  const variables = { npm_config_registry: await setting('registry'), ...extra(certificates[0]) }
  await inContext(async context => {
    for (const [file, place] of copies) await copy(file, join(context, 'files', place))
    await mkdir(join(context, 'files'), { recursive: true })
    const settings = Object.entries(variables).map(([name, value]) => `ENV ${name}="${value}"\n`)
    await writeFile(join(context, 'Dockerfile'), `FROM ${base}\nCOPY files /\n${settings.join('')}`)
    await docker(engine, 'build', '--quiet', '--tag', name, context)
  })
  return name
}

const isFile = (file: string | undefined): file is string => file !== undefined && existsSync(file)
const extra = (certificates: string | undefined) =>
  certificates === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificates }

/** What goes for this machine, wherever it is set. */
async function setting(name: string): Promise<string> {
  const { stdout } = await execute('npm', ['config', 'get', name])
  return stdout.trim()
}

async function copy(file: string, place: string) {
  await mkdir(dirname(place), { recursive: true })
  await cp(file, place, { dereference: true })
}

/** The proxies of this machine, which Docker knows without being told in the Dockerfile, and keeps out of images. */
export const proxies = (): string[] =>
  ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy']
    .filter(name => process.env[name])
    .flatMap(name => ['--build-arg', name])
