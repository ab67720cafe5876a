import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { Transform } from 'node:stream'

/** A line to a unix socket or port that can be pulled out and put back; `carried` tells the bytes sent through it. */
export type Cable = { port: number; pull(): Promise<void>; plug(): Promise<void>; carried(): number }

/** `speed` in bytes a second, for each connection. */
export async function cableTo(
  target: { path: string } | { host: string; port: number },
  { speed = Infinity } = {},
): Promise<Cable> {
  let server: Server
  let port = 0
  let carried = 0
  const sockets = new Set<Socket>()

  async function plug() {
    server = createServer(near => {
      const far = connect(target)
      for (const socket of [near, far]) {
        sockets.add(socket)
        socket.on('error', () => undefined)
        socket.on('close', () => [near, far].forEach(end => end.destroy()))
      }
      near.pipe(slowly(speed, bytes => (carried += bytes))).pipe(far)
      far.pipe(near)
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
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

function slowly(speed: number, count: (bytes: number) => void) {
  return new Transform({
    transform(chunk: Buffer, _, next) {
      count(chunk.length)
      const time = (1000 * chunk.length) / speed
      if (time < 1) next(null, chunk)
      else setTimeout(() => next(null, chunk), time)
    },
  })
}
