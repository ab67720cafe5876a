import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below those that the system gives to connections on their way out (Linux: 32768 and up), which may last. */
const [lowest, highest] = [20_000, 32_767]

const given = new Set<number>()

/** One that nobody listens on at any address, and that no connection takes before whoever asked does. */
export async function freePort(): Promise<number> {
  const port = lowest + Math.floor(Math.random() * (highest - lowest + 1))
  if (given.has(port) || !(await isFree(port))) return freePort()
  given.add(port)
  return port
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port), 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false
    throw error
  }
  server.close()
  await once(server, 'close')
  return true
}
