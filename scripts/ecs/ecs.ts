import { randomUUID } from 'node:crypto'
import {
  DeregisterTaskDefinitionCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  paginateListServices,
  paginateListTaskDefinitions,
  paginateListTasks,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import Joi from 'joi'
import { arns, checked, failures, type Service, service, type Task, task } from './answers.ts'
import { asRegistered, type Definition } from './definition.ts'
import type { Options } from './options.ts'

export type Ecs = ReturnType<typeof openEcs>

/** What we ask of ECS, about one service. */
export function openEcs({ cluster, service: name, region }: Pick<Options, 'cluster' | 'service' | 'region'>) {
  const settings = {
    ...(region && { region }),
    requestHandler: { connectionTimeout: 5000, requestTimeout: 30_000 },
  }
  const client = new ECSClient({ ...settings, maxAttempts: 5 })
  // What is not the same when done twice, the SDK must not repeat by itself.
  const once = new ECSClient({ ...settings, maxAttempts: 1 })

  async function describeServices(services: string[]): Promise<{ services: Service[]; missing: string[] }> {
    const answer = await client.send(new DescribeServicesCommand({ cluster, services }))
    const missing = checked(failures, answer.failures, 'DescribeServices')
    return {
      services: checked(Joi.array().items(service).required(), answer.services, 'DescribeServices'),
      missing: missing.map(({ reason }: { reason?: string }) => reason ?? 'unknown'),
    }
  }

  async function tasks(filter: {
    family?: string
    serviceName?: string
    desiredStatus: 'RUNNING' | 'STOPPED'
  }) {
    const found: Task[] = []
    for await (const page of paginateListTasks({ client }, { cluster, ...filter })) {
      const ids = checked(arns, page.taskArns, 'ListTasks')
      if (ids.length > 0) found.push(...(await describeTasks(ids)))
    }
    return found
  }

  async function describeTasks(ids: string[]): Promise<Task[]> {
    const answer = await client.send(new DescribeTasksCommand({ cluster, tasks: ids }))
    return checked(Joi.array().items(task).required(), answer.tasks, 'DescribeTasks')
  }

  return {
    /** Undefined where there is none of this name. */
    async service(): Promise<Service | undefined> {
      return (await describeServices([name])).services[0]
    },

    /** The registered revisions of exactly this family, the newest first. */
    async revisions(family: string): Promise<string[]> {
      const found: string[] = []
      const filter = { familyPrefix: family, status: 'ACTIVE', sort: 'DESC' } as const
      for await (const page of paginateListTaskDefinitions({ client }, filter))
        found.push(...checked(arns, page.taskDefinitionArns, 'ListTaskDefinitions'))
      return found.filter(revision => familyOf(revision) === family)
    },

    async definition(arn: string): Promise<Definition> {
      const asked = { taskDefinition: arn, include: ['TAGS' as const] }
      const { taskDefinition, tags } = await client.send(new DescribeTaskDefinitionCommand(asked))
      const shape = Joi.object({
        family: Joi.string().required(),
        containerDefinitions: Joi.array().required(),
      })
      checked(shape.unknown().required(), taskDefinition, 'DescribeTaskDefinition')
      return asRegistered(taskDefinition ?? {}, tags ?? [])
    },

    /** Every revision that a service of the cluster or a task of the family holds on to. */
    async inUse(family: string): Promise<Set<string>> {
      const used = new Set<string>()
      // As many to a page as can be described at once.
      for await (const page of paginateListServices({ client }, { cluster, maxResults: 10 })) {
        const ten = checked(arns, page.serviceArns, 'ListServices')
        const services = ten.length > 0 ? (await describeServices(ten)).services : []
        for (const revision of services.flatMap(revisionsOf)) used.add(revision)
      }
      const [running, stopping] = [
        await tasks({ family, desiredStatus: 'RUNNING' }),
        await tasks({ family, desiredStatus: 'STOPPED' }),
      ]
      for (const { taskDefinitionArn, lastStatus } of [...running, ...stopping])
        if (lastStatus !== 'STOPPED') used.add(taskDefinitionArn)
      return used
    },

    async deregister(arn: string): Promise<void> {
      await client.send(new DeregisterTaskDefinitionCommand({ taskDefinition: arn }))
    },

    async register({ tags, ...definition }: Definition): Promise<string> {
      // An empty list of tags is refused.
      const input = { ...definition, ...(tags?.length && { tags }) }
      const answer = await once.send(new RegisterTaskDefinitionCommand(input))
      const arn = answer.taskDefinition?.taskDefinitionArn
      return checked(Joi.string().pattern(/^arn:/).required(), arn, 'RegisterTaskDefinition')
    },

    async update(taskDefinition: string, force: boolean): Promise<Service> {
      const input = { cluster, service: name, taskDefinition, ...(force && { forceNewDeployment: true }) }
      const answer = await once.send(new UpdateServiceCommand(input))
      return checked(service.required(), answer.service, 'UpdateService')
    },

    /** Where the service's own tasks run. */
    async runTask(definition: string, container: string, command: string[], tag: string): Promise<Task> {
      const at = await describeServices([name])
      const { launchType, capacityProviderStrategy, networkConfiguration, platformVersion } =
        at.services[0] ?? {}
      const place = capacityProviderStrategy?.length
        ? { capacityProviderStrategy }
        : launchType && { launchType }
      const answer = await client.send(
        new RunTaskCommand({
          cluster,
          taskDefinition: definition,
          count: 1,
          startedBy: `migrate-${tag}`.slice(0, 36),
          clientToken: randomUUID(),
          overrides: { containerOverrides: [{ name: container, command }] },
          ...place,
          ...(networkConfiguration && { networkConfiguration }),
          ...(platformVersion && { platformVersion }),
        }),
      )
      const refused = checked(failures, answer.failures, 'RunTask')
      if (refused.length > 0) throw new Error(`ECS could not start the task: ${refused[0].reason}`)
      return checked(task.required(), answer.tasks?.[0], 'RunTask')
    },

    describeTasks,

    /** The stopped tasks of one deployment, which ECS remembers for an hour or so. */
    async stoppedTasks(deployment: string): Promise<Task[]> {
      const stopped = await tasks({ serviceName: name, desiredStatus: 'STOPPED' })
      return stopped.filter(
        ({ startedBy, lastStatus }) => startedBy === deployment && lastStatus === 'STOPPED',
      )
    },

    /** Asks ECS to undo what it is rolling out; false where nothing is. */
    async stopDeployment(): Promise<boolean> {
      const asked = { cluster, service: name, status: ['PENDING' as const, 'IN_PROGRESS' as const] }
      const { serviceDeployments = [] } = await client.send(new ListServiceDeploymentsCommand(asked))
      const serviceDeploymentArn = serviceDeployments[0]?.serviceDeploymentArn
      if (!serviceDeploymentArn) return false
      await client.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' }))
      return true
    },
  }
}

/** arn:aws:ecs:region:account:task-definition/family:revision */
export const shortName = (arn: string): string => arn.split('/').at(-1) ?? arn

const familyOf = (arn: string): string => shortName(arn).split(':')[0] ?? ''

const revisionsOf = ({ taskDefinition, deployments, taskSets }: Service): string[] => [
  taskDefinition,
  ...deployments.map(deployment => deployment.taskDefinition),
  ...taskSets.map(set => set.taskDefinition),
]
