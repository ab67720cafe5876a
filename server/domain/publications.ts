import type { StoredAccount } from '../db/accounts.ts'
import type { Limits } from './limits.ts'

const newFor = 10 * 24 * 3_600_000

/** A project's first: whoever is new here publishes a few a day. To be called in its transaction. */
export async function countPublication(limits: Limits, { username, joined }: StoredAccount): Promise<void> {
  if (Date.now() - Date.parse(joined) < newFor) await limits.count('publications by new account', username)
}
