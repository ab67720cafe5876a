import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ProcessOptions, Report } from './main.ts'

export type Embedded = {
  port: number
  /** Of the process that serves now. */
  pid(): number
  stop(): Promise<void>
}

const firstPause = 500
const longestPause = 10_000
/** A process that served this long has earned a quick restart. */
const settled = 10_000
const patience = 15_000

/** The endpoint in a process of its own, started again whenever it ends without being told to. */
export async function startEmbedded({
  log = console.error,
  ...options
}: ProcessOptions & { log?: (message: string) => void }): Promise<Embedded> {
  const stopping = new AbortController()
  const { signal } = stopping
  let child = launch(options)
  const port = await listening(child, options.port)
  const kept = keep()

  async function keep() {
    for (let wait = firstPause; !signal.aborted; wait = Math.min(longestPause, wait * 2)) {
      const started = Date.now()
      const reason = await ended(child)
      if (signal.aborted) return
      if (Date.now() - started > settled) wait = firstPause
      log(`the embedded object store ended (${reason}); starting it again in ${wait / 1000} s`)
      await pause(wait, undefined, { signal }).catch(() => undefined)
      if (!signal.aborted) child = launch({ ...options, port })
    }
  }

  return {
    port,
    pid: () => child.pid ?? 0,
    stop: async () => {
      stopping.abort()
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), patience)
      await kept
      clearTimeout(timer)
    },
  }
}

function launch(options: ProcessOptions): ChildProcess {
  const child = fork(fileURLToPath(new URL('./main.ts', import.meta.url)), { execArgv: [] })
  child.on('error', () => undefined)
  child.send(options, () => undefined)
  return child
}

async function listening(child: ChildProcess, wanted: number): Promise<number> {
  const end = ended(child).then(reason => ({ code: undefined, message: `it ended (${reason})` }))
  const told: Promise<Report[]> = once(child, 'message')
  const report = await Promise.race([told.then(([report]) => report ?? end), end])
  if ('port' in report) return report.port
  if (report.code === 'EADDRINUSE')
    throw new Error(`port ${wanted} of the embedded object store is in use: free it, or set S3_PORT`)
  throw new Error(`the embedded object store does not start: ${report.message}`)
}

async function ended(child: ChildProcess): Promise<string> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.signalCode ?? `code ${child.exitCode}`
}
