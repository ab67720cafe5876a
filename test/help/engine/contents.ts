import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bench, theBench } from './bench.ts'
import { docker } from './docker.ts'

type Locked = { packages: Record<string, { dev?: boolean; optional?: boolean }> }

/** Every file of an image below a folder. */
export async function filesIn({ engine, images }: Bench, folder: string): Promise<string[]> {
  const listing =
    'process.stdout.write(require("fs").readdirSync(process.argv[1], {recursive: true}).join("\\n"))'
  const run = ['run', '--rm', '--network', 'none', images.one, 'node', '--eval', listing, folder]
  return (await docker(engine, ...run)).split('\n')
}

/** The folders of all packages that production needs, as the lock file has them. */
export async function productionPackages(): Promise<string[]> {
  const lock = await readFile(join(theBench().repository, 'package-lock.json'), 'utf8')
  return Object.entries((JSON.parse(lock) as Locked).packages)
    .filter(([name, { dev, optional }]) => name !== '' && !dev && !optional)
    .map(([name]) => name)
    .toSorted()
}

/** Folders of packages among files. */
export const packagesAmong = (files: string[]): string[] =>
  files
    .flatMap(
      file =>
        /^(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/@.][^/]*)\/package\.json$/.exec(file)?.[1] ??
        [],
    )
    .toSorted()

export const sizeOf = async ({ engine }: Bench, image: string): Promise<number> =>
  Number(await docker(engine, 'inspect', '--format', '{{.Size}}', image))
