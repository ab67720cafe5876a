import { describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import { muzhack } from './help/muzhack.ts'

const site = muzhack()

describe('the health of a server', () => {
  it('is told to load balancers, with its revision', async () => {
    const live = await site.visitor().get(paths.live)
    const ready = await site.visitor().get(paths.ready)
    expect([live.statusCode, ready.statusCode]).toEqual([200, 200])
    expect(ready.json()).toEqual({ revision: 'test' })
  })

  it('is alive but not ready while draining, and ends connections with their answers', async () => {
    site.drain()
    const live = await site.visitor().get(paths.live)
    const ready = await site.visitor().get(paths.ready)
    const page = await site.visitor().get(paths.about)
    expect([live.statusCode, ready.statusCode, page.statusCode]).toEqual([200, 503, 200])
    expect(page.headers.connection).toBe('close')
  })
})
