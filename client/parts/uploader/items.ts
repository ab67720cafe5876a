import { pick } from 'ramda'
import type { DraftFile, Focus, ProjectFile } from '../../../src/project.ts'
import type { FileKind } from '../../../src/upload.ts'

/** How far a file has come; `sent` in bytes. */
export type Progress =
  | { state: 'arrived' }
  | { state: 'waiting' }
  /** A picture is read, stripped and made smaller. */
  | { state: 'preparing' }
  | { state: 'sending'; sent: number }
  /** Will be tried again by itself. */
  | { state: 'pausing'; problem: string }
  /** Is tried again only when somebody asks for it. */
  | { state: 'failed'; problem: string }

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
  progress: Progress
}

/** What this browser kept of a file before pictures had these lacks them. */
const plain = { caption: '', focus: null, colour: null, variants: [] }

export const toItem = (file: ProjectFile): Item => ({
  ...plain,
  ...file,
  id: file.key,
  progress: { state: 'arrived' },
})

/** Undefined until the file has arrived. */
export function toDraftFile({ key, ...item }: Item): DraftFile | undefined {
  return key === null ? undefined : draftOf({ ...item, key })
}

export const draftOf = (file: Omit<ProjectFile, 'size' | 'type' | 'url'>): DraftFile => ({
  ...pick(['kind', 'path', 'key', 'width', 'height', 'focus', 'colour'], { ...plain, ...file }),
  alt: file.alt.trim(),
  caption: file.caption?.trim() ?? '',
  variants: (file.variants ?? []).map(pick(['key', 'width'])),
})

export const isUnderWay = ({ progress: { state } }: Item) => state !== 'arrived' && state !== 'failed'

export const hasFailed = ({ progress }: Item) => progress.state === 'failed'

/** A path's last part. */
export const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
