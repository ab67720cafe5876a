import { exit, Stop } from '../deploy/stop.ts'
import type { Deployment, Service } from './answers.ts'
import { differences, isSame } from './compare.ts'
import { type Definition, withImages } from './definition.ts'
import { shortName } from './ecs.ts'
import { type Image, reference } from './images.ts'
import type { Options } from './options.ts'

/** All that was looked up before anything is changed. */
export type Findings = {
  service: Service
  written: Definition
  running: Definition
  images: Image[]
  /** Registered revisions of the family, the newest first. */
  revisions: string[]
  inUse: Set<string>
}

export type Plan = {
  /** Nothing: it runs already. Resume: it is being rolled out already. */
  action: 'deploy' | 'resume' | 'nothing'
  /** Whether ECS must be told to begin anew, since the definition is the one that it has. */
  force: boolean
  wanted: Definition
  changes: string[]
  toPush: Image[]
  toDeregister: string[]
  /** What the service has now, and what a rollback goes back to. */
  running: string
  before: string
  warnings: string[]
}

/** Decides what a run does, or throws why it does nothing. */
export function makePlan(findings: Findings, options: Pick<Options, 'keep' | 'force'>): Plan {
  const { service, written, running, images } = findings
  const wanted = withImages(written, images, running)
  const unchanged = images.every(({ digest }) => digest) && isSame(wanted, running)
  const action = actionOn(service, unchanged, options.force)
  if (action === 'deploy') refuseWithoutRoom(service)
  return {
    action,
    force: unchanged,
    wanted,
    changes: differences(running, wanted),
    toPush: images.filter(({ digest }) => !digest),
    toDeregister: toDeregister(findings, options.keep),
    running: service.taskDefinition,
    before: lastGood(service),
    warnings: warningsOn(service, written, running),
  }
}

/** Old revisions that nothing uses, but for the newest ones. */
export function toDeregister(
  { revisions, inUse }: Pick<Findings, 'revisions' | 'inUse'>,
  keep: number,
): string[] {
  return revisions.slice(keep).filter(revision => !inUse.has(revision))
}

export function refuseUnlessOurs(service: Service | undefined, { service: name, cluster }: Options): Service {
  if (!service) throw new Stop(exit.refused, `${cluster} has no service ${name}. ${createIt}`)
  if (service.status !== 'ACTIVE')
    throw new Stop(exit.refused, `The service ${name} is ${service.status}, not ACTIVE. ${createIt}`)
  const { type } = service.deploymentController
  if (type !== 'ECS')
    throw new Stop(exit.refused, `${type} deploys the service ${name}, and this is for ECS itself.`)
  if (primaryOf(service) === undefined)
    throw new Stop(exit.refused, `The service ${name} has no deployment yet.`)
  return service
}

const createIt =
  'README.md, Deploying to ECS, tells how it is made once; look at --service, --cluster and --region.'

export const primaryOf = ({ deployments }: Service): Deployment | undefined =>
  deployments.find(({ status }) => status === 'PRIMARY')

/** Behind a Classic load balancer ECS does not say so: then all must have come to rest. */
export function isComplete({ deployments }: Service, { rolloutState, ...primary }: Deployment): boolean {
  if (rolloutState) return rolloutState === 'COMPLETED'
  const rests = primary.runningCount === primary.desiredCount && primary.pendingCount === 0
  return deployments.length === 1 && rests
}

function actionOn(service: Service, unchanged: boolean, force: boolean): Plan['action'] {
  const primary = primaryOf(service)
  if (!primary || force || primary.rolloutState === 'FAILED') return 'deploy'
  const complete = isComplete(service, primary)
  if (unchanged) return complete ? 'nothing' : 'resume'
  if (complete) return 'deploy'
  throw new Stop(
    exit.busy,
    `Another deployment, ${primary.id} of ${shortName(primary.taskDefinition)}, is in progress: ` +
      `${primary.rolloutStateReason || 'its tasks are not all running yet'}. Run again when it has ended, or take its place with --force.`,
  )
}

/** What ran before whatever is being rolled out or has failed. */
function lastGood(service: Service): string {
  const primary = primaryOf(service)
  if (!primary || isComplete(service, primary)) return service.taskDefinition
  const older = service.deployments.find(
    ({ status, taskDefinition }) => status !== 'PRIMARY' && taskDefinition !== primary.taskDefinition,
  )
  return older?.taskDefinition ?? primary.taskDefinition
}

/** Rolling, ECS must either start one task more than wanted, or stop one before. */
function refuseWithoutRoom({ desiredCount, deploymentConfiguration }: Service) {
  const { strategy, maximumPercent, minimumHealthyPercent } = deploymentConfiguration
  if (strategy !== 'ROLLING' || desiredCount === 0) return
  const most = Math.floor((desiredCount * maximumPercent) / 100)
  const least = Math.ceil((desiredCount * minimumHealthyPercent) / 100)
  if (most > desiredCount || least < desiredCount) return
  throw new Stop(
    exit.refused,
    `There is no room to roll: of ${desiredCount} tasks ECS may run at most ${most} (maximumPercent ${maximumPercent}) ` +
      `and must keep ${least} (minimumHealthyPercent ${minimumHealthyPercent}), so it could neither start one nor stop one. ` +
      'Raise maximumPercent to 200 and leave room for a task more in the cluster' +
      (desiredCount === 1
        ? `; with one task a minimumHealthyPercent below 100 does not help (${minimumHealthyPercent} % of one is one), but for 0, with which nobody answers meanwhile.`
        : '; or lower minimumHealthyPercent.'),
  )
}

function warningsOn(service: Service, written: Definition, running: Definition): string[] {
  const { strategy, maximumPercent, minimumHealthyPercent, deploymentCircuitBreaker } =
    service.deploymentConfiguration
  const { desiredCount } = service
  const least = Math.ceil((desiredCount * minimumHealthyPercent) / 100)
  const most = Math.floor((desiredCount * maximumPercent) / 100)
  return [
    desiredCount === 0 &&
      'The desired count is 0: nothing is started, so nothing shows whether it would run.',
    strategy === 'ROLLING' &&
      desiredCount > 0 &&
      least === 0 &&
      most === desiredCount &&
      'ECS stops the last task before it starts a new one (minimumHealthyPercent 0): requests will fail meanwhile.',
    strategy === 'ROLLING' &&
      !deploymentCircuitBreaker.enable &&
      'The deployment circuit breaker is off: this run watches in its place, but only while it runs.',
    written.family !== running.family &&
      `The service leaves the family ${running.family} for ${written.family}.`,
  ].filter(warning => warning !== false)
}

/** The plan, a line each. */
export function tellPlan(plan: Plan, images: Image[]): string[] {
  const { action, toPush, toDeregister, running } = plan
  return [
    ...images.map(image => {
      const todo = toPush.includes(image) ? ', to be built and pushed' : ''
      return `the container ${image.container} runs ${reference(image)}${todo}`
    }),
    ...(toDeregister.length > 0 ? [`deregister ${toDeregister.map(shortName).join(', ')}`] : []),
    ...(action === 'nothing' ? [`nothing else: ${shortName(running)} runs it already`] : []),
    ...(action === 'resume' ? [`${shortName(running)} is being rolled out already: wait for that`] : []),
    ...(action === 'deploy' ? tellDeploy(plan) : []),
  ]
}

function tellDeploy({ changes, running, wanted }: Plan): string[] {
  if (changes.length === 0) return [`deploy ${shortName(running)} again, as it is`]
  const title = `deploy a new revision of ${wanted.family}, which differs from ${shortName(running)}:`
  return [title, ...changes.map(change => `  ${change}`)]
}
