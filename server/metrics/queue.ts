import { setTimeout as pause } from 'node:timers/promises'
import { Gauge, type Registry } from 'prom-client'
import { type JobsOfAKind, jobsByKind } from '../db/jobs.ts'
import type { Db } from '../db/schema.ts'

/** In milliseconds: whoever asks for metrics does not wait for a database that does not answer. */
const patience = 1000

/** How all the jobs of the database stand, whichever instance does them, as of the last look. */
export function queueIn(register: Registry, db: Db, names: readonly string[]): { look(): Promise<void> } {
  const registers = [register]
  const isUp = new Gauge({
    name: 'muzhack_database_up',
    help: 'Whether the database has told within a second how its jobs stand.',
    registers,
  })
  const gauges = {
    waiting: new Gauge({
      name: 'muzhack_jobs_waiting',
      help: 'Jobs that are due and that nobody has begun.',
      labelNames: ['kind'],
      registers,
    }),
    oldest: new Gauge({
      name: 'muzhack_jobs_overdue_seconds',
      help: 'For how long the oldest of them has been due.',
      labelNames: ['kind'],
      registers,
    }),
    failed: new Gauge({
      name: 'muzhack_jobs_failed_last_day',
      help: 'Jobs that failed for good within the last day.',
      labelNames: ['kind'],
      registers,
    }),
  }
  let asking: Promise<JobsOfAKind[] | undefined> | undefined

  /** Never twice at once: connections are few. */
  function ask() {
    asking ??= jobsByKind(db)
      .catch(() => undefined)
      .finally(() => {
        asking = undefined
      })
    return asking
  }

  function show(kinds: readonly JobsOfAKind[]) {
    const none = names.map(name => ({ name, waiting: 0, oldest: 0, failed: 0 }))
    for (const { name, ...kind } of [...none, ...kinds]) {
      gauges.waiting.set({ kind: name }, kind.waiting)
      gauges.oldest.set({ kind: name }, kind.oldest)
      gauges.failed.set({ kind: name }, kind.failed)
    }
  }

  return {
    async look() {
      const late = pause(patience, undefined, { ref: false })
      const kinds = await Promise.race([ask(), late])
      isUp.set(kinds ? 1 : 0)
      for (const gauge of Object.values(gauges)) gauge.reset()
      if (kinds) show(kinds)
    },
  }
}
