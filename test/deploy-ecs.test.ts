import { afterEach, describe, expect, it } from 'vitest'
import { register } from './help/ecs/definitions.ts'
import { startTask } from './help/ecs/rollout.ts'
import { aDefinition, type Stage, setStage } from './help/ecs/stage.ts'

let stage: Stage

afterEach(() => stage.stop())

const active = () =>
  stage.world.definitions
    .filter(({ isActive }) => isActive)
    .map(({ definition }) => `${definition.family}:${definition.revision}`)
const newest = () => stage.world.definitions.at(-1)?.definition

describe('a deploy', () => {
  it('builds, pushes, registers and rolls out what is committed', async () => {
    stage = await setStage()
    const { code, output } = await stage.deploy()
    expect(output).toMatch(/Deployed: muzhack:2 runs/)
    expect(code).toBe(0)
    expect(stage.runs()).toBe('muzhack:2')
    const [digest] = stage.registry.tags.values()
    expect(newest()?.containerDefinitions?.[0]?.image).toBe(`${stage.registry.host}/muzhack@${digest}`)
  })

  it('does nothing where the commit runs already', async () => {
    stage = await setStage()
    await stage.deploy()
    const before = stage.dockerCalls().length
    const { code, output } = await stage.deploy()
    expect(code).toBe(0)
    expect(output).toMatch(/Deployed already: muzhack:2/)
    expect(active()).toEqual(['muzhack:1', 'muzhack:2'])
    expect(stage.dockerCalls()).toHaveLength(before)
    expect(stage.ecs.calls.filter(call => call === 'UpdateService')).toHaveLength(1)
  })

  it('deploys it once more where --force asks', async () => {
    stage = await setStage()
    await stage.deploy()
    const { code } = await stage.deploy(['--force'])
    expect(code).toBe(0)
    expect(active()).toEqual(['muzhack:1', 'muzhack:2'])
    expect(stage.ecs.calls.filter(call => call === 'UpdateService')).toHaveLength(2)
  })

  it('shows what changes before it changes anything, but no value of the environment; tags are kept', async () => {
    stage = await setStage()
    stage.world.definitions[0]?.tags.push(
      { key: 'made-by', value: 'Ada' },
      { key: 'aws:made-by', value: 'AWS' },
    )
    const definition = aDefinition()
    definition.containerDefinitions?.[0]?.environment?.splice(0, 1, {
      name: 'DATABASE_URL',
      value: 'changed',
    })
    stage.commit({ ...definition, memory: '1024', tags: [{ key: 'team', value: 'music' }] })
    const { output } = await stage.deploy()
    expect(output).toMatch(/~ memory: "512" → "1024"/)
    expect(output).toMatch(/~ containerDefinitions muzhack environment DATABASE_URL value: another value/)
    expect(output).toMatch(/\+ tags team value: "music"/)
    expect(stage.world.definitions.at(-1)?.tags).toEqual([
      { key: 'team', value: 'music' },
      { key: 'made-by', value: 'Ada' },
    ])
    expect(output.indexOf('another value')).toBeLessThan(output.indexOf('1. Building'))
  })

  it('only reads with --dry-run', async () => {
    stage = await setStage({}, 8)
    const { code, output } = await stage.deploy(['--dry-run'])
    expect(code).toBe(0)
    expect(output).toMatch(/to be built and pushed/)
    expect(output).toMatch(/deregister muzhack:3, muzhack:2, muzhack:1/)
    expect(stage.ecs.calls.filter(call => !/^(Describe|List)/.test(call))).toEqual([])
    expect(stage.dockerCalls()).toEqual(['version --format {{.Server.Arch}}'])
    expect(stage.registry.tags.size).toBe(0)
  })

  it('tells an object a line with --json', async () => {
    stage = await setStage()
    const { code, lines } = await stage.deploy(['--json'])
    expect(code).toBe(0)
    expect(lines.at(0)).toMatchObject({ kind: 'step', tag: expect.stringMatching(/^[0-9a-f]{12}$/) })
    expect(lines.at(-1)).toMatchObject({ kind: 'done', definition: expect.stringMatching(/muzhack:2$/) })
  })

  it('leaves containers alone that are not built here', async () => {
    stage = await setStage()
    const definition = aDefinition(`${stage.registry.host}/muzhack:GIT_REVISION`)
    const sidecar = { name: 'proxy', image: 'public/proxy:3', essential: false, user: '101' }
    definition.containerDefinitions?.push(sidecar)
    stage.commit(definition)
    const { code } = await stage.deploy([], { env: { DEPLOY_IMAGES: '' } })
    expect(code).toBe(0)
    expect(newest()?.containerDefinitions?.[0]?.image).toMatch(/muzhack@sha256:/)
    expect(newest()?.containerDefinitions?.[1]).toMatchObject(sidecar)
    expect(newest()?.containerDefinitions?.[1]).not.toHaveProperty('dockerLabels')
  })
})

describe('old definitions', () => {
  it('are deregistered but for the newest five', async () => {
    stage = await setStage({}, 8)
    const { code } = await stage.deploy()
    expect(code).toBe(0)
    expect(active()).toEqual(['muzhack:4', 'muzhack:5', 'muzhack:6', 'muzhack:7', 'muzhack:8', 'muzhack:9'])
  })

  it('stay where anything uses them, with --keep 0 too', async () => {
    stage = await setStage({}, 5)
    const [first, second] = stage.world.definitions
    register(stage.world, { ...aDefinition('public/worker:1'), family: 'muzhack-worker' })
    stage.world.services.push({
      ...stage.service,
      name: 'beside',
      deployments: [],
      lastGood: first?.arn ?? '',
    })
    stage.world.services.push({ ...stage.service, name: 'another', deployments: [] })
    stage.world.services[1]?.deployments.push({
      ...(stage.service.deployments[0] as NonNullable<(typeof stage.service.deployments)[0]>),
      id: 'ecs-svc/beside',
      taskDefinition: first?.arn ?? '',
    })
    startTask(stage.world, second?.arn ?? '', 'somebody', 'beside')
    const { code } = await stage.deploy(['--keep', '0'])
    expect(code).toBe(0)
    expect(active()).toEqual(['muzhack:1', 'muzhack:2', 'muzhack:5', 'muzhack-worker:1', 'muzhack:6'])
  })

  it('stop nothing where they cannot be deregistered', async () => {
    stage = await setStage({}, 3)
    stage.ecs.faults.push({ call: 'DeregisterTaskDefinition', is: 'denied' })
    const { code, output } = await stage.deploy(['--keep', '1'])
    expect(code).toBe(0)
    expect(output).toMatch(/warning: Old definitions stay registered: .*DeregisterTaskDefinition/)
    expect(stage.runs()).toBe('muzhack:4')
  })
})
