import type { Say } from '../deploy/say.ts'
import { exit, Stop } from '../deploy/stop.ts'
import type { Service } from './answers.ts'
import { type Ecs, shortName } from './ecs.ts'
import { primaryOf } from './plan.ts'
import { isRollback, verdictOnRollback, type Watched } from './verdict.ts'
import { lookUntil, type Pace, watch } from './watch.ts'
import { inWords } from './words.ts'

type Tools = { ecs: Ecs; say: Say; tell: (service: Service, deployment: string) => Promise<void>; pace: Pace }

/** Brings back what ran before; ends in a Stop either way. */
export async function rollBack(tools: Tools, ours: Watched, reason: string, wanted: boolean): Promise<never> {
  const { ecs, say } = tools
  say('failed', `The deployment of ${shortName(ours.definition)} failed: ${reason}`)
  const byEcs = await ecsGoesBack(tools, ours)
  const target = { ...ours, before: byEcs ?? ours.before }
  if (byEcs) say('rollback', `ECS goes back to ${shortName(byEcs)} by itself`)
  else await begin(tools, ours, wanted)
  await end(tools, target)
  await deregisterFailed(ecs, say, target)
  throw new Stop(exit.rolledBack, `Rolled back: the service runs ${shortName(target.before)} as before.`)
}

/** So that nobody starts it by the family's name; a task of it may take a while to stop. */
export async function deregisterFailed(
  ecs: Ecs,
  say: Say,
  { definition, before }: Pick<Watched, 'definition' | 'before'>,
) {
  if (definition === before) return
  const family = shortName(definition).split(':')[0] ?? ''
  try {
    if ((await ecs.inUse(family)).has(definition))
      return say('warning', `${shortName(definition)} stays registered, since it is in use yet.`)
    await ecs.deregister(definition)
    say('rollback', `Deregistered ${shortName(definition)}, which failed`)
  } catch (error) {
    say('warning', `${shortName(definition)} stays registered: ${inWords(error)}`)
  }
}

/** ECS rolls back by itself where the service says so; it may take a moment to begin. */
async function ecsGoesBack({ ecs, say, pace }: Tools, ours: Watched): Promise<string | undefined> {
  const grace = { poll: pace.poll, timeout: pace.poll * 6 }
  const found = await lookUntil(
    grace,
    async () => {
      const service = await ecs.service()
      const primary = service && primaryOf(service)
      if (!primary) return undefined
      if (primary.id !== ours.id) return { primary }
      return rollsBack(service, primary.rolloutState) ? undefined : {}
    },
    say,
  )
  if (!found?.primary) return undefined
  const { id, taskDefinition } = found.primary
  if (taskDefinition === ours.before || isRollback(found.primary)) return taskDefinition
  throw new Stop(
    exit.busy,
    `Superseded: the deployment ${id} of ${shortName(taskDefinition)} goes on from here.`,
  )
}

const rollsBack = (
  { deploymentConfiguration: { deploymentCircuitBreaker: breaker, alarms } }: Service,
  state: string | undefined,
): boolean =>
  state === 'FAILED' && ((breaker.enable && breaker.rollback) || (alarms.enable && alarms.rollback))

async function begin({ ecs, say }: Tools, ours: Watched, wanted: boolean) {
  if (!wanted) throw new Stop(exit.failed, `Nothing was rolled back, as --no-rollback asks. ${byHand(ours)}`)
  if (ours.before === ours.definition)
    throw new Stop(exit.failed, 'There is nothing to go back to: the service had the same definition before.')
  const stopped = await ecs.stopDeployment().catch((error: unknown) => {
    say('warning', `ECS would not stop the deployment: ${inWords(error)}`)
    return false
  })
  if (stopped) return say('rollback', `Asked ECS to go back to ${shortName(ours.before)}`)
  await ecs.update(ours.before, false).catch((error: unknown) => {
    throw new Stop(exit.failed, `It could not be rolled back: ${inWords(error)}\n${byHand(ours)}`)
  })
  say('rollback', `Told the service to go back to ${shortName(ours.before)}`)
}

async function end({ ecs, say, tell, pace }: Tools, ours: Watched) {
  const verdict = await watch(
    ecs,
    service => verdictOnRollback(service, ours),
    service => tell(service, primaryOf(service)?.id ?? ours.id),
    pace,
    say,
  )
  if (!verdict) throw new Stop(exit.failed, `Going back has not ended in time. ${byHand(ours)}`)
  if (verdict.is === 'superseded') throw new Stop(exit.busy, `Going back was overtaken: ${verdict.reason}.`)
  if (verdict.is === 'failed')
    throw new Stop(exit.failed, `Going back failed too: ${verdict.reason}. ${byHand(ours)}`)
}

const byHand = ({ before }: Watched): string =>
  `By hand: aws ecs update-service --cluster … --service … --task-definition ${shortName(before)}`
