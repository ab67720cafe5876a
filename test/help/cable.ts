import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { Transform, type TransformCallback } from 'node:stream'

/** A line to a unix socket or port that can be pulled out and put back; `carried` tells the bytes sent through it. */
export type Cable = { port: number; pull(): Promise<void>; plug(): Promise<void>; carried(): number }

/** `speed` in bytes a second upward, which all connections share. */
export async function cableTo(
  target: { path: string } | { host: string; port: number },
  { speed = Infinity } = {},
): Promise<Cable> {
  let server: Server
  let port = 0
  let carried = 0
  let free = 0
  const sockets = new Set<Socket>()

  async function plug() {
    server = createServer(near => {
      const far = connect(target)
      for (const socket of [near, far]) {
        sockets.add(socket)
        socket.on('error', () => undefined)
        socket.on('close', () => [near, far].forEach(end => end.destroy()))
      }
      near.pipe(new Transform({ transform: upward })).pipe(far)
      far.pipe(near)
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }

  /** Each chunk after those of all connections that came before it. */
  function upward(chunk: Buffer, _: string, next: TransformCallback) {
    carried += chunk.length
    free = Math.max(free, performance.now()) + (1000 * chunk.length) / speed
    const wait = free - performance.now()
    if (wait < 1) next(null, chunk)
    else setTimeout(() => next(null, chunk), wait)
  }

  async function pull() {
    server.close()
    for (const socket of sockets) socket.destroy()
    sockets.clear()
    await once(server, 'close')
  }

  await plug()
  return { port, pull, plug, carried: () => carried }
}
