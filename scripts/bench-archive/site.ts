import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }

export type Site = {
  url: string
  /** The most memory it had so far, in MB, as the kernel counts it. */
  peak(): Promise<number>
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

/** The flags that `npm start` gives Node. */
const flags = manifest.scripts.start.match(/--\S+/g) ?? []

/** The server as `npm start` runs it, in a process of its own. */
export async function startSite(env: Record<string, string>): Promise<Site> {
  const child = fork(join(import.meta.dirname, '../../server/main.ts'), {
    env: { ...process.env, LOG_LEVEL: 'silent', RATE_LIMITS: 'off', ...env },
    execArgv: flags,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await Promise.race([once(child, 'message'), failed(child)])
  return {
    url: `http://localhost:${env['PORT']}`,
    async peak() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024)
    },
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill(signal)
      await once(child, 'exit')
    },
  }
}

async function failed(child: ChildProcess): Promise<never> {
  await once(child, 'exit')
  throw new Error('the server did not start')
}
