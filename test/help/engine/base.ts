import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { docker, type Engine } from './docker.ts'

const root = join(import.meta.dirname, '../../..')
const cache = join(root, 'node_modules/.cache/muzhack')
const execute = promisify(execFile)

/**
 * Stands in for the public image that the Dockerfile names, under its name, where no registry of the world can be
 * reached: a minimal Debian, the Node that runs the tests, and the machine's npm.
 */
export async function makeBase(engine: Engine): Promise<string> {
  const name = await baseName()
  await docker(engine, 'import', await minimalDebian(suiteOf(name)), 'debian-of-the-tests')
  await inContext(async context => {
    await cp(process.execPath, join(context, 'node'))
    await cp(await npmFolder(), join(context, 'npm'), { recursive: true })
    await writeFile(join(context, 'Dockerfile'), baseSteps)
    await docker(engine, 'build', '--quiet', '--tag', name, context)
  })
  return name
}

const baseSteps = `FROM debian-of-the-tests
COPY node /usr/local/bin/
COPY npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && useradd --uid 1000 node
`

/** As it stands in the Dockerfile. */
async function baseName(): Promise<string> {
  const [, name] = /^ARG NODE_IMAGE=(\S+)$/m.exec(await readFile(join(root, 'Dockerfile'), 'utf8')) ?? []
  if (!name) throw new Error('the Dockerfile names no NODE_IMAGE')
  return name
}

const suiteOf = (name: string) => /-(\w+)-slim$/.exec(name)?.[1] ?? 'stable'

/** A tar of it with these packages, made once and kept for the next runs. */
export async function minimalDebian(suite: string, packages: string[] = []): Promise<string> {
  const tar = join(cache, `${['debian', suite, ...packages].join('-')}.tar`)
  if (existsSync(tar)) return tar
  console.log(`Making a minimal Debian (${suite}), which takes a minute or three…`)
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(tmpdir(), 'muzhack-debian-'))
  const more = packages.length > 0 ? [`--include=${packages.join(',')}`] : []
  try {
    const args = ['--variant=minbase', ...more, suite, folder]
    await execute('debootstrap', args, { maxBuffer: 64 * 1024 * 1024 })
    await execute('tar', ['-C', folder, ...withoutBallast, '-cf', `${tar}.new`, '.'])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  await rename(`${tar}.new`, tar)
  return tar
}

const withoutBallast = [
  'dev/*',
  'proc/*',
  'sys/*',
  'usr/share/doc/*',
  'usr/share/locale/*',
  'usr/share/man/*',
  'var/cache/apt/*',
  'var/lib/apt/lists/*',
].map(place => `--exclude=./${place}`)

async function npmFolder(): Promise<string> {
  const { stdout } = await execute('sh', ['-c', 'command -v npm'])
  return dirname(dirname(await realpath(stdout.trim())))
}

/** A folder to build from, gone afterwards. */
export async function inContext(build: (context: string) => Promise<void>): Promise<void> {
  const context = await mkdtemp(join(tmpdir(), 'muzhack-context-'))
  try {
    await build(context)
  } finally {
    await rm(context, { recursive: true })
  }
}
