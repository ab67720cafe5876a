import type { Role } from './account.ts'
import type { ProjectAddress, ProjectStatus } from './project.ts'

/** Why something is reported, in the words that are chosen from. */
export const reportReasons = {
  stolen: 'It is not theirs to publish',
  spam: 'It is spam',
  danger: 'Its instructions are dangerous',
  hate: 'It is hateful',
  private: 'It shows somebody’s private data',
  other: 'Something else',
} as const

export type ReportReason = keyof typeof reportReasons

/** `about` is the address of a project or profile on this site; visitors leave an e-mail address. */
export type ReportForm = { about: string; reason: ReportReason; words: string; email?: string }

/** As moderators see it. `project` is null where the profile was reported, `closed` while it is open. */
export type Report = {
  number: number
  about: {
    username: string
    name: string
    role: Role
    isSuspended: boolean
    project: { id: string; title: string; status: ProjectStatus; isDeleted: boolean } | null
  }
  reason: ReportReason
  words: string
  by: { username: string | null; email: string | null }
  created: string
  closed: { at: string; by: string | null; note: string } | null
}

export type Reports = { reports: Report[]; next: string | null }

export const reportLimits = { words: 2000 } as const

/** What an address of this site leads to, if that can be reported. */
export function subjectAt(address: string): { username: string } | ProjectAddress | undefined {
  const [, owner, id] = /^\/u\/([a-z0-9_-]{2,39})(?:\/([a-z0-9_-]{1,64}))?$/.exec(address) ?? []
  if (owner === undefined) return undefined
  return id === undefined ? { username: owner } : { owner, id }
}
