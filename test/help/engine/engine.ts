import { execFileSync } from 'node:child_process'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { docker, type Engine } from './docker.ts'
import { startService } from './service.ts'

const alone = [
  '--bridge=none',
  '--iptables=false',
  '--ip6tables=false',
  '--ip-forward=false',
  '--ip-masq=false',
  '--userland-proxy=false',
]

/** A Docker engine of our own, which keeps everything in the folder and changes nothing of the machine's network. */
export async function startEngine(folder: string): Promise<Engine & { stop(): Promise<void> }> {
  const within = (name: string) => join(folder, name)
  const engine = { host: `unix://${within('docker.sock')}`, config: within('config') }
  await mkdir(engine.config)
  const places = ['--data-root', within('data'), '--exec-root', within('state'), '--pidfile', within('pid')]
  const service = await startService('dockerd', [...alone, ...places, '-H', engine.host], {
    log: within('dockerd.log'),
    isUp: () => docker(engine, 'version'),
  })
  return {
    ...engine,
    async stop() {
      const containers = await docker(engine, 'ps', '--all', '--quiet')
      if (containers) await docker(engine, 'rm', '--force', '--volumes', ...containers.split('\n'))
      await service.stop()
    },
  }
}

/** The engine leaves the name of its network behind as a mount. */
export async function removeFolder(folder: string): Promise<void> {
  const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map(line => line.split(' ')[1] ?? '')
  const ours = mounts.filter(place => place.startsWith(`${folder}/`))
  for (const place of ours.toReversed()) execFileSync('umount', [place])
  await rm(folder, { recursive: true, force: true })
}
