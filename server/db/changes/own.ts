import type pg from 'pg'
import { type Changes, channel, tellNobody } from '../changes.ts'

/** Of a database that nobody but this process writes to: it tells on the connection that writes, before its commit is answered. */
export function changesOfOwn(): Changes & { onConnect(client: pg.ClientBase): Promise<void> } {
  let tell = tellNobody

  return {
    follow(follower) {
      tell = follower
    },
    areHeard: () => true,
    caughtUp: async () => undefined,
    close: async () => undefined,
    async onConnect(client) {
      client.on('notification', ({ payload }) => tell(payload))
      // What was committed last may not have been answered.
      client.on('end', () => tell(undefined))
      await client.query(`listen ${channel}`)
    },
  }
}
