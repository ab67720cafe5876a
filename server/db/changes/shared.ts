import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { type Changes, type Tell, tellNobody } from '../changes.ts'
import { type Line, openLine } from './line.ts'

const [shortest, longest] = [100, 5000]

/** Of a database that others write to as well, heard over a connection of its own, which is made again when it breaks. */
export function changesOfShared(
  connection: pg.ClientConfig,
  pool: pg.Pool,
  log: (message: string) => void,
): Changes {
  const own = `pages_${randomBytes(8).toString('hex')}`
  const closing = new AbortController()
  let heard: Line | undefined
  let listening: Promise<void> | undefined
  let followed = tellNobody

  async function listen(tell: Tell) {
    for (let rest = shortest; !closing.signal.aborted; rest = Math.min(2 * rest, longest)) {
      const line = await open(tell)
      if (line) {
        await follow(line, tell)
        rest = shortest
      }
      await pause(rest, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
    }
  }

  /** Proven from the pool: a go-between that lends connections out by the query brings no notifications. */
  async function open(tell: Tell): Promise<Line | undefined> {
    try {
      const line = await openLine(connection, own, tell)
      const isProven = await line.brings(mark => pool.query('select pg_notify($1, $2)', [own, mark]))
      if (isProven) return line
      log(`changes of pages cannot be heard, so that none are kept: ${await line.lost}`)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      log(`changes of pages cannot be heard, so that none are kept: ${reason}`)
    }
    return undefined
  }

  async function follow(line: Line, tell: Tell): Promise<void> {
    const cut = () => line.cut('closing')
    closing.signal.addEventListener('abort', cut)
    if (closing.signal.aborted) cut()
    // What came before may have been missed.
    tell(undefined)
    heard = line
    const reason = await line.lost
    heard = undefined
    tell(undefined)
    closing.signal.removeEventListener('abort', cut)
    if (!closing.signal.aborted) log(`the line that tells of changed pages was lost: ${reason}`)
  }

  return {
    follow(tell) {
      followed = tell
      listening = listen(tell)
    },
    areHeard: () => heard !== undefined,
    async caughtUp() {
      if (heard && !(await heard.mark())) followed(undefined)
    },
    async close() {
      closing.abort()
      await listening
    },
  }
}
