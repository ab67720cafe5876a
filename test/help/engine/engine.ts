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
  const [data, state, config] = ['data', 'state', 'config'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ]
  await mkdir(config)
  const engine = { host: `unix://${join(folder, 'docker.sock')}`, config }
  const places = ['--data-root', data, '--exec-root', state, '-H', engine.host]
  const service = await startService(
    'dockerd',
    [...alone, ...places, '--pidfile', join(folder, 'docker.pid')],
    { log: join(folder, 'dockerd.log'), isUp: () => docker(engine, 'version') },
  )
  return {
    ...engine,
    async stop() {
      const containers = await docker(engine, 'ps', '--all', '--quiet')
      if (containers) await docker(engine, 'rm', '--force', '--volumes', ...containers.split('\n'))
      await service.stop()
      await unmountAll(folder)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The engine leaves the name of its network behind as a mount. */
async function unmountAll(folder: string) {
  const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map(line => line.split(' ')[1] ?? '')
  const ours = mounts.filter(place => place.startsWith(`${folder}/`))
  for (const place of ours.toReversed()) execFileSync('umount', [place])
}
