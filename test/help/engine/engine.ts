import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
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
  const engine = { host: `unix://${join(folder, 'docker.sock')}`, config: join(folder, 'config') }
  await mkdir(engine.config)
  await serve(engine)
  return {
    ...engine,
    async stop() {
      const containers = await docker(engine, 'ps', '--all', '--quiet')
      if (containers) await docker(engine, 'rm', '--force', '--volumes', ...containers.split('\n'))
      await end(folder)
    },
  }
}

/** As when the machine is started again: all containers stop, and those come back that should. */
export async function reboot(engine: Engine): Promise<void> {
  await end(folderOf(engine))
  await serve(engine)
}

const folderOf = ({ host }: Engine) => dirname(host.replace('unix://', ''))

async function serve(engine: Engine): Promise<void> {
  const within = (name: string) => join(folderOf(engine), name)
  const places = ['--data-root', within('data'), '--exec-root', within('state'), '--pidfile', within('pid')]
  await startService('dockerd', [...alone, ...places, '-H', engine.host], {
    log: within('dockerd.log'),
    isUp: () => docker(engine, 'version'),
  })
}

/** Whoever has started it. */
async function end(folder: string): Promise<void> {
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8'))
  process.kill(pid, 'SIGTERM')
  while (existsSync(`/proc/${pid}`)) await pause(50)
}

/** The engine leaves the name of its network behind as a mount. */
export async function removeFolder(folder: string): Promise<void> {
  const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map(line => line.split(' ')[1] ?? '')
  const ours = mounts.filter(place => place.startsWith(`${folder}/`))
  for (const place of ours.toReversed()) execFileSync('umount', [place])
  await rm(folder, { recursive: true, force: true })
}
