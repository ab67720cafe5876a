import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { type Around, openAround } from '../help/engine/around.ts'
import { type Balancer, startBalancer } from '../help/engine/balancer.ts'
import { describeOnEngine, theBench } from '../help/engine/bench.ts'
import { type Container, startContainer } from '../help/engine/containers.ts'
import { failuresIn, type Load, startLoad } from '../help/engine/load.ts'
import { signUpAt } from '../help/engine/member.ts'
import { freePort } from '../help/free-port.ts'

describeOnEngine('two containers behind a load balancer', () => {
  let around: Around
  let balancer: Balancer
  let load: Load
  const containers: Container[] = []
  const ports: number[] = []

  const start = async (revision: 'one' | 'two', port = 0) => {
    const container = await startContainer(theBench(), theBench().images[revision], { env: around.env, port })
    containers.push(container)
    await balancer.uses(port)
    return container
  }
  const revisionShown = async () => {
    const answer = await fetch(balancer.url + paths.ready)
    return ((await answer.json()) as { revision: string }).revision
  }

  beforeAll(async () => {
    around = await openAround()
    for (let made = 0; made < 4; made++) ports.push(await freePort())
    balancer = await startBalancer(around.port, ports)
  })

  afterAll(async () => {
    for (const container of containers) await container.remove()
    await balancer.stop()
    await around.stop()
  })

  it('are replaced one after the other under load, and no request fails', async () => {
    const [first, second] = await Promise.all([start('one', ports[0]), start('one', ports[1])])
    const cookie = await signUpAt(balancer.url, 'ada')
    await around.confirm('ada')
    load = startLoad(balancer.url, cookie)
    expect(await revisionShown()).toBe('revision-one')

    await start('two', ports[2])
    expect(await first.stop()).toBe(0)
    await start('two', ports[3])
    expect(await second.stop()).toBe(0)

    expect(await revisionShown()).toBe('revision-two')
    expect(failuresIn(await load.stop())).toEqual([])
  })
})
