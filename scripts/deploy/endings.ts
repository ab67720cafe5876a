import type { Say } from './say.ts'

/** Ends the process at a signal, with what is left behind; until the answer is called. */
export function tellInterrupts(say: Say, left: () => string): () => void {
  const interrupted = (signal: NodeJS.Signals) => {
    const exitCode = signal === 'SIGINT' ? 130 : 143
    say('failed', `Interrupted. ${left()}`, { exitCode })
    process.exit(exitCode)
  }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  return () => void process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
}

/** An error that has its reason outside; throws a mistake of ours, which is told as such. */
export function fromOutside(error: unknown): Error {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError) throw error
  return error
}
