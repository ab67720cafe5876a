import { Counter, type Registry } from 'prom-client'
import { TooMany } from '../domain/errors.ts'
import type { Limits } from '../domain/limits.ts'

/** The same limits, which tell how often each of them refuses. */
export function countRefusals(register: Registry, limits: Limits): Limits {
  const refusals = new Counter({
    name: 'muzhack_limit_refusals_total',
    help: 'What was refused because it came too often.',
    labelNames: ['limit'],
    registers: [register],
  })
  return counted(limits)

  function counted(limits: Limits): Limits {
    return {
      count: (what, who) => limits.count(what, who).catch(refused(what)),
      check: (what, who) => limits.check(what, who).catch(refused(what)),
      forget: (what, who) => limits.forget(what, who),
      within: db => counted(limits.within(db)),
    }
  }

  function refused(limit: string) {
    return (error: unknown): never => {
      if (error instanceof TooMany) refusals.inc({ limit })
      throw error
    }
  }
}
