import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { tick } from './help/ecs/rollout.ts'
import { type Stage, setStage } from './help/ecs/stage.ts'

let stage: Stage

afterEach(() => stage.stop())

const args = ['--keep', '2', '--migrate']
const countOf = (call: string) => stage.ecs.calls.filter(each => each === call).length
const active = () =>
  stage.world.definitions.filter(({ isActive }) => isActive).map(({ definition }) => definition.revision)

/** Dies of SIGKILL once this call has taken effect, before it is answered. */
async function killAfter(call: string, isTime: () => boolean = () => true, given = args) {
  const { code } = await stage.deploy(given, {
    onStart: deploy => {
      stage.ecs.after = async each => {
        if (each === call && isTime()) await kill(deploy)
      }
    },
  })
  expect(code).toBe(null)
  stage.ecs.after = () => undefined
}

async function kill(deploy: ChildProcess) {
  if (deploy.signalCode) return
  deploy.kill('SIGKILL')
  await once(deploy, 'exit')
}

/** Run again, it ends as if nothing had happened: one revision more, of which all tasks are. */
async function endsWell() {
  const { code, output } = await stage.deploy(args)
  expect(output).toMatch(/Deployed( already)?: muzhack:5/)
  expect(code).toBe(0)
  expect(stage.runs()).toBe('muzhack:5')
  expect(stage.registry.tags.size).toBe(1)
  expect(countOf('RegisterTaskDefinition')).toBe(1)
  expect(active().length).toBeLessThan(4)
}

describe('a deploy that is killed and run again ends well', () => {
  it.each(['build', 'push'])('after docker %s', async verb => {
    stage = await setStage({}, 4)
    const { code } = await stage.deploy(args, { env: { STAND_IN_DOCKER_KILLS: verb } })
    expect(code).toBe(null)
    await endsWell()
  })

  it.each([
    'DescribeServices',
    'DeregisterTaskDefinition',
    'RegisterTaskDefinition',
    'RunTask',
    'UpdateService',
  ])('after %s', async call => {
    stage = await setStage({}, 4)
    await killAfter(call)
    await endsWell()
  })

  it('while it waits for the migration', async () => {
    stage = await setStage({}, 4)
    await killAfter('DescribeTasks', () => countOf('RunTask') === 1)
    await endsWell()
  })

  it('while it waits for the deployment', async () => {
    stage = await setStage({}, 4)
    await killAfter('DescribeServices', () => countOf('UpdateService') === 1)
    await endsWell()
    expect(countOf('UpdateService')).toBe(1)
  })

  it('while what fails is rolled back', async () => {
    stage = await setStage({ breaker: { enable: true, rollback: false } }, 4)
    stage.world.crashes = ({ revision }) => revision === 5
    await killAfter('UpdateService', () => countOf('UpdateService') === 2, [])
    expect((await stage.deploy()).code).toBe(75)
    for (let turns = 0; turns < 5; turns++) tick(stage.world)
    expect(stage.runs()).toBe('muzhack:4')
    expect((await stage.deploy()).code).toBe(4)
    expect(stage.runs()).toBe('muzhack:4')
  })
})
