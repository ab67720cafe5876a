import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { register } from './help/ecs/definitions.ts'
import { beginDeployment } from './help/ecs/rollout.ts'
import { aDefinition, type Stage, setStage } from './help/ecs/stage.ts'

let stage: Stage

beforeEach(async () => {
  stage = await setStage()
})

afterEach(async () => {
  expect(stage.ecs.calls.filter(call => !/^(Describe|List)/.test(call))).toEqual([])
  expect(stage.registry.tags.size).toBe(0)
  await stage.stop()
})

describe('arguments', () => {
  it('are explained by --help', async () => {
    const { code, output } = await stage.deploy(['--help'])
    expect(code).toBe(0)
    expect(output).toMatch(/--keep N/)
  })

  it('must be known', async () => {
    const { code, output } = await stage.deploy(['--pigs'])
    expect(code).toBe(2)
    expect(output).toMatch(/--pigs.*\n--help tells/)
  })

  it('must say which container is built here, where the definition does not', async () => {
    const { code, output } = await stage.deploy([], { env: { DEPLOY_IMAGES: '' } })
    expect(code).toBe(2)
    expect(output).toMatch(/Say which container runs what is built here/)
  })
})

describe('before anything is changed, a deploy refuses', () => {
  it('what is not committed', async () => {
    stage.write('notes.txt', 'not committed')
    const { code, output } = await stage.deploy()
    expect(code).toBe(3)
    expect(output).toMatch(/not committed:\n.*notes\.txt/)
  })

  it('a definition with a member that ECS does not know', async () => {
    stage.write('task-definition.json', JSON.stringify({ ...aDefinition('x'), cpus: 1 }))
    const { code, output } = await stage.deploy(['--allow-dirty'])
    expect(code).toBe(3)
    expect(output).toMatch(/cpus is not known/)
  })

  it('a service that is not there', async () => {
    const { code, output } = await stage.deploy(['--service', 'piano'])
    expect(code).toBe(3)
    expect(output).toMatch(/stage has no service piano/)
  })

  it('a cluster that is not there', async () => {
    const { code, output } = await stage.deploy(['--cluster', 'piano'])
    expect(code).toBe(3)
    expect(output).toMatch(/Cluster not found\.\nLook at --cluster and --region/)
  })

  it('a service that is going away', async () => {
    stage.service.status = 'INACTIVE'
    const { code, output } = await stage.deploy()
    expect(code).toBe(3)
    expect(output).toMatch(/is INACTIVE/)
  })

  it('one task of which at least half must run and at most one may: 50 % of one is one', async () => {
    Object.assign(stage.service, { desired: 1, minimum: 50, maximum: 100 })
    const { code, output } = await stage.deploy()
    expect(code).toBe(3)
    expect(output).toMatch(/There is no room to roll/)
    expect(output).toMatch(/minimumHealthyPercent below 100 does not help/)
  })

  it('while another deployment is in progress', async () => {
    register(stage.world, aDefinition('public/other:1'))
    stage.world.capacity = 2
    beginDeployment(stage.world, stage.service, stage.world.definitions.at(-1)?.arn ?? '', 'in progress')
    const { code, output } = await stage.deploy()
    expect(code).toBe(75)
    expect(output).toMatch(/Another deployment, ecs-svc\/\w+ of muzhack:2, is in progress/)
  })

  it('what the role may not look at, and says which permission it needs', async () => {
    stage.ecs.faults.push({ call: 'DescribeServices', is: 'denied' })
    const { code, output } = await stage.deploy()
    expect(code).toBe(3)
    expect(output).toMatch(/not authorized to perform: ecs:DescribeServices\nThe role that deploys needs/)
  })

  it('where nobody answers', async () => {
    const { code, output } = await stage.deploy([], { env: { AWS_ENDPOINT_URL_ECS: 'http://127.0.0.1:9' } })
    expect(code).toBe(3)
    expect(output).toMatch(/Nobody answers there/)
  })

  it('where the registry is not reached', async () => {
    const { code, output } = await stage.deploy(['--image', 'muzhack=127.0.0.1:9/muzhack'])
    expect(code).toBe(3)
    expect(output).toMatch(/The registry at 127\.0\.0\.1:9 cannot be reached/)
  })

  it('where the registry does not know the login', async () => {
    stage.registry.password = 'another'
    const { code, output } = await stage.deploy()
    expect(code).toBe(3)
    expect(output).toMatch(/docker login is needed/)
  })
})
