import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Joi from 'joi'
import { build } from '../deploy/build.ts'
import { readSource } from '../deploy/git.ts'
import { follow, run } from '../deploy/run.ts'
import type { Say } from '../deploy/say.ts'
import { exit, Stop } from '../deploy/stop.ts'

/** An image under a name of ours that no other image ever gets, so that Compose runs exactly this one. */
export type Image = { name: string; id: string; revision: string }

type Wish = { image: string | undefined; pull: boolean; allowDirty: boolean; buildArguments: string[] }

/** The one that is named, or else of what is checked out. */
export async function obtain(wish: Wish, say: Say): Promise<Image> {
  if (!wish.image) return pin(await buildHere(wish, say))
  if (wish.pull || !(await inspect(wish.image))) await pull(wish.image)
  return pin(wish.image)
}

/** Of a name that an earlier run gave; undefined where it has been removed since. */
export async function imageNamed(name: string): Promise<Image | undefined> {
  const told = await inspect(name)
  return told && { name, ...told }
}

async function buildHere({ allowDirty, buildArguments }: Wish, say: Say): Promise<string> {
  const { tree, tag } = await readSource(allowDirty)
  say('plan', `Building ${tag}`)
  const folder = await mkdtemp(join(tmpdir(), 'muzhack-build-'))
  try {
    const file = join(folder, 'id')
    await build({ tree, revision: tag, names: [] }, ['--iidfile', file, ...buildArguments])
    return (await readFile(file, 'utf8')).trim()
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function pull(name: string): Promise<void> {
  await follow('docker', ['pull', name]).catch(error => {
    throw new Stop(exit.refused, `There is no image ${name} here, and it cannot be fetched. ${error.message}`)
  })
}

async function pin(name: string): Promise<Image> {
  const told = await inspect(name)
  if (!told) throw new Stop(exit.refused, `There is no image ${name}.`)
  const short = told.id.replace('sha256:', '').slice(0, 12)
  const pinned = `muzhack:${told.revision.replace(/[^\w.-]/g, '-').slice(0, 60)}-${short}`
  await run('docker', ['tag', told.id, pinned])
  return { name: pinned, ...told }
}

const labels = Joi.object({ 'org.opencontainers.image.revision': Joi.string().allow('') }).unknown()

async function inspect(name: string): Promise<Omit<Image, 'name'> | undefined> {
  const told = await run('docker', [
    'image',
    'inspect',
    '--format',
    '{{.Id}} {{json .Config.Labels}}',
    name,
  ]).catch(ifMissing)
  const [, id, json] = /^(sha256:[0-9a-f]{64}) (.*)$/.exec(told) ?? []
  if (!id || !json) return undefined
  const { 'org.opencontainers.image.revision': revision } = Joi.attempt(JSON.parse(json) ?? {}, labels)
  if (!revision)
    throw new Stop(exit.refused, `${name} does not tell its revision: it was built without GIT_REVISION.`)
  return { id, revision }
}

function ifMissing(error: Error): string {
  if (!/no such image/i.test(error.message)) throw error
  return ''
}

/** Removes the names that we gave to images which nothing refers to any more, and the images with them. */
export async function removeUnused(kept: (string | undefined)[]): Promise<void> {
  const listed = await run('docker', ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', 'muzhack'])
  const ours = listed.split('\n').filter(name => /^muzhack:.+-[0-9a-f]{12}$/.test(name))
  const unused = ours.filter(name => !kept.includes(name))
  if (unused.length > 0) await run('docker', ['image', 'rm', ...unused])
}
