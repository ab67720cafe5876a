import type {
  DeregisterTaskDefinitionRequest,
  DescribeTaskDefinitionRequest,
  ListTaskDefinitionsRequest,
  RegisterTaskDefinitionRequest,
} from '@aws-sdk/client-ecs'
import { sortBy } from 'ramda'
import { Refusal } from './refusal.ts'
import { arnOf, type Revision, type World } from './world.ts'

/** Numbers are never used twice, those of deregistered revisions neither. */
export function register(world: World, { tags, ...input }: RegisterTaskDefinitionRequest) {
  if (tags?.length === 0) throw new Refusal('InvalidParameterException', 'Tags can not be empty.')
  const number = world.definitions.filter(({ definition }) => definition.family === input.family).length + 1
  const arn = arnOf('task-definition', `${input.family}:${number}`)
  const definition = { ...withDefaults(input), taskDefinitionArn: arn, revision: number }
  const revision: Revision = { arn, definition, tags: tags ?? [], isActive: true }
  world.definitions.push(revision)
  return answer(revision)
}

export function describeDefinition(world: World, { taskDefinition, include }: DescribeTaskDefinitionRequest) {
  const revision = findRevision(world, taskDefinition)
  return { ...answer(revision), ...(include?.includes('TAGS') && { tags: revision.tags }) }
}

export function deregister(world: World, { taskDefinition }: DeregisterTaskDefinitionRequest) {
  const revision = world.definitions.find(({ arn }) => arn === taskDefinition)
  if (!revision) throw notFound()
  Object.assign(revision, { isActive: false, wasDeregistered: true })
  return answer(revision)
}

/** By prefix, although AWS says that it means the whole name: whoever asks must look at what comes. */
export function listDefinitions(
  { definitions }: World,
  { familyPrefix = '', status = 'ACTIVE', sort, nextToken = '0' }: ListTaskDefinitionsRequest,
) {
  const found = definitions.filter(
    ({ definition, isActive }) =>
      definition.family?.startsWith(familyPrefix) && isActive === (status === 'ACTIVE'),
  )
  const sorted = sortBy(
    ({ definition }) => [definition.family, String(definition.revision).padStart(6, '0')].join(),
    found,
  )
  const arns = (sort === 'DESC' ? sorted.toReversed() : sorted).map(({ arn }) => arn)
  return page(arns, Number(nextToken), 3, 'taskDefinitionArns')
}

/** Small pages, so that whoever asks must turn them. */
export function page<Name extends string>(all: string[], from: number, size: number, name: Name) {
  const more = from + size < all.length
  return { [name]: all.slice(from, from + size), ...(more && { nextToken: `${from + size}` }) }
}

/** A family alone means its newest revision that is registered. */
export function findRevision({ definitions }: World, asked = ''): Revision {
  const found =
    definitions.find(({ arn }) => arn === asked || arn.endsWith(`/${asked}`)) ??
    definitions.findLast(({ definition, isActive }) => isActive && definition.family === asked)
  if (!found) throw notFound()
  return found
}

const notFound = () => new Refusal('ClientException', 'Unable to describe task definition.')

const answer = ({ definition, isActive }: Revision) => ({
  taskDefinition: { ...definition, status: isActive ? 'ACTIVE' : 'INACTIVE' },
})

/** What ECS fills in, and what it adds when it describes. */
function withDefaults({ containerDefinitions = [], networkMode, ...rest }: RegisterTaskDefinitionRequest) {
  const mode = networkMode ?? 'bridge'
  return {
    volumes: [],
    placementConstraints: [],
    ...rest,
    networkMode: mode,
    requiresAttributes: [{ name: 'com.amazonaws.ecs.capability.docker-remote-api.1.18' }],
    compatibilities: ['EXTERNAL' as const, 'EC2' as const],
    registeredBy: 'arn:aws:iam::123456789012:user/deployer',
    containerDefinitions: containerDefinitions.map(container => ({
      cpu: 0,
      essential: true,
      environment: [],
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
      ...container,
      portMappings: (container.portMappings ?? []).map(port => ({
        protocol: 'tcp' as const,
        hostPort: mode === 'bridge' ? 0 : port.containerPort,
        ...port,
      })),
      ...(container.healthCheck && {
        healthCheck: { interval: 30, timeout: 5, retries: 3, ...container.healthCheck },
      }),
    })),
  }
}
