import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { realpathSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { exit, Stop } from '../deploy/stop.ts'

export type Lock = {
  /** Programs that get it hold the lock too, until they end: a run may be killed while Compose goes on. */
  descriptor: number | undefined
}

const patience = 120_000

/**
 * Lets one run at a time work on what is in this folder. The lock is an abstract socket of Linux, which the kernel frees
 * with the last process that has it open. A run that lives answers who it is; what does not answer is the last command
 * of one that was killed, which ends by itself.
 */
export async function takeLock(folder: string): Promise<Lock> {
  const hash = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 16)
  const address = `\0muzhack-blue-green-${hash}`
  const deadline = Date.now() + patience
  for (;;) {
    const server = await listen(address)
    if (server) return { descriptor: descriptorOf(server) }
    const holder = await whoHolds(address)
    if (holder) throw new Stop(exit.busy, `Another run is under way here (${holder}). Nothing was touched.`)
    if (Date.now() > deadline)
      throw new Stop(exit.busy, 'A command of an earlier run is still under way here. Nothing was touched.')
    await pause(200)
  }
}

async function listen(address: string): Promise<Server | undefined> {
  const began = new Date().toISOString().slice(0, 19)
  const server = createServer(socket =>
    socket.on('error', () => undefined).end(`process ${process.pid}, since ${began}`),
  )
  try {
    server.listen(address)
    await once(server, 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return undefined
  }
  return server.unref()
}

/** Node hands no servers to programs that are not Node's, but for their descriptor. */
function descriptorOf(server: Server): number | undefined {
  const { _handle: handle } = server as Server & { _handle?: { fd?: number } }
  return handle?.fd !== undefined && handle.fd >= 0 ? handle.fd : undefined
}

async function whoHolds(address: string): Promise<string | undefined> {
  const socket = connect(address)
  const timer = setTimeout(() => socket.destroy(), 1000)
  try {
    return (await text(socket)) || undefined
  } catch {
    // Nobody listens any more, or nobody answers.
    return undefined
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}
