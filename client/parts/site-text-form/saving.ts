import type { Refusal, StaleRefusal } from '../../../src/answers.ts'
import { paths } from '../../../src/paths.ts'
import type { SiteText, SiteTextChange } from '../../../src/site-text.ts'
import { call, Refused } from '../../api.ts'

export type Outcome = { saved: SiteText } | { stale: SiteText } | { refused: Refusal }

/** Saves once. A save that arrived though its answer got lost counts as saved. */
export async function save(name: string, change: SiteTextChange): Promise<Outcome> {
  try {
    return { saved: await call<SiteText>('PUT', paths.api.siteText({ name }), change) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { refusal } = error
    if (!isStale(refusal)) return { refused: refusal }
    return refusal.current.text === change.text ? { saved: refusal.current } : { stale: refusal.current }
  }
}

const isStale = (refusal: Refusal): refusal is StaleRefusal<SiteText> => 'current' in refusal
