import { largestForm } from '../../../src/upload.ts'
import { Refused } from '../../api.ts'
import { bringInParts } from './in-parts.ts'
import type { Item } from './items.ts'
import type { Outside } from './outside.ts'
import { type Parcel, type Piece, variantsIn } from './parcel.ts'
import { type Course, persist } from './persist.ts'
import { type Verdict, vanished, verdictOnSigning, verdictOnStore } from './refusals.ts'

export type Arrived = { next: 'arrived'; key: string; variants: Item['variants'] }
/** `begun` hears of an upload in parts, and when there is none any more. */
export type Upload = Course & { item: Item; parcel: Parcel; begun: (upload: string | null) => void }

/**
 * Brings a file to the store with what goes beside it, which may fail; `retry` comes back only while this computer is
 * offline. What has arrived is not sent again.
 */
export async function bring(upload: Upload, outside: Outside): Promise<Verdict | Arrived> {
  const [original, ...copies] = upload.parcel
  const arrival = await bringPiece(upload, original, 0, outside)
  if (arrival.next !== 'arrived') return arrival
  let sent = original.file.size
  for (const copy of copies) {
    const outcome = await bringPiece(upload, copy, sent, outside)
    if (outcome.next === 'retry' || outcome.next === 'login') return outcome
    if (upload.signal.aborted) break
    sent += copy.file.size
  }
  return { ...arrival, variants: variantsIn(copies) }
}

type Outcome = Verdict | { next: 'arrived'; key: string }

async function bringPiece(upload: Upload, piece: Piece, before: number, outside: Outside): Promise<Outcome> {
  if (piece.arrived) return { next: 'arrived', key: piece.arrived.key }
  if (piece.file.size > largestForm) return bringInParts(upload, piece, outside)
  return persist(() => postOnce(upload, piece, before, outside), upload, outside)
}

/** Signed anew each time. */
export async function postOnce(
  { item: { kind }, signal, tell }: Pick<Upload, 'item' | 'signal' | 'tell'>,
  piece: Piece,
  before: number,
  outside: Outside,
): Promise<Outcome> {
  const { file, path, type } = piece
  tell({ state: 'sending', sent: before })
  try {
    const settings = await outside.sign({ kind, path, type, size: file.size }, signal)
    const onSent = (sent: number) => tell({ state: 'sending', sent: before + sent })
    const answer = await outside.post(settings, file, path, onSent, signal)
    if (answer.status >= 200 && answer.status < 300) {
      piece.arrived = { key: settings.key, url: settings.url }
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
