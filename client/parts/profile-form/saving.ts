import type { Maker } from '../../../src/account.ts'
import type { Refusal, StaleRefusal } from '../../../src/answers.ts'
import { paths } from '../../../src/paths.ts'
import { call, Refused } from '../../api.ts'
import { isSame, type Texts } from './texts.ts'

type Change = Texts & Pick<Maker, 'version'>

export type Outcome = { saved: Maker } | { stale: Maker } | { refused: Refusal }

/** Saves once, and says what came of it. A save that arrived though its answer got lost counts as saved. */
export async function save(username: string, change: Change): Promise<Outcome> {
  try {
    return { saved: await call<Maker>('PUT', paths.api.user({ username }), change) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return afterRefusal(error.refusal, change)
  }
}

function afterRefusal(refusal: Refusal, change: Change): Outcome {
  if (!isStale(refusal)) return { refused: refusal }
  const { current } = refusal
  return isSame(current, change) ? { saved: current } : { stale: current }
}

const isStale = (refusal: Refusal): refusal is StaleRefusal<Maker> => 'current' in refusal
