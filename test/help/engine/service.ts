import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

export type Service = { stop(signal?: NodeJS.Signals): Promise<void> }

type Options = { log: string; isUp: () => Promise<unknown>; uid?: number; gid?: number }

/** A program that serves until it is stopped; its output goes into the file `log`. */
export async function startService(
  program: string,
  args: string[],
  { log, isUp, ...who }: Options,
): Promise<Service> {
  const output = openSync(log, 'a')
  const child = spawn(program, args, { stdio: ['ignore', output, output], ...who })
  const ended = once(child, 'exit')
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  for (let tries = 0; !(await isUp().then(Boolean, () => false)); tries++) {
    if (hasEnded() || tries > 300) {
      child.kill('SIGKILL')
      throw new Error(`${program} does not start: ${await readFile(log, 'utf8')}`)
    }
    await pause(100)
  }
  return {
    async stop(signal = 'SIGTERM') {
      if (!hasEnded()) child.kill(signal)
      await ended
    },
  }
}
