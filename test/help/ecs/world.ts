import { createHash } from 'node:crypto'
import type { Tag, TaskDefinition } from '@aws-sdk/client-ecs'

/** What the stand-in knows: plain data, changed by its calls and by its clock. */
export type World = {
  definitions: Revision[]
  services: FakeService[]
  tasks: FakeTask[]
  /** Virtual seconds; each look at a service or a task takes ten. */
  clock: number
  /** How many tasks the cluster has room for. */
  capacity: number
  /** Undefined: the task ends without an exit code. */
  migration: number | undefined
  /** Whether a registry has this image. */
  hasImage: (image: string) => boolean
  crashes: (definition: TaskDefinition) => boolean
  serial: number
}

export type Revision = {
  arn: string
  definition: TaskDefinition
  tags: Tag[]
  isActive: boolean
  /** By a call, and not by a test that plays somebody else. */
  wasDeregistered?: boolean
}

export type FakeDeployment = {
  id: string
  status: 'PRIMARY' | 'ACTIVE'
  taskDefinition: string
  failedTasks: number
  rolloutState: 'COMPLETED' | 'FAILED' | 'IN_PROGRESS'
  rolloutStateReason: string
  /** Blue/green: when all traffic was sent to it. */
  shiftedAt?: number
}

export type FakeService = {
  name: string
  status: 'ACTIVE' | 'INACTIVE'
  desired: number
  strategy: 'ROLLING' | 'BLUE_GREEN'
  minimum: number
  maximum: number
  breaker: { enable: boolean; rollback: boolean }
  /** Behind a Classic load balancer ECS says nothing of the rollout's state. */
  classic: boolean
  deployments: FakeDeployment[]
  events: { id: string; message: string; createdAt: number }[]
  /** What a rollback goes back to. */
  lastGood: string
}

export type FakeTask = {
  arn: string
  definition: string
  startedBy: string
  service?: string
  status: 'PENDING' | 'RUNNING' | 'STOPPED'
  since: number
  stoppedReason?: string
  exitCode?: number
  reason?: string
}

const account = '123456789012'
export const arnOf = (kind: string, name: string) => `arn:aws:ecs:eu-central-1:${account}:${kind}/${name}`

export const cluster = 'stage'

export const emptyWorld = (): World => ({
  definitions: [],
  services: [],
  tasks: [],
  clock: 0,
  capacity: 10,
  migration: 0,
  hasImage: () => true,
  crashes: () => false,
  serial: 0,
})

/** An id that no other has, in the look of ECS. */
export const freshId = (world: World): string =>
  createHash('sha256')
    .update(`${++world.serial}`)
    .digest('hex')
    .slice(0, 32)

/** A revision that is used although it is deregistered: that must never be. */
export function violations({ services, tasks, definitions }: World): string[] {
  const used = [
    ...services.flatMap(({ deployments }) => deployments.map(({ taskDefinition }) => taskDefinition)),
    ...tasks.filter(({ status }) => status !== 'STOPPED').map(({ definition }) => definition),
  ]
  return definitions
    .filter(({ arn, wasDeregistered }) => wasDeregistered && used.includes(arn))
    .map(({ arn }) => arn)
}
