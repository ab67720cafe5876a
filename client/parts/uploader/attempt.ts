import { Refused } from '../../api.ts'
import type { Item, Progress } from './items.ts'
import type { Outside } from './outside.ts'
import { type Parcel, type Part, variantsIn } from './parcel.ts'
import { type Verdict, vanished, verdictOnSigning, verdictOnStore } from './refusals.ts'

export type Arrived = { next: 'arrived'; key: string; variants: Item['variants'] }
export type Upload = { item: Item; parcel: Parcel; signal: AbortSignal; tell: (progress: Progress) => void }

/** Tries after the first, each signed anew. */
const retries = 5

/**
 * Brings a file to the store with what goes beside it, which may fail; `retry` comes back only while this computer is
 * offline. What has arrived is not sent again.
 */
export async function bring(upload: Upload, outside: Outside): Promise<Verdict | Arrived> {
  const [original, ...copies] = upload.parcel
  const arrival = await bringPart(upload, original, 0, outside)
  if (arrival.next !== 'arrived') return arrival
  let sent = original.file.size
  for (const copy of copies) {
    const outcome = await bringPart(upload, copy, sent, outside)
    if (outcome.next === 'retry' || outcome.next === 'login') return outcome
    if (upload.signal.aborted) break
    sent += copy.file.size
  }
  return { ...arrival, variants: variantsIn(copies) }
}

type Outcome = Verdict | { next: 'arrived'; key: string }

async function bringPart(upload: Upload, part: Part, before: number, outside: Outside): Promise<Outcome> {
  const { signal, tell } = upload
  for (let attempt = 0; ; attempt++) {
    if (part.arrived) return { next: 'arrived', key: part.arrived.key }
    tell({ state: 'sending', sent: before })
    const outcome = await attemptOnce(upload, part, before, outside)
    if (signal.aborted || outcome.next !== 'retry' || !outside.isOnline()) return outcome
    if (attempt === retries) return { ...outcome, next: 'stop' }
    tell({ state: 'pausing', problem: outcome.problem })
    await outside.pause(1000 * 2 ** attempt * (0.75 + Math.random() / 2), signal)
    if (signal.aborted) return outcome
  }
}

async function attemptOnce(
  { item: { kind }, signal, tell }: Upload,
  part: Part,
  before: number,
  outside: Outside,
): Promise<Outcome> {
  const { file, path, type } = part
  try {
    const settings = await outside.sign({ kind, path, type, size: file.size }, signal)
    const onSent = (sent: number) => tell({ state: 'sending', sent: before + sent })
    const answer = await outside.post(settings, file, path, onSent, signal)
    if (answer.status >= 200 && answer.status < 300) {
      part.arrived = { key: settings.key, url: settings.url }
      return { next: 'arrived', key: settings.key }
    }
    if (answer.status === 0 && !(await outside.isReadable(file))) return vanished
    return verdictOnStore(answer, Date.parse(settings.expires) < Date.now())
  } catch (error) {
    if (error instanceof Refused) return verdictOnSigning(error.refusal)
    if (signal.aborted) return { next: 'stop', problem: 'Cancelled.' }
    throw error
  }
}
