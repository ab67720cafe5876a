import { setTimeout as pause } from 'node:timers/promises'
import type { Say } from '../deploy/say.ts'
import { exit, Stop } from '../deploy/stop.ts'
import type { Deployment, Service, Task } from './answers.ts'
import { type Ecs, shortName } from './ecs.ts'
import { primaryOf } from './plan.ts'
import type { Verdict } from './verdict.ts'
import { inWords, isThrottled, isUnclear } from './words.ts'

export type Pace = { poll: number; timeout: number }

/** Looks again and again, at first soon, until `judge` is content; undefined when the time is over. */
export async function lookUntil<Answer>(
  { poll, timeout }: Pace,
  look: () => Promise<Answer | undefined>,
  say: Say,
): Promise<Answer | undefined> {
  const end = performance.now() + timeout
  for (let wait = poll; ; wait = Math.min(wait * 1.3, poll * 3)) {
    const answer = await look().catch((error: unknown) => {
      if (!isUnclear(error) && !isThrottled(error)) throw error
      say('warning', `Could not look, and will again: ${inWords(error)}`)
      return undefined
    })
    if (answer !== undefined) return answer
    if (performance.now() + wait > end) return undefined
    // Several deploys that began at once should not all ask at once.
    await pause(wait * (0.8 + Math.random() * 0.4))
  }
}

/** Tells what is new about a service, each thing once. */
export function teller(ecs: Ecs, say: Say, before: Service) {
  const told = new Set(before.events.map(({ id }) => id))
  let progress = ''
  return async (service: Service, deployment: string) => {
    for (const { id, message } of service.events.toReversed()) once(id, () => say('event', message))
    const now = service.deployments.map(tellDeployment).join('; ')
    if (now !== progress) say('rollout', now, { deployments: service.deployments })
    progress = now
    for (const task of await ecs.stoppedTasks(deployment))
      once(task.taskArn, () => say('stopped-task', tellTask(task), { task: task.taskArn }))
  }

  function once(id: string, tell: () => void) {
    if (!told.has(id)) tell()
    told.add(id)
  }
}

/** Follows a deployment until it is decided. */
export async function watch(
  ecs: Ecs,
  judge: (service: Service) => Verdict,
  tell: (service: Service) => Promise<void>,
  pace: Pace,
  say: Say,
): Promise<Exclude<Verdict, { is: 'waiting' }> | undefined> {
  return lookUntil(
    pace,
    async () => {
      const service = await ecs.service()
      if (!service || !primaryOf(service)) throw new Stop(exit.failed, 'The service is gone.')
      await tell(service)
      const verdict = judge(service)
      return verdict.is === 'waiting' ? undefined : verdict
    },
    say,
  )
}

function tellDeployment(deployment: Deployment): string {
  const { status, taskDefinition, runningCount, desiredCount, pendingCount, failedTasks } = deployment
  const counts = [
    status === 'PRIMARY' ? `${runningCount} of ${desiredCount} running` : `${runningCount} still running`,
    pendingCount > 0 && `${pendingCount} starting`,
    failedTasks > 0 && `${failedTasks} failed`,
  ]
  return `${shortName(taskDefinition)}: ${counts.filter(Boolean).join(', ')}`
}

export function tellTask({ taskArn, stoppedReason = 'no reason given', containers }: Task): string {
  const ends = containers.map(({ name, exitCode, reason }) =>
    [name, exitCode !== undefined && `exit code ${exitCode}`, reason].filter(Boolean).join(' '),
  )
  return [shortName(taskArn).slice(0, 12), stoppedReason, ...ends].join('; ')
}
