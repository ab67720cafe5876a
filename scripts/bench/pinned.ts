import { type ChildProcess, execFileSync, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

/** As the container runs the site. */
const settings = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '1000000' }
const flags = flagsOf(readFileSync(join(import.meta.dirname, '../../Dockerfile'), 'utf8'))

function flagsOf(dockerfile: string): string[] {
  const [, command] = /^CMD (\[.+?\])$/ms.exec(dockerfile) ?? []
  if (command === undefined) throw new Error('The Dockerfile does not say how to start the site')
  return (JSON.parse(command.replaceAll('\\\n', '')) as string[]).filter(word => word.startsWith('--'))
}

const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0
if (!canPin)
  console.error('NOT PINNED: there is no taskset, or one core only. Load and server share what there is.')

/** A server on the first core, away from what loads it. Its module sends a message once it listens. */
export async function startPinned(module: string, env: NodeJS.ProcessEnv): Promise<Pinned> {
  const child = fork(module, {
    env: { ...process.env, ...settings, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    ...(canPin
      ? { execPath: 'taskset', execArgv: ['-c', '0', process.execPath, ...flags] }
      : { execArgv: flags }),
  })
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${module} did not start`))),
  ])
  return { ...metersOf(child), stop: () => end(child) }
}

export type Pinned = {
  /** Seconds that its threads have been at work so far, and theirs in the kernel. */
  cpu(): number
  /** In MB. */
  memory(): number
  stop(): Promise<void>
}

function metersOf({ pid }: ChildProcess) {
  const hertz = Number(execFileSync('getconf', ['CLK_TCK']))
  return {
    cpu() {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /s, '').split(' ')
      return (Number(fields[11]) + Number(fields[12])) / hertz
    },
    memory() {
      const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
      return Math.round(Number(kilobytes) / 1024)
    },
  }
}

/** This process itself goes to the second core. */
export function makeRoom(): void {
  if (canPin) execFileSync('taskset', ['-acp', '1', `${process.pid}`], { stdio: 'ignore' })
}

async function end(child: ChildProcess) {
  child.kill('SIGTERM')
  await once(child, 'exit')
}
