import type { Server } from 'node:http'
import { BlockList } from 'node:net'

/** At home and inside a machine, where a proxy may stand for everybody. */
const near = new BlockList()
near.addSubnet('127.0.0.0', 8)
near.addSubnet('10.0.0.0', 8)
near.addSubnet('172.16.0.0', 12)
near.addSubnet('192.168.0.0', 16)
near.addSubnet('fc00::', 7, 'ipv6')
near.addAddress('::1', 'ipv6')

/** Closes what an address opens beyond so many connections: one that sends a byte at a time must not take them all. */
export function shareConnections(server: Server, { most = 200, except = near } = {}): void {
  const open = new Map<string, number>()
  server.on('connection', socket => {
    const { remoteAddress: from, remoteFamily } = socket
    if (from === undefined || except.check(from, remoteFamily === 'IPv6' ? 'ipv6' : 'ipv4')) return
    const count = open.get(from) ?? 0
    if (count >= most) {
      socket.destroy()
      return
    }
    open.set(from, count + 1)
    socket.once('close', () => {
      const left = (open.get(from) ?? 1) - 1
      if (left > 0) open.set(from, left)
      else open.delete(from)
    })
  })
}
