import type { Refusal } from './answers.ts'
import type { Project, ProjectDraft } from './project.ts'
import type { FileKind } from './upload.ts'

/** A file as it was picked, to be known again: `size` in bytes, `modified` in ms since 1970. */
export type Origin = { path: string; size: number; modified: number }

/** A file that is still to be uploaded, or the rest of it: `upload` is the id of one that comes in parts. */
export type Unfinished = {
  id: string
  kind: FileKind
  path: string
  type: string
  alt: string
  caption: string
  origin: Origin
  upload: string | null
}

/** What is typed of a project; the status is chosen only when it is saved. */
type Typed = Omit<ProjectDraft, 'status' | 'autosave'> & { unfinished?: Unfinished[] }

/**
 * Work that is typed and not saved yet, kept for its maker alone. It may be half a word: nothing in it needs to be
 * fit for saving. `id` is a UUID made by the browser that began it.
 */
export type Autosave = {
  id: string
  /** +1 each time it is kept. */
  revision: number
  /** The project it changes, as it is now; null for one that has never been saved. */
  project: Pick<Project, 'id' | 'title' | 'version'> | null
  /** The version of the project it began from. */
  baseVersion: number | null
  content: Omit<Typed, 'files'> & Pick<Project, 'files'>
  updated: string
}

/**
 * What a browser sends to keep: `revision` is the one it began from, 0 for none; `project` is the id of the project
 * it changes. Kept in another place since: 409 with `current`, and nothing is overwritten. Sent twice, it is kept
 * once. One that is gone by then (saved or discarded in another place) begins again: there is nothing to overwrite.
 */
export type AutosaveChange = {
  revision: number
  project: string | null
  baseVersion: number | null
  content: Typed
}

/** The answer to it: what to go on from. */
export type AutosaveAnswer = AutosaveKept & Pick<Autosave, 'updated'>

/** 409: `current` is what another tab or device kept; sending its id and revision overwrites it. */
export type AutosaveRefusal = Refusal & { current: Autosave }

/** An autosave in a list. */
export type AutosaveCard = Pick<Autosave, 'id' | 'revision' | 'project' | 'updated'> & {
  title: string
  summary: string
  /** Of its texts, in Markdown. */
  beginning: string
  files: number
}

/** What was kept and is saved now: it goes with the save, unless it was kept anew meanwhile. */
export type AutosaveKept = Pick<Autosave, 'id' | 'revision'>

/** Lengths in characters, far above what can be saved: what is too long is kept too, until its maker shortens it. */
export const autosaveLimits = { text: 200_000, line: 10_000 } as const

/** New projects begun and never saved; past this the oldest goes. */
export const autosavesPerAccount = 50
