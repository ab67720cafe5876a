import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A line to a unix socket or port that can be pulled out and put back. */
export type Cable = { port: number; pull(): Promise<void>; plug(): Promise<void> }

export async function cableTo(target: { path: string } | { host: string; port: number }): Promise<Cable> {
  let server: Server
  let port = 0
  const sockets = new Set<Socket>()

  async function plug() {
    server = createServer(near => {
      const far = connect(target)
      for (const socket of [near, far]) {
        sockets.add(socket)
        socket.on('error', () => undefined)
        socket.on('close', () => [near, far].forEach(end => end.destroy()))
      }
      near.pipe(far).pipe(near)
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
  return { port, pull, plug }
}
