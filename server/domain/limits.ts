import type { Kysely } from 'kysely'
import { attemptsSince, countAttempt, forgetAttempts } from '../db/attempts.ts'
import type { Db, Schema } from '../db/schema.ts'
import { TooMany } from './errors.ts'

/** So many attempts in so many minutes. */
type Limit = { attempts: number; minutes: number; words?: string }

const limits = {
  'log-in by name and address': { attempts: 20, minutes: 15 },
  // From all addresses: far above what one can make, lest anybody could lock anybody out.
  'log-in by account': { attempts: 1000, minutes: 15 },
  'log-in by address': { attempts: 100, minutes: 15 },
  'sign-up by address': { attempts: 20, minutes: 60 },
  'reset by address': { attempts: 20, minutes: 60 },
  'reset by name': { attempts: 5, minutes: 60 },
  'letters by account': { attempts: 5, minutes: 60, words: 'Several letters are on their way already.' },
  'reports by address': { attempts: 20, minutes: 60, words: 'Many reports came from here.' },
  'reports by account': { attempts: 20, minutes: 60, words: 'You have sent many reports.' },
  // Each brings a letter, and anybody can type somebody's address.
  'reports by e-mail address': {
    attempts: 5,
    minutes: 1440,
    words: 'Many reports came from this e-mail address today.',
  },
  'publications by new account': {
    attempts: 3,
    minutes: 1440,
    words:
      'In their first ten days here, makers can publish three projects a day. This one can be kept as a draft meanwhile.',
  },
  // One every three seconds, of whatever kind.
  'saving by account': { attempts: 300, minutes: 15, words: 'You have saved very often.' },
  // Most of it brings a letter.
  'moderating by account': { attempts: 300, minutes: 15 },
  // A tab that is typed in keeps twelve times a minute: room for seven at once.
  'keeping by account': { attempts: 1200, minutes: 15 },
  'signing by account': { attempts: 2000, minutes: 60 },
  // All that an account may hold comes in 2,000 parts, some of them more than once.
  'signing parts by account': { attempts: 8000, minutes: 60 },
  'exports by account': { attempts: 2, minutes: 1440, words: 'You have asked for two exports today.' },
  'rendering slowly by account': {
    attempts: 20,
    minutes: 10,
    words: 'Too many of your texts took too long to render.',
  },
} as const satisfies Record<string, Limit>

export type Limits = {
  /** Counts an attempt, or throws TooMany once there have been enough. */
  count(what: keyof typeof limits, who: string): Promise<void>
  /** Throws TooMany once there have been enough, and counts nothing. */
  check(what: keyof typeof limits, who: string): Promise<void>
  forget(what: keyof typeof limits, who: string): Promise<void>
  /** The same in a transaction: what is counted there counts once that is committed. */
  within(db: Db): Limits
}

/** What rules work with that count. */
export type Desk = { db: Kysely<Schema>; limits: Limits }

/** Limits are counted in the database, so that all instances share them. */
export function limitsOf(db: Db): Limits {
  return {
    async count(what, who) {
      const count = await countAttempt(db, `${what}: ${who}`, windowOf(limits[what]).start)
      if (count > limits[what].attempts) throw tooMany(limits[what])
    },
    async check(what, who) {
      const count = await attemptsSince(db, `${what}: ${who}`, windowOf(limits[what]).start)
      if (count >= limits[what].attempts) throw tooMany(limits[what])
    },
    forget: (what, who) => forgetAttempts(db, `${what}: ${who}`),
    within: limitsOf,
  }
}

export const noLimits: Limits = {
  count: async () => undefined,
  check: async () => undefined,
  forget: async () => undefined,
  within: () => noLimits,
}

function windowOf({ minutes }: Limit): { start: Date; secondsLeft: number } {
  const length = minutes * 60_000
  const start = Math.floor(Date.now() / length) * length
  return { start: new Date(start), secondsLeft: (start + length - Date.now()) / 1000 }
}

function tooMany(limit: Limit): TooMany {
  const { secondsLeft } = windowOf(limit)
  return new TooMany(
    `${limit.words ?? 'That was too often.'} Please try again in ${timeIn(secondsLeft)}.`,
    Math.ceil(secondsLeft),
  )
}

function timeIn(seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  if (minutes > 90) return `${Math.ceil(minutes / 60)} hours`
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}
