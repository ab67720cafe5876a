import type { Account, Role } from './account.ts'

export type AuditAction =
  | 'hide project'
  | 'restore project'
  | 'suspend'
  | 'lift suspension'
  | 'write note'
  | 'close report'
  | 'change role'

/** What was done, by whom: nobody's name stands for the command line. `project` is the id it had then. */
export type AuditEntry = {
  number: number
  at: string
  by: string | null
  action: AuditAction
  project: string | null
  words: string
}

export type AccountNote = { number: number; at: string; by: string; words: string }

/** An account as moderators see it, the newest entries first. */
export type History = {
  account: Omit<Account, 'avatar'> & { role: Role; suspended: string | null }
  entries: AuditEntry[]
  notes: AccountNote[]
}

/** In characters. */
export const moderationLimits = { why: 1000, note: 2000 } as const

type Person = { username: string; role: Role }

export const isModerator = ({ role }: Pick<Person, 'role'>) => role !== 'member'

/** Nobody themselves; moderators members only, admins moderators too. */
export function maySuspend(asking: Person, account: Person): boolean {
  if (asking.username === account.username) return false
  return account.role === 'member' ? isModerator(asking) : asking.role === 'admin' && account.role !== 'admin'
}
