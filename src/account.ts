import type { Avatar } from './avatar.ts'
import type { Cards } from './project.ts'

/** What anyone may see of an account. The e-mail address is never part of it. */
export type Account = { username: string; name: string; joined: string; avatar: Avatar }

export const roles = ['member', 'moderator', 'admin'] as const
export type Role = (typeof roles)[number]

/**
 * The signed-in person's own view. `isConfirmed` once they have answered the letter to their address; `endsOn` where
 * they have deleted the account, and until then can take it back.
 */
export type OwnAccount = Omit<Account, 'avatar'> & {
  email: string
  role: Role
  isConfirmed: boolean
  endsOn?: string
}

/** What makers tell of themselves; `aboutHtml` is safe to show as it is. */
export type Maker = Account & { about: string; aboutHtml: string; links: string[]; version: number }

export type Profile = { account: Maker; projects: Cards }

/** `about` is Markdown; `links` stay as they are where none are sent; `version` is the one the change began from. */
export type ProfileChange = Pick<Maker, 'name' | 'about' | 'version'> & { links?: string[] }

export type SignUp = { username: string; email: string; password: string; name: string }
export type LogIn = { username: string; password: string }
export type PasswordChange = { old: string; password: string }
export type AddressChange = { email: string; password: string }

/** What becomes of the projects of a deleted account. */
export type ProjectsFate = 'remove' | 'keep'
export type AccountDeletion = { password: string; projects: ProjectsFate }

/** For so many days a deleted account can be taken back. */
export const daysToReturn = 30
/** What is left of an account whose projects stay. */
export const formerMember = { name: 'Former member', username: (number: number) => `former-${number}` }
export const formerPattern = /^former-\d+$/

export const accountLimits = {
  username: 39,
  name: 80,
  email: 254,
  passwordMin: 10,
  password: 200,
  about: 20_000,
} as const

export const usernamePattern = /^[a-z0-9_-]{2,39}$/
export const emailPattern = /^[^\s@<>"(),:;[\]\\]{1,64}@[^\s@<>"(),:;[\]\\]+\.[^\s@<>"(),:;[\]\\]{2,}$/

/** Names that would read as part of the site, or that mail and web conventions give a meaning. */
export const reservedUsernames: readonly string[] =
  'about abuse account admin administrator api blog contact create drafts feed files help hostmaster legal login logout me moderation moderator muzhack new news null postmaster privacy root search security settings signup staff support system tags undefined user users webmaster www'.split(
    ' ',
  )
