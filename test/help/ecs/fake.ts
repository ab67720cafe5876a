import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import * as ecs from '@aws-sdk/client-ecs'
import { misfits } from '../../../scripts/ecs/schema.ts'
import { deregister, describeDefinition, listDefinitions, register } from './definitions.ts'
import { Refusal } from './refusal.ts'
import * as calls from './services.ts'
import { violations, type World } from './world.ts'

/**
 * A stand-in of ours for Amazon ECS, outside the house: its JSON 1.1 wire on loopback, for the calls that a deploy
 * makes, each request and answer held against the schemas that the SDK exports. It does not know signatures (only that
 * there is one), roles and conditions, load balancers and health checks, placement, Service Connect, traffic shifting
 * by steps, how long anything really takes, nor any limit of AWS but those named in its files.
 */
export type FakeEcs = {
  url: string
  world: World
  /** The name of every call so far. */
  calls: string[]
  faults: Fault[]
  /** Is told of each call that took effect, before it is answered. */
  after: (call: string, nth: number) => void | Promise<void>
  /** Calls that left a revision deregistered which is in use: there must be none. */
  violations: string[]
  stop(): Promise<void>
}

/** What goes wrong with the next call of this name: before it takes effect, or after. */
export type Fault = { call: string; is: 'throttled' | 'denied' | 'broken' | 'broken-after' | 'lost-after' }

const answers: Record<string, (world: World, input: never) => object> = {
  RegisterTaskDefinition: register,
  DescribeTaskDefinition: describeDefinition,
  DeregisterTaskDefinition: deregister,
  ListTaskDefinitions: listDefinitions,
  DescribeServices: calls.describeServices,
  UpdateService: calls.updateService,
  ListServices: calls.listServices,
  ListTasks: calls.listTasks,
  DescribeTasks: calls.describeTasks,
  RunTask: calls.runTask,
  ListServiceDeployments: calls.listServiceDeployments,
  StopServiceDeployment: calls.stopServiceDeployment,
}

export async function fakeEcs(world: World): Promise<FakeEcs> {
  const server = createServer((request, response) => void handle(fake, request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const fake: FakeEcs = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    world,
    calls: [],
    faults: [],
    after: () => undefined,
    violations: [],
    async stop() {
      server.closeAllConnections()
      server.close()
    },
  }
  return fake
}

async function handle(fake: FakeEcs, request: IncomingMessage, response: ServerResponse) {
  const call = String(request.headers['x-amz-target']).replace('AmazonEC2ContainerServiceV20141113.', '')
  const input = JSON.parse(await text(request)) as object
  try {
    const output = await answer(fake, call, input, request)
    send(response, 200, output)
  } catch (error) {
    if (error instanceof Lost) response.destroy()
    else if (error instanceof Refusal)
      send(response, error.status, { __type: error.code, message: error.message })
    else
      send(response, 400, {
        __type: 'ClientException',
        message: `the stand-in itself failed: ${String(error)}`,
      })
  }
}

class Lost extends Error {}

async function answer(
  fake: FakeEcs,
  call: string,
  input: object,
  { headers }: IncomingMessage,
): Promise<object> {
  fake.calls.push(call)
  const act = answers[call]
  if (!act) throw new Error(`${call} is not known`)
  if (!headers.authorization?.startsWith('AWS4-HMAC-SHA256 '))
    throw new Refusal('MissingAuthenticationTokenException', 'Request is missing a signature')
  const fault = takeFault(fake, call)
  if (fault?.is === 'throttled') throw new Refusal('ThrottlingException', 'Rate exceeded')
  if (fault?.is === 'denied')
    throw new Refusal('AccessDeniedException', `User is not authorized to perform: ecs:${call}`)
  if (fault?.is === 'broken') throw broken()
  mustFit(call, 'Request', input)
  const output = act(fake.world, input as never)
  mustFit(call, 'Response', output)
  fake.violations.push(...violations(fake.world).map(arn => `${call}: ${arn}`))
  await fake.after(call, fake.calls.filter(each => each === call).length)
  if (fault?.is === 'broken-after') throw broken()
  if (fault?.is === 'lost-after') throw new Lost()
  return output
}

const broken = () => new Refusal('ServerException', 'Service Unavailable. Please try again later.', 500)

function takeFault({ faults }: FakeEcs, call: string): Fault | undefined {
  const index = faults.findIndex(fault => fault.call === call)
  return index === -1 ? undefined : faults.splice(index, 1)[0]
}

function mustFit(call: string, side: 'Request' | 'Response', value: object) {
  const schema = (ecs as unknown as Record<string, unknown>)[`${call}${side}$`]
  const problems = misfits(schema, JSON.parse(JSON.stringify(value)))
  if (problems.length > 0) throw new Refusal('ClientException', `${call}${side}: ${problems.join(', ')}`)
}

function send(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
  })
  response.end(JSON.stringify(body))
}
