import { setTimeout as pause } from 'node:timers/promises'
import type { Say } from '../deploy/say.ts'
import { inWords, isThrottled, isUnclear } from './words.ts'

/**
 * Does what must not take effect twice. An answer that was lost may have been a yes, so that the next try comes only
 * after a look whether it is done.
 */
export async function once<Answer>(
  act: () => Promise<Answer>,
  lookWhetherDone: () => Promise<Answer | undefined>,
  wait: number,
  say: Say,
): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      return await act()
    } catch (error) {
      if (!isUnclear(error) && !isThrottled(error)) throw error
      if (isThrottled(error) && tries === tryMost) throw error
      say('warning', `No clear answer, looking again: ${inWords(error)}`)
      await pause(wait * tries)
      const done = isUnclear(error) ? await lookWhetherDone() : undefined
      if (done !== undefined) return done
      if (tries === tryMost) throw error
    }
  }
}

const tryMost = 5
