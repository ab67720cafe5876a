import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { paths } from '../../../src/paths.ts'
import { freePort } from '../free-port.ts'
import { startService } from './service.ts'

/** Stands in for the load balancer: HAProxy, which hides no failure by trying again. */
export type Balancer = {
  url: string
  /** Waits until it sends requests there. */
  uses(port: number): Promise<void>
  stop(): Promise<void>
}

/** Before whatever listens on these ports. */
export async function startBalancer(port: number, ports: number[]): Promise<Balancer> {
  const folder = await mkdtemp(join(tmpdir(), 'muzhack-balancer-'))
  const told = `http://127.0.0.1:${await freePort()}/;csv`
  const file = join(folder, 'haproxy.cfg')
  await writeFile(file, settings(port, ports, new URL(told).port))
  const service = await startService('haproxy', ['-db', '-f', file], {
    log: join(folder, 'log'),
    isUp: async () => (await fetch(told)).ok,
  })
  return {
    url: `http://localhost:${port}`,
    async uses(port) {
      while (!isUp(await (await fetch(told)).text(), port)) await pause(100)
    },
    async stop() {
      await service.stop()
      await rm(folder, { recursive: true })
    },
  }
}

const settings = (port: number, ports: number[], told: string) => `
defaults
  mode http
  retries 0
  timeout connect 2s
  timeout client 65s
  timeout server 30s
frontend site
  bind 127.0.0.1:${port}
  default_backend tasks
backend tasks
  balance roundrobin
  option httpchk GET ${paths.ready}
  default-server check inter 1s fastinter 300ms downinter 500ms fall 2 rise 1
${ports.map(port => `  server task-${port} 127.0.0.1:${port}`).join('\n')}
listen told
  bind 127.0.0.1:${told}
  stats enable
  stats uri /
`

/** The eighteenth column is the state. */
function isUp(csv: string, port: number): boolean {
  const row = csv.split('\n').find(line => line.startsWith(`tasks,task-${port},`))
  return row?.split(',')[17] === 'UP'
}
