import type { StoredAutosave } from '../../db/autosaves.ts'
import type { Files } from '../../files/files.ts'
import { placed } from '../archives/places.ts'
import type { Content } from '../archives/zip.ts'
import { toJson } from './texts.ts'

type Where = { folder: string; places: ReadonlyMap<string, string> }

/** What is typed of a project, and the files that no saved one has. */
export async function* contentsOfAutosave(
  files: Pick<Files, 'head'>,
  { content, project, baseVersion, updated }: StoredAutosave,
  { folder, places }: Where,
): AsyncGenerator<Content> {
  const text = (name: string, text: string): Content => ({ place: folder + name, modified: updated, text })
  const { description, instructions, files: listed, cover, unfinished: _, ...said } = content
  const found: object[] = []
  yield text('description.md', description)
  yield text('instructions.md', instructions)
  for (const { file, place: name } of placed(listed)) {
    const { kind, path, key, alt = '', caption = '' } = file
    const elsewhere = places.get(key)
    const object = elsewhere === undefined ? await files.head(key) : undefined
    const place = elsewhere ?? (object ? folder + name : null)
    if (object) yield { place: folder + name, modified: updated, object: { key, size: object.size } }
    found.push({ place, path, kind, alt, caption, cover: key === cover })
  }
  yield text(
    'unsaved.json',
    toJson({ ...said, changes: project?.id ?? null, baseVersion, updated, files: found }),
  )
}
