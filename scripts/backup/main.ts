import { NotRemoved } from '../../server/files/files.ts'
import { fromOutside, tellInterrupts } from '../deploy/endings.ts'
import type { Say } from '../deploy/say.ts'
import { Stop } from '../deploy/stop.ts'
import { exit } from './exit.ts'

/** What stands wherever a run ends before its time, and whether anything was changed until then. */
type Standing = { left(): string; isChanged(): boolean }

/** Answers the exit code of a run that ends for a reason that can be told. */
export async function toItsEnd(
  say: Say,
  { left, isChanged }: Standing,
  run: () => Promise<number>,
): Promise<number> {
  const letGo = tellInterrupts(say, left)
  try {
    return await run()
  } catch (error) {
    const exitCode = error instanceof Stop ? error.exitCode : isChanged() ? exit.failed : exit.refused
    say('failed', `${wordsOf(error)}\n${left()}`, { exitCode })
    return exitCode
  } finally {
    letGo()
  }
}

function wordsOf(thrown: unknown): string {
  const error = fromOutside(thrown)
  if (error instanceof NotRemoved) return error.message
  const cause = error.cause instanceof Error ? ` (${error.cause.message || error.cause.name})` : ''
  return `${error.message || error.name}${cause}`
}

/** What was not understood is told without the time. */
export async function understood(write: (line: string) => void, run: () => Promise<number>): Promise<number> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    write(error.message)
    return error.exitCode
  }
}
