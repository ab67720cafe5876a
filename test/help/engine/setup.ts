import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { makeBase } from './base.ts'
import type { Bench } from './bench.ts'
import { buildFromGit } from './docker.ts'
import { removeFolder, startEngine } from './engine.ts'
import { whatIsMissing } from './missing.ts'
import { makeNeighbours } from './neighbours.ts'
import { startRegistry } from './registry.ts'
import { makeWayOut, proxies } from './way-out.ts'

declare module 'vitest' {
  interface ProvidedContext {
    bench: Bench | null
  }
}

const root = join(import.meta.dirname, '../../..')

/** An engine, a registry, and the image of what is here, once for all files. */
// oxlint-disable-next-line import/no-default-export -- vitest takes a set-up this way
export default async function setup(project: TestProject) {
  const closers: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const close of closers.toReversed()) await close()
  }
  const folder = await mkdtemp(join(tmpdir(), 'muzhack-engine-'))
  closers.push(() => removeFolder(folder))
  try {
    const engine = await engineOrReason(folder)
    if (typeof engine === 'string') {
      console.log(`skipped: the tests on a real Docker engine (${engine})`)
      project.provide('bench', null)
      return stop
    }
    closers.push(engine.stop)
    const registry = await startRegistry()
    closers.push(registry.stop)
    const { host, config } = engine
    project.provide('bench', await build({ host, config }, registry.host, join(folder, 'repository')))
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

/** Where it does not start, as in containers that may not mount anything, the last of its log says why. */
async function engineOrReason(folder: string) {
  return whatIsMissing() ?? startEngine(folder).catch((error: Error) => error.message.trim().slice(-400))
}

async function build(engine: Bench['engine'], registry: string, repository: string): Promise<Bench> {
  const began = Date.now()
  const base = await makeBase(engine)
  const wayOut = await makeWayOut(engine, base)
  await makeNeighbours(engine)
  copyRepository(repository)
  const buildArguments = ['--network', 'host', '--build-arg', `BUILD_IMAGE=${wayOut}`, ...proxies()]
  const images = { one: `${registry}/muzhack:revision-one`, two: `${registry}/muzhack:revision-two` }
  const based = Date.now()
  for (const image of Object.values(images)) {
    const revision = ['--build-arg', `GIT_REVISION=${image.split(':').at(-1)}`]
    await buildFromGit(engine, repository, ...buildArguments, ...revision, '--tag', image)
  }
  console.log(`Base image after ${seconds(began, based)} s, ours after ${seconds(based, Date.now())} s more`)
  return { engine, registry, base, images, repository, buildArguments }
}

const seconds = (from: number, to: number) => Math.round((to - from) / 1000)

/** What is here, committed or not, as the only commit of a repository of its own. */
function copyRepository(repository: string) {
  mkdirSync(repository)
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  })
  for (const file of new Set(String(listed).split('\0').filter(Boolean))) {
    mkdirSync(dirname(join(repository, file)), { recursive: true })
    cpSync(join(root, file), join(repository, file), { dereference: true })
  }
  const git = (...args: string[]) => execFileSync('git', ['-C', repository, ...args])
  git('init', '--quiet', '--template=')
  git('add', '--all')
  git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'commit', '--quiet', '--message', 'All')
}
