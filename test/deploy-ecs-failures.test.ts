import { afterEach, describe, expect, it } from 'vitest'
import { register } from './help/ecs/definitions.ts'
import { beginDeployment } from './help/ecs/rollout.ts'
import { aDefinition, type Stage, setStage } from './help/ecs/stage.ts'
import type { FakeService } from './help/ecs/world.ts'

let stage: Stage

afterEach(() => stage.stop())

const countOf = (call: string) => stage.ecs.calls.filter(each => each === call).length
const isActive = (number: number) => stage.world.definitions[number - 1]?.isActive

/** Every task of what is built here ends at once. */
async function setCrashingStage(changes: Partial<FakeService> = {}) {
  stage = await setStage(changes)
  stage.world.crashes = ({ containerDefinitions }) =>
    containerDefinitions?.some(({ image }) => image?.includes('@sha256:')) ?? false
}

describe('a deployment that fails', () => {
  it('is rolled back by the circuit breaker, and told with the reasons of its tasks', async () => {
    await setCrashingStage()
    const { code, output } = await stage.deploy()
    expect(code).toBe(4)
    expect(output).toMatch(/stopped: .*Essential container in task exited; muzhack exit code 1/)
    expect(output).toMatch(/failed: ECS deployment circuit breaker/)
    expect(output).toMatch(/Rolled back: the service runs muzhack:1 as before/)
    expect(stage.runs()).toBe('muzhack:1')
    expect([isActive(1), isActive(2)]).toEqual([true, false])
    expect(countOf('UpdateService')).toBe(1)
  })

  it('is rolled back by us where the circuit breaker does not', async () => {
    await setCrashingStage({ breaker: { enable: true, rollback: false } })
    const { code, output } = await stage.deploy()
    expect(code).toBe(4)
    expect(output).toMatch(/Told the service to go back to muzhack:1/)
    expect(stage.runs()).toBe('muzhack:1')
  })

  it('is noticed and stopped by us where the circuit breaker is off', async () => {
    await setCrashingStage({ breaker: { enable: false, rollback: false } })
    const { code, output } = await stage.deploy()
    expect(code).toBe(4)
    expect(output).toMatch(/The deployment circuit breaker is off/)
    expect(output).toMatch(/Asked ECS to go back to muzhack:1/)
    expect(stage.runs()).toBe('muzhack:1')
  })

  it('is left as it is with --no-rollback', async () => {
    await setCrashingStage({ breaker: { enable: true, rollback: false } })
    const { code, output } = await stage.deploy(['--no-rollback'])
    expect(code).toBe(5)
    expect(output).toMatch(/update-service .* --task-definition muzhack:1/)
    expect(stage.service.deployments[0]?.rolloutState).toBe('FAILED')
    expect(isActive(2)).toBe(true)
  })

  it('cannot be rolled back where somebody has taken the definition before it away', async () => {
    await setCrashingStage({ breaker: { enable: true, rollback: false } })
    stage.ecs.after = call => {
      if (call === 'UpdateService') Object.assign(stage.world.definitions[0] ?? {}, { isActive: false })
    }
    const { code, output } = await stage.deploy()
    expect(code).toBe(5)
    expect(output).toMatch(/It could not be rolled back: TaskDefinition is inactive/)
  })

  it('cannot be rolled back where the definition before it is the same', async () => {
    stage = await setStage({ breaker: { enable: true, rollback: false } })
    await stage.deploy()
    stage.world.crashes = () => true
    const { code, output } = await stage.deploy(['--force'])
    expect(code).toBe(5)
    expect(output).toMatch(/There is nothing to go back to/)
    expect(isActive(2)).toBe(true)
  })

  it('is deployed again by the next run, which finds it failed', async () => {
    await setCrashingStage({ breaker: { enable: true, rollback: false } })
    await stage.deploy(['--no-rollback'])
    stage.world.crashes = () => false
    const { code } = await stage.deploy()
    expect(code).toBe(0)
    expect(stage.runs()).toBe('muzhack:2')
    expect(countOf('RegisterTaskDefinition')).toBe(1)
  })

  it('is one whose image is missing, and says which', async () => {
    stage = await setStage()
    const definition = aDefinition()
    definition.containerDefinitions?.push({ name: 'proxy', image: 'gone/proxy:1' })
    stage.commit(definition)
    const { code, output } = await stage.deploy()
    expect(code).toBe(4)
    expect(output).toMatch(/CannotPullContainerError: gone\/proxy:1: not found/)
    expect(stage.runs()).toBe('muzhack:1')
  })
})

describe('a deployment that does not end', () => {
  it('is left to ECS after the time, and waited for by the next run', async () => {
    stage = await setStage()
    stage.world.capacity = 2
    const first = await stage.deploy(['--timeout', '300ms'])
    expect(first.code).toBe(6)
    expect(first.output).toMatch(/unable to place a task/)
    expect(first.output).toMatch(/Run the same command again to wait on/)

    stage.world.capacity = 10
    const second = await stage.deploy()
    expect(second.code).toBe(0)
    expect(second.output).toMatch(/muzhack:2 is being rolled out already/)
    expect(stage.runs()).toBe('muzhack:2')
    expect(countOf('UpdateService')).toBe(1)
  })

  it('may be interrupted: ECS goes on', async () => {
    stage = await setStage()
    const { code, output } = await stage.deploy([], {
      onStart: deploy => {
        stage.ecs.after = call => {
          if (call === 'DescribeServices' && countOf('UpdateService') === 1) deploy.kill('SIGINT')
        }
      },
    })
    expect(code).toBe(130)
    expect(output).toMatch(/Interrupted\. ECS goes on with the deployment by itself/)
  })

  it('is given up where somebody else deploys meanwhile', async () => {
    stage = await setStage()
    register(stage.world, { ...aDefinition('public/other:1'), memory: '256' })
    stage.ecs.after = (call, nth) => {
      if (call !== 'DescribeServices' || countOf('UpdateService') === 0 || nth % 2) return
      stage.ecs.after = () => undefined
      beginDeployment(stage.world, stage.service, stage.world.definitions[1]?.arn ?? '', 'in progress')
    }
    const { code, output } = await stage.deploy()
    expect(code).toBe(75)
    expect(output).toMatch(/Superseded: the deployment ecs-svc\/\w+ of muzhack:2/)
    expect(isActive(3)).toBe(true)
  })

  it('takes its place with --force', async () => {
    stage = await setStage()
    stage.world.capacity = 2
    await stage.deploy(['--timeout', '200ms'])
    stage.world.capacity = 10
    stage.commit({ ...aDefinition(), memory: '256' })
    const { code } = await stage.deploy(['--force'])
    expect(code).toBe(0)
    expect(stage.runs()).toBe('muzhack:3')
  })
})

describe('other services', () => {
  it('behind a Classic load balancer, without a rollout state, are waited for too', async () => {
    stage = await setStage({ classic: true })
    const { code } = await stage.deploy()
    expect(code).toBe(0)
    expect(stage.runs()).toBe('muzhack:2')
  })

  it('that go from blue to green are waited for until green has stood the test', async () => {
    stage = await setStage({ strategy: 'BLUE_GREEN', minimum: 100, maximum: 100 })
    const { code } = await stage.deploy()
    expect(code).toBe(0)
    expect(stage.runs()).toBe('muzhack:2')
  })

  it('that go from blue to green and crash are rolled back', async () => {
    await setCrashingStage({ strategy: 'BLUE_GREEN' })
    const { code } = await stage.deploy()
    expect(code).toBe(4)
    expect(stage.runs()).toBe('muzhack:1')
  })
})
