import { pick } from 'ramda'
import type { Origin, Unfinished } from '../../../src/autosave.ts'
import type { DraftFile, Focus, ProjectFile } from '../../../src/project.ts'
import type { FileKind } from '../../../src/upload.ts'

/** How far a file has come; `sent` in bytes. */
export type Progress =
  | { state: 'arrived' }
  | { state: 'waiting' }
  /** A picture is read, stripped and made smaller. */
  | { state: 'preparing' }
  /** What the store has of it is compared with the file. */
  | { state: 'comparing' }
  | { state: 'sending'; sent: number }
  /** Will be tried again by itself. */
  | { state: 'pausing'; problem: string }
  /** Is tried again only when somebody asks for it. */
  | { state: 'failed'; problem: string }
  /** As before a reload: it goes on once its file is picked again. */
  | { state: 'interrupted'; problem: string }

/** A file of the project being edited: one it had, or one on its way. `key` is known once it has arrived. */
export type Item = {
  id: string
  kind: FileKind
  path: string
  key: string | null
  /** All that is to be sent of it, in bytes. */
  size: number
  type: string
  /** Where it can be seen: at the store, or in this browser. */
  url: string
  alt: string
  width: number | null
  height: number | null
  caption: string
  focus: Focus | null
  colour: string | null
  variants: ProjectFile['variants']
  sha256: string | null
  /** What was picked; null for a file the project had. */
  origin: Origin | null
  /** The id of an upload in parts. */
  upload: string | null
  progress: Progress
}

/** What this browser kept of a file before pictures had these lacks them. */
const plain = { caption: '', focus: null, colour: null, variants: [], sha256: null }

export const toItem = (file: ProjectFile): Item => ({
  ...plain,
  ...file,
  id: file.key,
  origin: null,
  upload: null,
  progress: { state: 'arrived' },
})

const bare = { ...plain, key: null, url: '', alt: '', width: null, height: null, upload: null }

/** A file on its way, of which nothing is known but what was picked. */
export const newItem = (
  item: Pick<Item, 'id' | 'kind' | 'path' | 'type' | 'url' | 'progress'> & { origin: Origin },
): Item => ({ ...bare, size: item.origin.size, ...item })

/** A file whose upload had not come to its end when the page was left. */
export const fromUnfinished = (unfinished: Unfinished): Item => ({
  ...bare,
  ...unfinished,
  size: unfinished.origin.size,
  progress: { state: 'interrupted', problem: 'Its upload was interrupted. Pick the file again to go on.' },
})

/** Undefined for one that has arrived, or that nobody goes on with. */
export function toUnfinished(item: Item): Unfinished | undefined {
  const { origin, progress } = item
  if (origin === null || !(isUnderWay(item) || progress.state === 'interrupted')) return undefined
  return { ...pick(['id', 'kind', 'path', 'type', 'alt', 'caption', 'upload'], item), origin }
}

/** Undefined until the file has arrived. */
export function toDraftFile({ key, ...item }: Item): DraftFile | undefined {
  return key === null ? undefined : draftOf({ ...item, key })
}

export const draftOf = (file: Omit<ProjectFile, 'size' | 'type' | 'url'>): DraftFile => ({
  ...pick(['kind', 'path', 'key', 'width', 'height', 'focus', 'colour', 'sha256'], { ...plain, ...file }),
  alt: file.alt.trim(),
  caption: file.caption?.trim() ?? '',
  variants: (file.variants ?? []).map(pick(['key', 'width', 'crop'])),
})

export const isUnderWay = ({ progress: { state } }: Item) =>
  !['arrived', 'failed', 'interrupted'].includes(state)

/** Whether somebody has to do something about it. */
export const hasFailed = ({ progress: { state } }: Item) => state === 'failed' || state === 'interrupted'

/** A path's last part. */
export const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
