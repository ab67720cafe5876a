import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { type Around, openAround } from '../help/engine/around.ts'
import { describeOnEngine, theBench } from '../help/engine/bench.ts'
import { type Cluster, startCluster } from '../help/engine/cluster.ts'
import type { Container } from '../help/engine/containers.ts'
import { type Deployer, deployerOf } from '../help/engine/deploy.ts'
import { docker } from '../help/engine/docker.ts'
import { signUpAt } from '../help/engine/member.ts'
import { type Answered, postSlowly } from '../help/engine/slow-post.ts'

describeOnEngine('a deploy of the image to containers', () => {
  let around: Around
  let cluster: Cluster
  let deployer: Deployer
  let revision: string

  beforeAll(async () => {
    around = await openAround()
    cluster = await startCluster(theBench(), around)
    deployer = deployerOf(theBench(), cluster)
  })

  afterAll(async () => {
    deployer.remove()
    await cluster.stop()
    await around.stop()
  })

  const only = (): Container => {
    const [container, ...more] = cluster.running()
    if (!container || more.length > 0) throw new Error(`${more.length + 1} containers run, or none`)
    return container
  }
  const image = () => cluster.ecs.world.definitions.at(-1)?.definition.containerDefinitions?.[0]?.image ?? ''

  it('builds what is committed, pushes it, and runs it by the digest that the registry has', async () => {
    revision = deployer.commit('A first change')
    const { code, output } = await deployer.deploy()
    expect(output).toMatch(/Deployed: muzhack:2 runs/)
    expect(code).toBe(0)
    const manifest = `http://${theBench().registry}/v2/muzhack/manifests/${revision}`
    const accept = 'application/vnd.docker.distribution.manifest.v2+json'
    const kept = await fetch(manifest, { headers: { accept } })
    expect(image()).toBe(`${theBench().registry}/muzhack@${kept.headers.get('docker-content-digest')}`)
    expect(await only().inspect('{{.Config.Image}}')).toBe(image())
    expect(await docker(theBench().engine, 'inspect', '--format', '{{.RepoDigests}}', image())).toContain(
      image(),
    )
  })

  it('brings a site that answers, of that revision, healthy by the definition’s own check', async () => {
    const ready = await fetch(only().url + paths.ready)
    expect(await ready.json()).toEqual({ revision })
    expect(await (await fetch(only().url)).text()).toMatch(/<title>MuzHack/)
    await expect.poll(() => only().inspect('{{.State.Health.Status}}')).toBe('healthy')
  })

  it('answers what is in flight in the container that the next one replaces', async () => {
    const old = only()
    const cookie = await signUpAt(old.url, 'ada')
    const answers: Promise<Answered>[] = []
    cluster.onStopping = async ({ url }) => {
      const { promise: begun, resolve: onBegun } = Promise.withResolvers<void>()
      answers.push(postSlowly(url, 3000, { cookie, onBegun }))
      await begun
    }
    const next = deployer.commit('A second change')
    const { code, output } = await deployer.deploy()
    expect(output).toMatch(/Deployed: muzhack:3 runs/)
    expect(code).toBe(0)
    expect(await Promise.all(answers)).toMatchObject([
      { status: 200, body: expect.stringContaining('<strong>round</strong>') },
    ])
    expect(await cluster.exitCodes()).toEqual([0])
    expect(await (await fetch(only().url + paths.ready)).json()).toEqual({ revision: next })
    await expect(fetch(old.url)).rejects.toThrow()
    expect(cluster.ecs.violations).toEqual([])
  })
})
