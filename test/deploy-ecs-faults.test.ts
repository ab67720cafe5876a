import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from './help/ecs/fake.ts'
import { beginDeployment } from './help/ecs/rollout.ts'
import { aDefinition, type Stage, setStage } from './help/ecs/stage.ts'

let stage: Stage

beforeEach(async () => {
  stage = await setStage()
})

afterEach(() => stage.stop())

const countOf = (call: string) => stage.ecs.calls.filter(each => each === call).length
const fail = (call: string, is: Fault['is'], times = 1) =>
  stage.ecs.faults.push(...Array.from({ length: times }, () => ({ call, is })))

describe('AWS that answers badly', () => {
  it.each(['throttled', 'broken', 'broken-after'] as const)(
    'when it registers (%s) leaves one revision',
    async is => {
      fail('RegisterTaskDefinition', is)
      const { code } = await stage.deploy()
      expect(code).toBe(0)
      expect(stage.world.definitions).toHaveLength(2)
      expect(stage.runs()).toBe('muzhack:2')
    },
  )

  it.each(['broken-after', 'lost-after'] as const)(
    'when it updates the service (%s) leaves one deployment',
    async is => {
      fail('UpdateService', is)
      const { code, output } = await stage.deploy()
      expect(code).toBe(0)
      expect(stage.runs()).toBe('muzhack:2')
      expect(output.match(/has reached a steady state/g)).toHaveLength(1)
    },
  )

  it('without an end is told, with what is left behind', async () => {
    fail('RegisterTaskDefinition', 'throttled', 9)
    const { code, output } = await stage.deploy()
    expect(code).toBe(5)
    expect(output).toMatch(/Rate exceeded\nAWS takes fewer calls a second than came/)
    expect(output).toMatch(/The service was not changed/)
    expect(countOf('RegisterTaskDefinition')).toBe(5)
  })

  it('while a deployment is waited for is waited out', async () => {
    stage.ecs.after = call => {
      if (call === 'UpdateService') fail('DescribeServices', 'broken', 5)
    }
    const { code, output } = await stage.deploy()
    expect(code).toBe(0)
    expect(output).toMatch(/Could not look, and will again/)
  })

  it('with a no stops the deploy before the service is touched', async () => {
    fail('UpdateService', 'denied')
    const { code, output } = await stage.deploy()
    expect(code).toBe(5)
    expect(output).toMatch(/not authorized to perform: ecs:UpdateService/)
    expect(stage.runs()).toBe('muzhack:1')
  })
})

describe('somebody else who deploys', () => {
  it('while we build is left alone', async () => {
    stage.registry.after = () => {
      beginDeployment(stage.world, stage.service, stage.service.lastGood, 'somebody else')
    }
    const { code, output } = await stage.deploy()
    expect(code).toBe(75)
    expect(output).toMatch(/Somebody else has begun the deployment ecs-svc/)
    expect(countOf('UpdateService')).toBe(0)
  })
})

describe('a migration', () => {
  it('is a task of the new definition, which ends before the service is updated', async () => {
    const { code } = await stage.deploy(['--migrate'])
    expect(code).toBe(0)
    const migration = stage.world.tasks.find(({ service }) => service === undefined)
    expect(migration).toMatchObject({
      status: 'STOPPED',
      exitCode: 0,
      definition: expect.stringMatching(/:2$/),
    })
    expect(stage.ecs.calls.indexOf('RunTask')).toBeLessThan(stage.ecs.calls.indexOf('UpdateService'))
  })

  it.each([
    [1, /ended with exit code 1/],
    [undefined, /ended without an exit code/],
  ])('that ends with exit code %j stops the deploy', async (exitCode, words) => {
    stage.world.migration = exitCode
    const { code, output } = await stage.deploy(['--migrate'])
    expect(code).toBe(5)
    expect(output).toMatch(words)
    expect(countOf('UpdateService')).toBe(0)
    expect(stage.runs()).toBe('muzhack:1')
    expect(stage.world.definitions.map(({ isActive }) => isActive)).toEqual([true, false])
  })
})

describe('what is built', () => {
  it('comes from the commit, or from the work tree with --allow-dirty, under a name of its own', async () => {
    stage.write('notes.txt', 'not committed')
    const first = await stage.deploy(['--allow-dirty'])
    stage.write('notes.txt', 'changed since')
    const second = await stage.deploy(['--allow-dirty'])
    expect([first.code, second.code]).toEqual([0, 0])
    expect(second.output).toMatch(/\w{12}-dirty-\w{12} for the service/)
    expect(new Set(stage.registry.tags.values()).size).toBe(2)
  })

  it('that fails to build stops the deploy', async () => {
    stage.write('Dockerfile', 'FROM scratch\nRUN exit 1')
    stage.commit()
    const { code, output } = await stage.deploy()
    expect(code).toBe(5)
    expect(output).toMatch(/docker build failed\nNothing in ECS was changed/)
    expect(countOf('RegisterTaskDefinition')).toBe(0)
  })

  it('is for the architecture of the definition, and takes what comes after --', async () => {
    const definition = aDefinition()
    stage.commit({ ...definition, runtimePlatform: { cpuArchitecture: 'ARM64' } })
    const { code } = await stage.deploy(['--', '--network', 'host'])
    expect(code).toBe(0)
    expect(stage.dockerCalls().join()).toMatch(/build .*--platform linux\/arm64 --network host -/)
  })

  it('is for Intel on Fargate, where the definition does not say', async () => {
    stage.commit({
      ...aDefinition(),
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      networkMode: 'awsvpc',
    })
    const { code } = await stage.deploy([], { env: { STAND_IN_ARCHITECTURE: 'arm64' } })
    expect(code).toBe(0)
    expect(stage.dockerCalls().join()).toMatch(/build .*--platform linux\/amd64 -/)
  })

  it('goes to Amazon ECR by a fresh login, whose password is no argument', async () => {
    const host = '123456789012.dkr.ecr.eu-central-1.amazonaws.com'
    const { code } = await stage.deploy(['--image', `muzhack=${host}/muzhack`])
    expect(code).toBe(0)
    expect(stage.dockerCalls()).toContain(`login --username AWS --password-stdin ${host}`)
    expect(stage.world.definitions.at(-1)?.definition.containerDefinitions?.[0]?.image).toMatch(
      new RegExp(`^${host}/muzhack@sha256:`),
    )
  })

  it('goes to registries that ask for a token first', async () => {
    stage.registry.bearer = true
    const { code } = await stage.deploy()
    expect(code).toBe(0)
  })
})
