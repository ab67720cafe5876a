import type { Maker, ProfileChange } from '../../../src/account.ts'
import type { Refusal, StaleRefusal } from '../../../src/answers.ts'
import { paths } from '../../../src/paths.ts'
import { call, Refused } from '../../api.ts'

export type Outcome = { saved: Maker } | { stale: Maker } | { refused: Refusal }

/** Saves once, and says what came of it. A save that arrived though its answer got lost counts as saved. */
export async function save(username: string, change: ProfileChange): Promise<Outcome> {
  try {
    return { saved: await call<Maker>('PUT', paths.api.user({ username }), change) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return afterRefusal(error.refusal, change)
  }
}

function afterRefusal(refusal: Refusal, { name, about }: ProfileChange): Outcome {
  if (!isStale(refusal)) return { refused: refusal }
  const { current } = refusal
  return current.name === name && current.about === about ? { saved: current } : { stale: current }
}

const isStale = (refusal: Refusal): refusal is StaleRefusal<Maker> => 'current' in refusal
