import type { Deployment, Service } from './answers.ts'
import { shortName } from './ecs.ts'
import { isComplete, primaryOf } from './plan.ts'

/** A deployment that we watch: what it is of, and what the service had before. */
export type Watched = { id: string; definition: string; before: string }

export type Verdict =
  | { is: 'waiting' }
  | { is: 'done' }
  | { is: 'failed'; reason: string }
  | { is: 'superseded'; reason: string }

/** What has become of our deployment. */
export function verdictOn(service: Service, { id, definition, before }: Watched): Verdict {
  const primary = primaryOf(service)
  const ours = service.deployments.find(deployment => deployment.id === id)
  if (ours?.rolloutState === 'FAILED') return failed(ours.rolloutStateReason || 'ECS gave it up')
  if (!primary) return failed('the service has no deployment any more')
  if (primary.id === id) return verdictOnPrimary(service, primary)
  if (isRollback(primary) || (primary.taskDefinition === before && before !== definition))
    return failed(primary.rolloutStateReason || `the service went back to ${shortName(before)}`)
  return {
    is: 'superseded',
    reason: `the deployment ${primary.id} of ${shortName(primary.taskDefinition)} has taken the place of ours`,
  }
}

/** What has become of going back, away from the failed deployment. */
export function verdictOnRollback(service: Service, { id, before, definition }: Watched): Verdict {
  const primary = primaryOf(service)
  if (!primary || primary.id === id) return { is: 'waiting' }
  if (primary.taskDefinition !== before && primary.taskDefinition !== definition)
    return { is: 'superseded', reason: `the deployment ${primary.id} is somebody else's` }
  if (primary.rolloutState === 'FAILED') return failed(primary.rolloutStateReason || 'ECS gave it up')
  return { is: isComplete(service, primary) ? 'done' : 'waiting' }
}

/** ECS says why it began a deployment by itself. */
export const isRollback = ({ rolloutStateReason = '' }: Deployment): boolean =>
  /roll(ing|ed)? ?back/i.test(rolloutStateReason)

const failed = (reason: string): Verdict => ({ is: 'failed', reason })

function verdictOnPrimary(service: Service, primary: Deployment): Verdict {
  if (isComplete(service, primary)) return { is: 'done' }
  const { enable } = service.deploymentConfiguration.deploymentCircuitBreaker
  const { failedTasks, desiredCount } = primary
  // As many as the circuit breaker would take, which is off.
  const tooMany = Math.min(200, Math.max(3, Math.ceil(desiredCount / 2)))
  if (!enable && failedTasks >= tooMany) return failed(`${failedTasks} tasks of it have stopped`)
  return { is: 'waiting' }
}
