import type { StoredProject } from '../../db/projects.ts'
import { placed } from './places.ts'
import { attributionOf, metadataOf, type Standing } from './texts.ts'
import type { Content } from './zip.ts'

/** All of a project, in a folder where one is named, which ends in a slash. Sums are told by what comes last. */
export function* contentsOf(
  project: StoredProject,
  publicUrl: string,
  { folder = '', standing = {} }: { folder?: string; standing?: Standing } = {},
): Generator<Content> {
  const { updated: modified } = project
  const files = placed(project.files).map(({ file, place }) => ({ file, place: folder + place }))
  const text = (name: string, text: Extract<Content, { text: unknown }>['text']): Content => ({
    place: folder + name,
    modified,
    text,
  })
  yield text('description.md', project.description)
  yield text('instructions.md', project.instructions)
  yield text('ATTRIBUTION.txt', attributionOf(project, publicUrl))
  for (const { file, place } of files) yield { place, modified, object: file }
  yield text('muzhack/metadata.yaml', sums => metadataOf(project, { files, sums, publicUrl, standing }))
}
