import type { NetworkConfiguration, RunTaskCommandInput } from '@aws-sdk/client-ecs'
import Joi from 'joi'

export type Deployment = {
  id: string
  status: string
  taskDefinition: string
  desiredCount: number
  runningCount: number
  pendingCount: number
  failedTasks: number
  /** Absent behind a Classic load balancer. */
  rolloutState?: 'COMPLETED' | 'FAILED' | 'IN_PROGRESS'
  rolloutStateReason?: string
}

export type ServiceEvent = { id: string; message: string }

export type Service = {
  serviceArn: string
  serviceName: string
  status: string
  taskDefinition: string
  desiredCount: number
  runningCount: number
  pendingCount: number
  deployments: Deployment[]
  events: ServiceEvent[]
  taskSets: { taskDefinition: string }[]
  deploymentController: { type: string }
  deploymentConfiguration: {
    strategy: string
    minimumHealthyPercent: number
    maximumPercent: number
    deploymentCircuitBreaker: { enable: boolean; rollback: boolean }
    alarms: { enable: boolean; rollback: boolean }
  }
  launchType?: NonNullable<RunTaskCommandInput['launchType']>
  capacityProviderStrategy?: NonNullable<RunTaskCommandInput['capacityProviderStrategy']>
  networkConfiguration?: NetworkConfiguration
  platformVersion?: string
}

export type Task = {
  taskArn: string
  taskDefinitionArn: string
  lastStatus: string
  startedBy?: string
  stoppedReason?: string
  containers: { name: string; exitCode?: number; reason?: string }[]
}

const count = Joi.number().integer().min(0).default(0)
const anArn = Joi.string().pattern(/^arn:/, 'ARN')
const arn = anArn.required()
const list = (item: Joi.Schema) => Joi.array().items(item).default([])
const watch = Joi.object({ enable: Joi.boolean().default(false), rollback: Joi.boolean().default(false) })
  .unknown()
  .default({ enable: false, rollback: false })

const deployment = Joi.object<Deployment, true>({
  id: Joi.string().required(),
  status: Joi.string().required(),
  taskDefinition: arn,
  desiredCount: count,
  runningCount: count,
  pendingCount: count,
  failedTasks: count,
  rolloutState: Joi.string().valid('COMPLETED', 'FAILED', 'IN_PROGRESS'),
  rolloutStateReason: Joi.string().allow(''),
}).unknown()

export const service = Joi.object<Service, true>({
  serviceArn: arn,
  serviceName: Joi.string().required(),
  status: Joi.string().required(),
  taskDefinition: Joi.string().default(''),
  desiredCount: count,
  runningCount: count,
  pendingCount: count,
  deployments: list(deployment),
  events: list(
    Joi.object<ServiceEvent, true>({
      id: Joi.string().required(),
      message: Joi.string().required(),
    }).unknown(),
  ),
  taskSets: list(Joi.object({ taskDefinition: arn }).unknown()),
  deploymentController: Joi.object({ type: Joi.string().default('ECS') })
    .unknown()
    .default({ type: 'ECS' }),
  deploymentConfiguration: Joi.object({
    strategy: Joi.string().default('ROLLING'),
    minimumHealthyPercent: Joi.number().default(100),
    maximumPercent: Joi.number().default(200),
    deploymentCircuitBreaker: watch,
    alarms: watch,
  })
    .unknown()
    .default(),
  launchType: Joi.string(),
  capacityProviderStrategy: Joi.array(),
  networkConfiguration: Joi.object(),
  platformVersion: Joi.string(),
}).unknown()

export const task = Joi.object<Task, true>({
  taskArn: arn,
  taskDefinitionArn: arn,
  lastStatus: Joi.string().required(),
  startedBy: Joi.string(),
  stoppedReason: Joi.string().allow(''),
  containers: list(
    Joi.object({
      name: Joi.string().required(),
      exitCode: Joi.number().integer(),
      reason: Joi.string().allow(''),
    }).unknown(),
  ),
}).unknown()

/** What AWS calls a failure of a describing call: something is not there. */
export const failures = list(Joi.object({ arn: Joi.string(), reason: Joi.string() }).unknown())

export const arns = list(anArn)

/** Nothing of an answer is used before it was looked at. */
export function checked<T>(schema: Joi.Schema<T>, answer: unknown, call: string): T {
  const { value, error } = schema.validate(answer, { convert: false })
  if (error) throw new Error(`AWS answered ${call} in a way that was not expected: ${error.message}.`)
  return value
}
