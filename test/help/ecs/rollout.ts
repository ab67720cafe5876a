import {
  arnOf,
  cluster,
  type FakeDeployment,
  type FakeService,
  type FakeTask,
  freshId,
  type World,
} from './world.ts'

const second = 1
const startTime = 20 * second
const bakeTime = 60 * second

/** Ten seconds go by. */
export function tick(world: World) {
  world.clock += 10 * second
  for (const task of world.tasks) ageTask(world, task)
  for (const service of world.services) if (service.status === 'ACTIVE') schedule(world, service)
}

/** Begins a deployment: what was PRIMARY has its tasks replaced by and by. */
export function beginDeployment(world: World, service: FakeService, taskDefinition: string, reason: string) {
  for (const deployment of service.deployments) deployment.status = 'ACTIVE'
  const deployment: FakeDeployment = {
    id: `ecs-svc/${freshId(world)}`,
    status: 'PRIMARY',
    taskDefinition,
    failedTasks: 0,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: reason,
  }
  service.deployments.unshift(deployment)
  return deployment
}

/** Gives a deployment up, and goes back where there is anything to go back to. */
export function giveUp(
  world: World,
  service: FakeService,
  deployment: FakeDeployment,
  reason: string,
  back: boolean,
) {
  deployment.rolloutState = 'FAILED'
  deployment.rolloutStateReason = reason
  const target = world.definitions.find(({ arn }) => arn === service.lastGood)
  if (!back || !target?.isActive || service.lastGood === deployment.taskDefinition) return
  beginDeployment(
    world,
    service,
    service.lastGood,
    'ECS deployment circuit breaker: rolling back to the last completed.',
  )
}

export function addEvent(world: World, service: FakeService, message: string) {
  const said = `(service ${service.name}) ${message}`
  if (service.events[0]?.message === said) return
  service.events.unshift({ id: `event-${freshId(world)}`, message: said, createdAt: world.clock })
}

export function startTask(world: World, definition: string, startedBy: string, service?: string): FakeTask {
  const arn = arnOf('task', `${cluster}/${freshId(world)}`)
  const task: FakeTask = {
    arn,
    definition,
    startedBy,
    status: 'PENDING',
    since: world.clock,
    ...(service && { service }),
  }
  world.tasks.push(task)
  return task
}

export const tasksOf = ({ tasks }: World, { id }: FakeDeployment): FakeTask[] =>
  tasks.filter(({ startedBy, status }) => startedBy === id && status !== 'STOPPED')

/** Every task has a health check, which takes one turn. */
const isHealthy = ({ clock }: World, { status, since }: FakeTask) => status === 'RUNNING' && since < clock

const healthyOf = (world: World, deployment: FakeDeployment) =>
  tasksOf(world, deployment).filter(task => isHealthy(world, task))

function ageTask(world: World, task: FakeTask) {
  const age = world.clock - task.since
  const definition = world.definitions.find(({ arn }) => arn === task.definition)?.definition
  const missing = definition?.containerDefinitions?.find(({ image = '' }) => !world.hasImage(image))
  if (task.status === 'PENDING' && age >= startTime) {
    if (missing)
      return endTask(world, task, 'Task failed to start', {
        reason: `CannotPullContainerError: ${missing.image}: not found`,
      })
    Object.assign(task, { status: 'RUNNING', since: world.clock })
  } else if (task.status === 'RUNNING' && definition && world.crashes(definition)) {
    endTask(world, task, 'Essential container in task exited', { exitCode: 1 })
  } else if (task.status === 'RUNNING' && task.service === undefined) {
    endTask(
      world,
      task,
      'Essential container in task exited',
      world.migration === undefined ? {} : { exitCode: world.migration },
    )
  }
}

function endTask(
  world: World,
  task: FakeTask,
  stoppedReason: string,
  end: Pick<FakeTask, 'exitCode' | 'reason'>,
) {
  Object.assign(task, { status: 'STOPPED', since: world.clock, stoppedReason, ...end })
  for (const { deployments } of world.services)
    for (const deployment of deployments) if (deployment.id === task.startedBy) deployment.failedTasks++
}

function schedule(world: World, service: FakeService) {
  const [primary, ...older] = service.deployments
  if (!primary) return
  if (trip(world, service, primary)) return
  if (primary.rolloutState !== 'FAILED') startTasks(world, service, primary)
  stopTasks(world, service, primary, older)
  complete(world, service, primary)
}

/** The circuit breaker, which answers whether it has tripped. */
function trip(world: World, service: FakeService, primary: FakeDeployment): boolean {
  const threshold = Math.min(200, Math.max(3, Math.ceil(service.desired / 2)))
  const isOver = primary.rolloutState === 'IN_PROGRESS' && primary.failedTasks >= threshold
  if (!service.breaker.enable || !isOver) return false
  addEvent(world, service, `(deployment ${primary.id}) deployment failed: tasks failed to start.`)
  const reason = 'ECS deployment circuit breaker: tasks failed to start.'
  giveUp(world, service, primary, reason, service.breaker.rollback)
  return true
}

const serviceTasks = ({ tasks }: World, { name }: FakeService) =>
  tasks.filter(({ service, status }) => service === name && status !== 'STOPPED')

function startTasks(world: World, service: FakeService, primary: FakeDeployment) {
  const most =
    service.strategy === 'ROLLING' ? Math.floor((service.desired * service.maximum) / 100) : Infinity
  while (tasksOf(world, primary).length < service.desired && serviceTasks(world, service).length < most) {
    if (world.tasks.filter(({ status }) => status !== 'STOPPED').length >= world.capacity)
      return addEvent(
        world,
        service,
        'was unable to place a task because no container instance met all of its requirements.',
      )
    startTask(world, primary.taskDefinition, primary.id, service.name)
    addEvent(world, service, `has started 1 tasks: (task ${world.tasks.at(-1)?.arn.split('/').at(-1)}).`)
  }
}

function stopTasks(world: World, service: FakeService, primary: FakeDeployment, older: FakeDeployment[]) {
  if (service.strategy === 'BLUE_GREEN' && !hasBaked(world, service, primary)) return
  const least = Math.ceil((service.desired * service.minimum) / 100)
  const old = older.flatMap(deployment => tasksOf(world, deployment))
  for (const task of old) {
    const healthy = serviceTasks(world, service).filter(each => isHealthy(world, each)).length
    if (task.status === 'RUNNING' && healthy - 1 < least) return
    Object.assign(task, {
      status: 'STOPPED',
      stoppedReason: 'Scaling activity initiated by deployment',
      since: world.clock,
    })
  }
}

/** Blue/green keeps the old tasks until the new ones have had all traffic for a while. */
function hasBaked(world: World, { desired }: FakeService, primary: FakeDeployment): boolean {
  if (healthyOf(world, primary).length < desired) return false
  primary.shiftedAt ??= world.clock
  return world.clock - primary.shiftedAt >= bakeTime
}

function complete(world: World, service: FakeService, primary: FakeDeployment) {
  service.deployments = service.deployments.filter(
    deployment => deployment === primary || tasksOf(world, deployment).length > 0,
  )
  if (primary.rolloutState !== 'IN_PROGRESS' || healthyOf(world, primary).length < service.desired) return
  if (service.deployments.length > 1) return
  if (service.strategy === 'BLUE_GREEN' && !hasBaked(world, service, primary)) return
  primary.rolloutState = 'COMPLETED'
  primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`
  service.lastGood = primary.taskDefinition
  addEvent(world, service, 'has reached a steady state.')
}
