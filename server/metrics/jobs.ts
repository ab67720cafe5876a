import { Counter, Histogram, type Registry } from 'prom-client'
import type { Job } from '../domain/jobs.ts'

export type JobList = Record<string, Job<never>>

/** In seconds: letters take parts of one, archives minutes. */
const buckets = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800]

/** The same jobs, which tell how each attempt ends. One that is interrupted by a stop has not ended. */
export function countJobs(register: Registry, jobs: JobList): JobList {
  const registers = [register]
  const attempts = new Counter({
    name: 'muzhack_job_attempts_total',
    help: 'Attempts at jobs that ended here.',
    labelNames: ['kind', 'result'],
    registers,
  })
  const givenUp = new Counter({
    name: 'muzhack_jobs_given_up_total',
    help: 'Jobs that failed at their last attempt.',
    labelNames: ['kind'],
    registers,
  })
  const time = new Histogram({
    name: 'muzhack_job_duration_seconds',
    help: 'What an attempt at a job took.',
    labelNames: ['kind'],
    buckets,
    registers,
  })
  return Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, counted(name, job)]))

  function counted(name: string, job: Job<never>): Job<never> {
    for (const result of ['done', 'failed']) attempts.inc({ kind: name, result }, 0)
    givenUp.inc({ kind: name }, 0)
    return {
      ...job,
      async run(bench, payload) {
        const end = time.startTimer({ kind: name })
        const run = job.run(bench, payload)
        const [{ status }] = await Promise.allSettled([run])
        const isInterrupted = status === 'rejected' && bench.signal.aborted
        if (!isInterrupted) {
          end()
          attempts.inc({ kind: name, result: status === 'fulfilled' ? 'done' : 'failed' })
        }
        return run
      },
      async givenUp(bench, payload) {
        givenUp.inc({ kind: name })
        await job.givenUp?.(bench, payload)
      },
    }
  }
}
