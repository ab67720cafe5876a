import { pick } from 'ramda'
import type { Unfinished } from '../../../src/autosave.ts'
import { copiesOf } from '../../../src/crop.ts'
import type { Project, ProjectDraft } from '../../../src/project.ts'
import { fromUnfinished, toDraftFile, toItem } from '../uploader/items.ts'
import { coverOf, type Uploads } from '../uploader/uploads.ts'

/** What is written in the form, files apart. */
export type Texts = Pick<
  ProjectDraft,
  'id' | 'title' | 'summary' | 'description' | 'instructions' | 'licences' | 'tags'
>

const empty: Texts = {
  id: '',
  title: '',
  summary: '',
  description: '',
  instructions: '',
  licences: { docs: 'CC-BY-4.0' },
  tags: [],
}

/** What is written of a project, or of what was kept of one. */
export function textsOf(project: Texts | null): Texts {
  if (!project) return empty
  const { id, title, summary, description, instructions, licences, tags } = project
  return { id, title, summary, description, instructions, licences, tags }
}

type Kept = Pick<Project, 'files' | 'cover'> & { unfinished?: Unfinished[] }

export function uploadsOf(project: Kept | null): Uploads {
  const { files = [], unfinished = [], cover = null } = project ?? {}
  return { items: [...files.map(toItem), ...unfinished.map(fromUnfinished)], cover, hold: null }
}

/** What to save: files that have arrived, and no others. */
export function toDraft(texts: Texts, uploads: Uploads, status: ProjectDraft['status']): ProjectDraft {
  return {
    ...texts,
    title: texts.title.trim(),
    summary: texts.summary.trim(),
    files: uploads.items.flatMap(item => toDraftFile(item) ?? []),
    cover: coverOf(uploads)?.key ?? null,
    status,
  }
}

/** Files that a text may refer to: those that have arrived. */
export const referencesOf = ({ items }: Uploads) =>
  items.flatMap(({ kind, path, key, width, height, variants }) =>
    key === null
      ? []
      : [{ kind, path, key, width, height, variants: copiesOf(variants).map(pick(['key', 'width'])) }],
  )

/** Equal for equal content: tells whether there is anything to save. */
export const printOf = (texts: Texts, { items, cover }: Uploads): string =>
  JSON.stringify([
    printable(texts),
    items.map(({ id, alt, caption, focus }) => [id, alt, caption, focus]),
    cover,
  ])

/** A database gives the parts of licences back in an order of its own. */
export const printable = ({ licences, ...texts }: Texts) => [
  ...Object.entries(texts).toSorted(byName),
  Object.entries(licences).toSorted(byName),
]

const byName = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1)
