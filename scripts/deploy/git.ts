import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.ts'
import { exit, Stop } from './stop.ts'

/** What is deployed: a tree that Git has, and the name its images get. */
export type Source = { tree: string; tag: string }

/** Twelve digits always: a length that Git chooses changes as the repository grows, and tags with it. */
export async function readSource(allowDirty: boolean): Promise<Source> {
  const revision = await run('git', ['rev-parse', '--short=12', 'HEAD'])
  const dirty = await run('git', ['status', '--porcelain'])
  if (dirty === '') return { tree: revision, tag: revision }
  if (!allowDirty) throw new Stop(exit.refused, uncommitted(dirty.split('\n')))
  const tree = await writeWorkTree()
  return { tree, tag: `${revision}-dirty-${tree.slice(0, 12)}` }
}

export const readFile = (tree: string, path: string): Promise<string> =>
  run('git', ['show', `${tree}:./${path}`])

export const archive = (tree: string): [string, string[]] => ['git', ['archive', '--format=tar', tree]]

function uncommitted(lines: string[]): string {
  const shown = lines.slice(0, 5).map(line => `\n  ${line}`)
  const more = lines.length > shown.length ? `\n  and ${lines.length - shown.length} more` : ''
  return `What is deployed must be a commit, and these are not committed:${shown.join('')}${more}\nCommit them, or deploy them with --allow-dirty.`
}

/** In an index of its own, so that what somebody has staged stays staged. */
async function writeWorkTree(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'muzhack-index-'))
  const env = { GIT_INDEX_FILE: join(folder, 'index') }
  try {
    await run('git', ['read-tree', 'HEAD'], { env })
    await run('git', ['add', '--all', ':/'], { env })
    return await run('git', ['write-tree'], { env })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
