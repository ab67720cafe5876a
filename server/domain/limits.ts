import { countAttempt, forgetAttempts } from '../db/attempts.ts'
import type { Db } from '../db/schema.ts'
import { TooMany } from './errors.ts'

/** So many attempts in so many minutes. */
type Limit = { attempts: number; minutes: number }

const limits = {
  'log-in by account': { attempts: 20, minutes: 15 },
  'log-in by address': { attempts: 100, minutes: 15 },
  'sign-up by address': { attempts: 20, minutes: 60 },
  // A tab that is typed in keeps twelve times a minute: room for seven at once.
  'keeping by account': { attempts: 1200, minutes: 15 },
  'signing by account': { attempts: 2000, minutes: 60 },
} as const satisfies Record<string, Limit>

export type Limits = {
  /** Counts an attempt, or throws TooMany once there have been enough. */
  count(what: keyof typeof limits, who: string): Promise<void>
  forget(what: keyof typeof limits, who: string): Promise<void>
}

/** Limits are counted in the database, so that all instances share them. */
export function limitsOf(db: Db): Limits {
  return {
    async count(what, who) {
      const { attempts, minutes } = limits[what]
      const length = minutes * 60_000
      const start = Math.floor(Date.now() / length) * length
      const count = await countAttempt(db, `${what}: ${who}`, new Date(start))
      if (count > attempts) throw tooMany((start + length - Date.now()) / 1000)
    },
    forget: (what, who) => forgetAttempts(db, `${what}: ${who}`),
  }
}

export const noLimits: Limits = { count: async () => undefined, forget: async () => undefined }

function tooMany(seconds: number): TooMany {
  const minutes = Math.ceil(seconds / 60)
  const time = minutes === 1 ? 'a minute' : `${minutes} minutes`
  return new TooMany(`That was too often. Please try again in ${time}.`, Math.ceil(seconds))
}
