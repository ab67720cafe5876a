import type { Project } from './project.ts'

/** For so many days a deleted project can be restored; then it is gone. */
export const restorableDays = 30

/**
 * A deleted project, as its maker sees it: called by `number`, since another may have its address by now. `until` it
 * can be restored; times ISO 8601, `size` in bytes of its `files`.
 */
export type DeletedProject = Pick<Project, 'id' | 'title' | 'status'> & {
  number: number
  files: number
  size: number
  deleted: string
  until: string
}

/** Where it is again: not at `formerId` where another project has taken that meanwhile. */
export type RestoredProject = Pick<Project, 'id' | 'title' | 'status'> & { formerId: string }
