import { NotRemoved } from '../../server/files/files.ts'
import type { Say } from '../deploy/say.ts'
import { Stop } from '../deploy/stop.ts'
import { exit } from './exit.ts'

/** Runs until it ends for a reason that can be told; `left` says what stands then. */
export async function runToItsEnd(
  say: Say,
  left: () => string,
  isChanged: () => boolean,
  run: () => Promise<void>,
) {
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => {
      say('failed', `Interrupted. ${left()}`, { exitCode })
      process.exit(exitCode)
    })
  try {
    await run()
  } catch (error) {
    const exitCode = error instanceof Stop ? error.exitCode : isChanged() ? exit.failed : exit.refused
    say('failed', `${wordsOf(error)}\n${left()}`, { exitCode })
    process.exitCode = exitCode
  }
}

/** A mistake of ours is told as such. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError) throw error
  if (error instanceof NotRemoved) return error.message
  const cause = error.cause instanceof Error ? ` (${error.cause.message || error.cause.name})` : ''
  return `${error.message || error.name}${cause}`
}

/** What was not understood is told without the time. */
export function tellUsage(error: unknown) {
  if (!(error instanceof Stop)) throw error
  console.error(error.message)
  process.exitCode = error.exitCode
}
