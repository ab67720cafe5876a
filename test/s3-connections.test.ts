import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, BlockList, connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { shareConnections } from '../server/files/embedded/connections.ts'

const server = createServer((_, response) => response.end('here'))
const sockets: Socket[] = []

afterEach(() => {
  for (const socket of sockets) socket.destroy()
  server.close()
})

/** Whether a connection from this address is answered, and stays open. */
async function isTaken(localAddress: string): Promise<boolean> {
  const { port } = server.address() as AddressInfo
  const socket = connect({ port, host: '127.0.0.1', localAddress })
  sockets.push(socket)
  socket.on('error', () => undefined)
  socket.write('GET / HTTP/1.1\r\nhost: here\r\n\r\n')
  const answered = once(socket, 'data').then(() => true)
  return Promise.race([answered, once(socket, 'close').then(() => false)])
}

describe('the connections of the embedded store', () => {
  it('are shared: an address has so many, whatever others have', async () => {
    shareConnections(server, { most: 2, except: new BlockList() })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const one = [await isTaken('127.0.0.1'), await isTaken('127.0.0.1'), await isTaken('127.0.0.1')]
    expect([...one, await isTaken('127.0.0.2')]).toEqual([true, true, false, true])

    sockets[0]?.destroy()
    await expect.poll(() => isTaken('127.0.0.1')).toBe(true)
    expect(await isTaken('127.0.0.1')).toBe(false)
  })
})
