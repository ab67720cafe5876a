import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'

export type Ended = { code: number | null; output: string }
type Name = 'backup' | 'restore'
type Env = Record<string, string>

/** `npm run backup`, or restore, to its end; all that it writes. */
export async function run(name: Name, args: string[], env: Env = {}): Promise<Ended> {
  return ending(start(name, args, env))
}

/** The same, killed when it is time, unless it ends before. */
export async function runKilled(
  name: Name,
  args: string[],
  env: Env,
  isTime: () => Promise<boolean>,
): Promise<Ended> {
  const child = start(name, args, env)
  const ended = ending(child)
  while (child.exitCode === null && child.signalCode === null) {
    if (await isTime()) child.kill('SIGKILL')
    await pause(10)
  }
  return ended
}

function start(name: Name, args: string[], env: Env) {
  const script = join(import.meta.dirname, '../../../scripts', `${name}.ts`)
  return spawn(process.execPath, ['--disable-warning=DEP0128', script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  })
}

async function ending(child: ChildProcess & ReturnType<typeof start>): Promise<Ended> {
  const ended = once(child, 'exit')
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code: child.exitCode, output: output + complaint }
}
