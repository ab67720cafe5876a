import { Refused } from '../../api.ts'
import type { Item, Progress } from './items.ts'
import type { Outside } from './outside.ts'
import { damaged, type Verdict, vanished, verdictOnSigning, verdictOnStore } from './refusals.ts'

export type Arrived = { next: 'arrived'; key: string }
export type Upload = { item: Item; file: File; signal: AbortSignal; tell: (progress: Progress) => void }

/** Tries after the first, each signed anew. */
const retries = 5

/** Brings a file to the store; `retry` comes back only while this computer is offline. */
export async function bring(upload: Upload, outside: Outside): Promise<Verdict | Arrived> {
  const { signal, tell } = upload
  for (let attempt = 0; ; attempt++) {
    tell({ state: 'sending', sent: 0 })
    const outcome = await attemptOnce(upload, outside)
    if (signal.aborted || outcome.next !== 'retry' || !outside.isOnline()) return outcome
    if (attempt === retries) return { ...outcome, next: 'stop' }
    tell({ state: 'pausing', problem: outcome.problem })
    await outside.pause(1000 * 2 ** attempt * (0.75 + Math.random() / 2), signal)
    if (signal.aborted) return outcome
  }
}

async function attemptOnce(
  { item, file, signal, tell }: Upload,
  outside: Outside,
): Promise<Verdict | Arrived> {
  try {
    const settings = await outside.sign(item, signal)
    const onSent = (sent: number) => tell({ state: 'sending', sent })
    const answer = await outside.post(settings, file, item.path, onSent, signal)
    if (answer.status >= 200 && answer.status < 300) return { next: 'arrived', key: settings.key }
    if (answer.status === 0 && !(await outside.isReadable(file))) return vanished
    return verdictOnStore(answer, Date.parse(settings.expires) < Date.now())
  } catch (error) {
    if (error instanceof Refused) return verdictOnSigning(error.refusal)
    if (signal.aborted) return { next: 'stop', problem: 'Cancelled.' }
    throw error
  }
}

/** Width and height of a picture, or why it cannot be one; undefined for what needs none. */
export async function measured({ item, file }: Upload, outside: Outside) {
  if (item.kind !== 'picture' || item.width !== null) return undefined
  const size = await outside.measure(file)
  if (size) return size
  return (await outside.isReadable(file)) ? damaged : vanished
}
