import { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { channel } from '../changes.ts'

/** A connection that only listens. */
export type Line = {
  /** Once the line has brought a mark that was sent along it now, and with it all that came before; false once it is cut. */
  mark(): Promise<boolean>
  /** The same of a mark that `send` sends to the line's own channel. */
  brings(send: (mark: string) => Promise<unknown>): Promise<boolean>
  /** Answers, with the reason, when it is no more. */
  lost: Promise<string>
  cut(reason: string): void
}

/** What PostgreSQL calls it among its connections. */
export const lineName = 'muzhack listening'

const beat = 250
const patience = 1000

/** `own` names a channel of nobody else's. */
export async function openLine(
  connection: pg.ClientConfig,
  own: string,
  hear: (topic: string) => void,
): Promise<Line> {
  // Ours, so that it can be cut whatever the connection is waiting for.
  const socket = new Socket()
  const client = new pg.Client({ ...connection, application_name: lineName, stream: () => socket })
  const { promise: lost, resolve: lose } = Promise.withResolvers<string>()
  const marks = new Map<string, (arrived: boolean) => void>()
  let last: Promise<unknown> = Promise.resolve()
  let count = 0

  client.on('error', ({ message }) => cut(message))
  client.on('end', () => cut('it was closed'))
  client.on('notification', ({ channel: name, payload = '' }) => {
    if (name === channel) return hear(payload)
    marks.get(payload)?.(true)
    marks.delete(payload)
  })

  /** One at a time: the driver should not be asked for more. */
  function ask(text: string, values: string[] = []): Promise<unknown> {
    last = last.then(() => client.query(text, values))
    last.catch(({ message }: Error) => cut(message))
    return last
  }

  function cut(reason: string) {
    lose(reason)
    socket.destroy()
    for (const settle of marks.values()) settle(false)
    marks.clear()
  }

  function brings(send: (mark: string) => Promise<unknown>): Promise<boolean> {
    const mark = `${++count}`
    const { promise: arrived, resolve: settle } = Promise.withResolvers<boolean>()
    marks.set(mark, settle)
    const late = setTimeout(() => cut('a mark did not arrive'), patience)
    send(mark).catch(({ message }: Error) => cut(message))
    return arrived.finally(() => clearTimeout(late))
  }

  try {
    await Promise.race([client.connect(), tooLate()])
    // A mark that is lost with the server's disk is missed by nobody.
    await ask(`set synchronous_commit = off; listen ${channel}; listen ${own}`)
  } catch (error) {
    socket.destroy()
    throw error
  }
  const stopBeats = keepBeating(() => ask('select 1'), cut)
  void lost.then(stopBeats)
  return {
    mark: () => brings(mark => ask('select pg_notify($1, $2)', [own, mark])),
    brings,
    lost,
    cut,
  }
}

async function tooLate(): Promise<never> {
  await pause(5000, undefined, { ref: false })
  throw new Error('it does not connect within 5 s')
}

/** A beat that has not been answered when the next one is due ends the line. */
function keepBeating(ask: () => Promise<unknown>, cut: (reason: string) => void): () => void {
  let isOpen = false
  const answered = () => {
    isOpen = false
  }
  const beating = setInterval(() => {
    // Where this process itself was late, the answer may lie there unread.
    if (isOpen) setImmediate(() => isOpen && cut('it does not answer'))
    else {
      isOpen = true
      ask().then(answered, answered)
    }
  }, beat).unref()
  return () => clearInterval(beating)
}
