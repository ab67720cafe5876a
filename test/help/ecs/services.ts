import type {
  DescribeServicesRequest,
  DescribeTasksRequest,
  ListServiceDeploymentsRequest,
  ListServicesRequest,
  ListTasksRequest,
  RunTaskRequest,
  StopServiceDeploymentRequest,
  UpdateServiceRequest,
} from '@aws-sdk/client-ecs'
import { findRevision, page } from './definitions.ts'
import { Refusal } from './refusal.ts'
import { beginDeployment, giveUp, startTask, tasksOf, tick } from './rollout.ts'
import { arnOf, cluster, type FakeDeployment, type FakeService, type FakeTask, type World } from './world.ts'

export function describeServices(world: World, asked: DescribeServicesRequest) {
  mustBeOurs(asked.cluster)
  tick(world)
  const names = (asked.services ?? []).map(lastPart)
  const found = world.services.filter(({ name }) => names.includes(name))
  const missing = names.filter(name => !found.some(service => service.name === name))
  return {
    services: found.map(service => describe(world, service)),
    failures: missing.map(name => ({ arn: serviceArn(name), reason: 'MISSING' })),
  }
}

export function updateService(world: World, asked: UpdateServiceRequest) {
  mustBeOurs(asked.cluster)
  const service = findService(world, asked.service)
  const current = service.deployments[0]?.taskDefinition
  const revision = findRevision(world, asked.taskDefinition ?? current)
  if (!revision.isActive) throw new Refusal('ClientException', 'TaskDefinition is inactive')
  if (revision.arn !== current || asked.forceNewDeployment)
    beginDeployment(world, service, revision.arn, 'ECS deployment in progress.')
  return { service: describe(world, service) }
}

export function listServices({ services }: World, asked: ListServicesRequest) {
  mustBeOurs(asked.cluster)
  const arns = services.filter(({ status }) => status === 'ACTIVE').map(({ name }) => serviceArn(name))
  return page(arns, Number(asked.nextToken ?? 0), 2, 'serviceArns')
}

export function listTasks(world: World, asked: ListTasksRequest) {
  mustBeOurs(asked.cluster)
  const wanted = asked.desiredStatus ?? 'RUNNING'
  const found = world.tasks.filter(
    ({ definition, service, status }) =>
      (status === 'STOPPED') === (wanted === 'STOPPED') &&
      (!asked.family || familyOf(definition) === asked.family) &&
      (!asked.serviceName || service === lastPart(asked.serviceName)),
  )
  return page(
    found.map(({ arn }) => arn),
    Number(asked.nextToken ?? 0),
    5,
    'taskArns',
  )
}

export function describeTasks(world: World, asked: DescribeTasksRequest) {
  mustBeOurs(asked.cluster)
  tick(world)
  return {
    tasks: world.tasks.filter(({ arn }) => asked.tasks?.includes(arn)).map(describeTask),
    failures: [],
  }
}

export function runTask(world: World, asked: RunTaskRequest) {
  mustBeOurs(asked.cluster)
  const revision = findRevision(world, asked.taskDefinition)
  if (!revision.isActive) throw new Refusal('ClientException', 'TaskDefinition is inactive')
  return { tasks: [describeTask(startTask(world, revision.arn, asked.startedBy ?? ''))], failures: [] }
}

export function listServiceDeployments(world: World, asked: ListServiceDeploymentsRequest) {
  const service = findService(world, asked.service)
  const [primary] = service.deployments
  const isWanted =
    primary?.rolloutState === 'IN_PROGRESS' && (asked.status ?? ['IN_PROGRESS']).includes('IN_PROGRESS')
  return {
    serviceDeployments:
      primary && isWanted
        ? [{ serviceDeploymentArn: deploymentArn(service, primary), status: 'IN_PROGRESS' }]
        : [],
  }
}

export function stopServiceDeployment(world: World, asked: StopServiceDeploymentRequest) {
  const service = world.services.find(each =>
    each.deployments.some(deployment => deploymentArn(each, deployment) === asked.serviceDeploymentArn),
  )
  const primary = service?.deployments[0]
  if (!service || !primary)
    throw new Refusal('ServiceDeploymentNotFoundException', 'No such service deployment.')
  giveUp(world, service, primary, 'ECS deployment stopped: rolling back.', true)
  return { serviceDeploymentArn: asked.serviceDeploymentArn }
}

const serviceArn = (name: string) => arnOf('service', `${cluster}/${name}`)
const deploymentArn = ({ name }: FakeService, { id }: FakeDeployment) =>
  arnOf('service-deployment', `${cluster}/${name}/${lastPart(id)}`)
const familyOf = (arn: string) => lastPart(arn).split(':')[0]
const lastPart = (arn: string): string => arn.split('/').at(-1) ?? arn

function mustBeOurs(asked = 'default') {
  if (lastPart(asked) !== cluster) throw new Refusal('ClusterNotFoundException', 'Cluster not found.')
}

function findService({ services }: World, asked = ''): FakeService {
  const service = services.find(({ name }) => name === lastPart(asked))
  if (!service) throw new Refusal('ServiceNotFoundException', 'Service not found.')
  if (service.status !== 'ACTIVE') throw new Refusal('ServiceNotActiveException', 'Service was not ACTIVE.')
  return service
}

function describe(world: World, service: FakeService) {
  const counts = service.deployments.map(deployment => describeDeployment(world, service, deployment))
  return {
    serviceArn: serviceArn(service.name),
    serviceName: service.name,
    clusterArn: arnOf('cluster', cluster),
    status: service.status,
    taskDefinition: service.deployments[0]?.taskDefinition,
    desiredCount: service.desired,
    runningCount: counts.reduce((sum, { runningCount }) => sum + runningCount, 0),
    pendingCount: counts.reduce((sum, { pendingCount }) => sum + pendingCount, 0),
    launchType: 'EC2',
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: 'ECS' },
    deploymentConfiguration: {
      strategy: service.strategy,
      minimumHealthyPercent: service.minimum,
      maximumPercent: service.maximum,
      deploymentCircuitBreaker: service.breaker,
    },
    deployments: counts,
    events: service.events.slice(0, 100),
  }
}

function describeDeployment(world: World, { classic, desired }: FakeService, deployment: FakeDeployment) {
  const tasks = tasksOf(world, deployment)
  const running = tasks.filter(({ status }) => status === 'RUNNING').length
  const { id, status, taskDefinition, failedTasks, rolloutState, rolloutStateReason } = deployment
  return {
    id,
    status,
    taskDefinition,
    desiredCount: status === 'PRIMARY' ? desired : 0,
    runningCount: running,
    pendingCount: tasks.length - running,
    failedTasks,
    ...(!classic && { rolloutState, rolloutStateReason }),
  }
}

const describeTask = ({ arn, definition, startedBy, status, stoppedReason, exitCode, reason }: FakeTask) => ({
  taskArn: arn,
  taskDefinitionArn: definition,
  clusterArn: arnOf('cluster', cluster),
  lastStatus: status,
  desiredStatus: status === 'STOPPED' ? 'STOPPED' : 'RUNNING',
  startedBy,
  ...(stoppedReason && { stoppedReason }),
  containers: [
    {
      name: 'muzhack',
      lastStatus: status,
      ...(exitCode !== undefined && { exitCode }),
      ...(reason && { reason }),
    },
  ],
})
