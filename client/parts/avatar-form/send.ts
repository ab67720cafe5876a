import { type Avatar, avatarFolder } from '../../../src/avatar.ts'
import { paths } from '../../../src/paths.ts'
import { call, Refused } from '../../api.ts'
import { browserOutside } from '../uploader/outside.ts'
import { persist } from '../uploader/persist.ts'
import { type Verdict, verdictOnSigning, verdictOnStore } from '../uploader/refusals.ts'
import type { Square } from './cut.ts'

type Sending = { signal: AbortSignal; tell: (words: string) => void }
export type Sent = { avatar: Avatar } | { problem: string }

/** Brings the squares to the store, and makes them the maker's picture. */
export async function send(username: string, squares: readonly Square[], sending: Sending): Promise<Sent> {
  const pictures: { key: string; size: number }[] = []
  for (const [index, square] of squares.entries()) {
    sending.tell(`Sending ${index + 1} of ${squares.length}…`)
    const outcome = await bring(square, sending)
    if (outcome.next !== 'arrived') return { problem: problemOf(outcome) }
    pictures.push({ key: outcome.key, size: square.size })
  }
  return unlessRefused(() => call<{ avatar: Avatar }>('PUT', paths.api.avatar({ username }), { pictures }))
}

/** From now on it is drawn from the name. */
export const remove = (username: string): Promise<Sent> =>
  unlessRefused(async () => {
    await call('DELETE', paths.api.avatar({ username }))
    return { avatar: null }
  })

async function unlessRefused(ask: () => Promise<Sent>): Promise<Sent> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Refused) return { problem: problemOf(verdictOnSigning(error.refusal)) }
    throw error
  }
}

type Outcome = Verdict | { next: 'arrived'; key: string }

function bring(square: Square, { signal, tell }: Sending): Promise<Outcome> {
  const outside = browserOutside(avatarFolder)
  const course = {
    signal,
    tell: () => tell('The connection was lost. Trying again…'),
  }
  return persist(() => postOnce(square, signal, outside), course, outside)
}

async function postOnce(
  { size, blob }: Square,
  signal: AbortSignal,
  outside: ReturnType<typeof browserOutside>,
): Promise<Outcome> {
  const { type } = blob
  const path = `${size}.${type.replace('image/', '')}`
  try {
    const settings = await outside.sign({ kind: 'picture', path, type, size: blob.size }, signal)
    const answer = await outside.post(settings, blob, path, () => undefined, signal)
    if (answer.status >= 200 && answer.status < 300) return { next: 'arrived', key: settings.key }
    return verdictOnStore(answer, Date.parse(settings.expires) < Date.now())
  } catch (error) {
    if (error instanceof Refused) return verdictOnSigning(error.refusal)
    if (signal.aborted) return { next: 'stop', problem: 'Cancelled.' }
    throw error
  }
}

function problemOf({ next, problem, isLost }: Verdict): string {
  if (next === 'login') return 'You are logged out. Log in again in another tab, then try again here.'
  if (isLost || next === 'retry')
    return `${problem} Your picture was not saved: check your connection, then try again.`
  return problem
}
