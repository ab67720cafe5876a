import { archive } from './git.ts'
import { pipe } from './run.ts'

/** Builds an image from a tree of Git, whatever lies in the folder, under all the names that it gets. */
export async function build(
  { tree, revision, names }: { tree: string; revision: string; names: string[] },
  more: string[],
): Promise<void> {
  const tags = names.flatMap(name => ['--tag', name])
  const args = ['build', '--build-arg', `GIT_REVISION=${revision}`, ...tags, ...more, '-']
  await pipe(archive(tree), ['docker', args])
}
