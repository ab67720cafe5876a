import { formatDay } from '../../../src/format.ts'
import { type LicensedPart, licence, licensedParts } from '../../../src/licences.ts'
import { paths } from '../../../src/paths.ts'
import type { StoredFile, StoredProject } from '../../db/projects.ts'
import type { Placed } from './places.ts'
import { toYaml } from './yaml.ts'
import { noSum, type Sums } from './zip.ts'

const addressOf = ({ owner, id }: StoredProject, publicUrl: string) =>
  publicUrl + paths.project({ owner: owner.username, id })

/** Ready to be pasted beside what somebody makes of it. */
export function attributionOf(project: StoredProject, publicUrl: string): string {
  const { title, owner, version, updated } = project
  return [
    `"${title}" by ${owner.name} (${owner.username})`,
    addressOf(project, publicUrl),
    `Version ${version}, ${formatDay(updated)}`,
    '',
    ...licensed(project).flatMap(([label, { id, name, url }]) => [`${label}: ${name} (${id})`, url]),
    '',
  ].join('\n')
}

const licensed = ({ licences }: StoredProject) =>
  (Object.keys(licensedParts) as LicensedPart[]).flatMap(part => {
    const id = licences[part]
    return id === undefined ? [] : [[licensedParts[part].label, licence(id)] as const]
  })

/** What its owner alone may know of it. */
export type Standing = Record<string, string | null>
type Known = { files: readonly Placed<StoredFile>[]; sums: Sums; publicUrl: string; standing: Standing }

/** `path` is what its maker calls a file, `place` where it is here. */
export function metadataOf(project: StoredProject, { files, sums, publicUrl, standing }: Known): string {
  const { owner, id, title, summary, tags, licences, version, published, updated, cover } = project
  const placeOf = new Map(files.map(({ file, place }) => [file.key, place]))
  return toYaml({
    title,
    id,
    owner: { username: owner.username, name: owner.name },
    address: addressOf(project, publicUrl),
    summary,
    tags,
    licences,
    version,
    published,
    updated,
    ...standing,
    files: project.files.map(({ kind, path, size, type, alt, caption, key }) => ({
      place: placeOf.get(key) ?? '',
      path,
      kind,
      size,
      type,
      sha256: sums.get(placeOf.get(key) ?? '') ?? noSum,
      ...(kind === 'picture' && { alt, caption, cover: key === cover }),
    })),
  })
}
