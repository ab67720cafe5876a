import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Around } from './around.ts'

/** The site as a process of its own, over what stands around it. */
export async function startSiteIn({ port, env }: Around): Promise<{ url: string; stop(): Promise<void> }> {
  const child = fork(join(import.meta.dirname, '../../../server/main.ts'), {
    env: { ...process.env, ...env, PORT: `${port}`, MUZHACK_SAMPLES: 'off', RATE_LIMITS: 'off' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('it did not start'))),
  ])
  return {
    url: `http://localhost:${port}`,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
