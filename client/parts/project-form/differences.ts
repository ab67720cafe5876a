import type { Unfinished } from '../../../src/autosave.ts'
import { type LicensedPart, licence, licensedParts } from '../../../src/licences.ts'
import type { Project, ProjectDraft } from '../../../src/project.ts'
import type { Difference } from '../../ui/difference-list.tsx'
import { fieldLabels } from './check.ts'

type Version = Omit<ProjectDraft, 'status' | 'autosave'> & { unfinished?: Unfinished[] }

/** What differs between what is written here and another version: saved, or kept in another place. */
export function differences(mine: Version, theirs: Version | Project): Difference[] {
  const saved = readable(theirs)
  return Object.entries(readable(mine)).flatMap(([field, text]) => {
    const other = saved[field] ?? ''
    return text === other ? [] : [{ label: fieldLabels[field] ?? field, mine: text, theirs: other }]
  })
}

function readable(version: Version | Project): Record<string, string> {
  const { title, id, summary, description, instructions, tags, licences, files, cover } = version
  const unfinished = 'unfinished' in version ? (version.unfinished ?? []) : []
  const paths = (kinds: string[]) =>
    files
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ path, alt, caption, focus, key }) =>
        [
          path,
          alt && `(${alt})`,
          caption,
          key === cover && '– cover',
          focus && `– focus at ${focus.x} %, ${focus.y} %`,
        ]
          .filter(Boolean)
          .join(' '),
      )
      .concat(
        unfinished.flatMap(({ kind, path }) => (kinds.includes(kind) ? `${path} – not uploaded yet` : [])),
      )
      .join('\n')
  return {
    title,
    id,
    summary,
    pictures: paths(['picture']),
    description,
    instructions,
    files: paths(['file', 'audio']),
    tags: tags.join(', '),
    licences: Object.entries(licensedParts)
      .map(([part, { label }]) => [label, licences[part as LicensedPart]])
      .flatMap(([label, id]) => (id === undefined ? [] : [`${label}: ${licence(id).name}`]))
      .join('\n'),
  }
}
