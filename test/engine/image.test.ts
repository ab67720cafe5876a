import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { describeOnEngine, theBench } from '../help/engine/bench.ts'
import { filesIn, packagesAmong, productionPackages, sizeOf } from '../help/engine/contents.ts'
import { docker } from '../help/engine/docker.ts'

describeOnEngine('the image', () => {
  it('holds the packages that production needs and no other', async () => {
    const files = await filesIn(theBench(), '/app')
    expect(packagesAmong(files)).toEqual(await productionPackages())
  })

  it('holds no tests, no scripts but those of operators, no settings of npm and nothing of Git', async () => {
    const files = await filesIn(theBench(), '/app')
    const ours = files.filter(file => !file.startsWith('node_modules/'))
    expect(new Set(ours.map(file => file.split('/')[0]))).toEqual(
      new Set(['client', 'dist', 'node_modules', 'package.json', 'scripts', 'server', 'src']),
    )
    expect(ours.filter(file => /^(scripts|client)\//.test(file)).toSorted()).toEqual([
      'client/api.ts',
      'scripts/admin.ts',
      'scripts/migrate.ts',
      'scripts/store.ts',
      'scripts/sweep.ts',
    ])
    expect(ours.filter(file => /\.test\.|\.env|\.npmrc|\.git/.test(file))).toEqual([])
  })

  it('keeps nothing of how npm got out of the machine that built it', async () => {
    const { engine, images, base } = theBench()
    const told = await Promise.all([
      docker(engine, 'inspect', '--format', '{{json .Config}}', images.one),
      docker(engine, 'history', '--no-trunc', '--format', '{{.CreatedBy}}', images.one),
    ])
    expect(told.join()).not.toMatch(/NODE_EXTRA_CA_CERTS|npm_config|way-out|_PROXY/i)
    const layers = async (image: string) =>
      JSON.parse(await docker(engine, 'inspect', '--format', '{{json .RootFS.Layers}}', image)) as string[]
    const below = await layers(base)
    expect((await layers(images.one)).slice(0, below.length)).toEqual(below)
    expect(await filesIn(theBench(), '/usr/local/etc').catch(() => [])).not.toContain('npmrc')
  })

  it('weighs less than 80 MB more than the image of Node', async () => {
    const [ours, base] = [
      await sizeOf(theBench(), theBench().images.one),
      await sizeOf(theBench(), theBench().base),
    ]
    console.log(`The image has ${megabytes(ours)} MB, ${megabytes(ours - base)} of them ours`)
    expect(ours - base).toBeLessThan(80e6)
  })

  it('is in the registry under the digest that the engine tells', async () => {
    const { engine, images, registry } = theBench()
    await docker(engine, 'push', '--quiet', images.one)
    const kept = await fetch(`http://${registry}/v2/muzhack/manifests/revision-one`, {
      headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
    })
    const digest = `sha256:${createHash('sha256')
      .update(await kept.text())
      .digest('hex')}`
    expect(kept.headers.get('docker-content-digest')).toBe(digest)
    const told = await docker(engine, 'inspect', '--format', '{{json .RepoDigests}}', images.one)
    expect(told).toBe(JSON.stringify([`${registry}/muzhack@${digest}`]))
    await docker(engine, 'pull', '--quiet', `${registry}/muzhack@${digest}`)
  })

  it('refuses to start in production with nothing set, and says what it misses', async () => {
    const { engine, images } = theBench()
    const started = docker(engine, 'run', '--rm', '--network', 'none', images.one)
    await expect(started).rejects.toThrow(/PUBLIC_URL is not set/)
  })
})

const megabytes = (bytes: number) => Math.round(bytes / 1e6)
