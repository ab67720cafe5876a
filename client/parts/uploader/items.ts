import type { DraftFile, ProjectFile } from '../../../src/project.ts'
import type { FileKind } from '../../../src/upload.ts'

/** How far a file has come; `sent` in bytes. */
export type Progress =
  | { state: 'arrived' }
  | { state: 'waiting' }
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
  size: number
  type: string
  /** Where it can be seen: at the store, or in this browser. */
  url: string
  alt: string
  width: number | null
  height: number | null
  progress: Progress
}

export const toItem = (file: ProjectFile): Item => ({ ...file, id: file.key, progress: { state: 'arrived' } })

/** Undefined until the file has arrived. */
export function toDraftFile({ kind, path, key, alt, width, height }: Item): DraftFile | undefined {
  return key === null ? undefined : { kind, path, key, alt: alt.trim(), width, height }
}

export const isUnderWay = ({ progress: { state } }: Item) =>
  state === 'waiting' || state === 'sending' || state === 'pausing'

export const hasFailed = ({ progress }: Item) => progress.state === 'failed'

/** A path's last part. */
export const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
