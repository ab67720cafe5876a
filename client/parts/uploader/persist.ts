import type { Progress } from './items.ts'
import type { Outside } from './outside.ts'
import type { Verdict } from './refusals.ts'

export type Course = { signal: AbortSignal; tell: (progress: Progress) => void }

/** Tries after the first that brought nothing further: of a store that refuses, and of a line that is down. */
const most = { refused: 5, lost: 20 }
const longestPause = 30_000

/**
 * Tries until it succeeds or that can no longer be hoped for, with growing pauses; `retry` comes back only while this
 * computer is offline. `got` tells how far it is: what has moved on has not failed.
 */
export async function persist<Success extends { next: 'arrived' }>(
  once: () => Promise<Verdict | Success>,
  { signal, tell }: Course,
  outside: Outside,
  got: () => number = () => 0,
): Promise<Verdict | Success> {
  for (let failures = 0; ; ) {
    const before = got()
    const outcome = await once()
    if (signal.aborted || outcome.next !== 'retry' || !outside.isOnline()) return outcome
    failures = got() > before ? 1 : failures + 1
    if (failures > (outcome.isLost ? most.lost : most.refused)) return { ...outcome, next: 'stop' }
    tell({ state: 'pausing', problem: outcome.problem })
    await outside.pause(pauseAfter(failures), signal)
    if (signal.aborted) return outcome
  }
}

/** Never the same twice, so that many browsers do not come back at one moment. */
const pauseAfter = (failures: number) =>
  Math.min(longestPause, 1000 * 2 ** (failures - 1)) * (0.75 + Math.random() / 2)
