import { partsOf, sizeOfPart, type UploadInParts } from '../../../src/upload.ts'
import { Refused } from '../../api.ts'
import type { Upload } from './attempt.ts'
import type { Outside } from './outside.ts'
import type { Piece } from './parcel.ts'
import { persist } from './persist.ts'
import { type Verdict, vanished, verdictOnSigning, verdictOnStore } from './refusals.ts'

type Outcome = Verdict | { next: 'arrived'; key: string }
/** Of an upload in parts: which of them the store has, and how many bytes of the others are on their way. */
type Sending = { store: UploadInParts; stored: Set<number>; underWay: Map<number, number> }

const lanes = 4

/** Brings a big file part by part, beginning with what the store lacks of it. */
export async function bringInParts(upload: Upload, piece: Piece, outside: Outside): Promise<Outcome> {
  let sending: Sending | undefined
  const got = () => (sending ? storedBytes(sending) : 0)
  return persist(() => attempt().catch(told), upload, outside, got)

  async function attempt(): Promise<Outcome> {
    sending = await open(upload, piece, outside)
    if (!sending.store.isComplete) {
      const problem = await sendMissing(sending)
      if (problem) return problem
      await outside.parts.complete(sending.store.id, upload.signal)
    }
    const { key, url } = sending.store
    piece.arrived = { key, url }
    return { next: 'arrived', key }
  }

  /** Each lane goes on though another fails: what it brought is not sent again. */
  async function sendMissing(sending: Sending): Promise<Verdict | undefined> {
    const numbers = Array.from({ length: partsOf(sending.store) }, (_, i) => i + 1)
    const missing = numbers.filter(number => !sending.stored.has(number)).values()
    const problems: Verdict[] = []
    const lane = async () => {
      for (const number of missing) {
        const problem = await sendPart(sending, number)
        if (problem) return void problems.push(problem)
      }
      return undefined
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    return problems.find(({ next }) => next !== 'retry') ?? problems[0]
  }

  async function sendPart(sending: Sending, number: number): Promise<Verdict | undefined> {
    const { store, stored, underWay } = sending
    const { signal, tell } = upload
    const onSent = (sent: number) => {
      underWay.set(number, sent)
      tell({ state: 'sending', sent: sentBytes(sending) })
    }
    try {
      const blob = partOf(piece, store, number)
      const digested = await outside.parts.digest(blob)
      if (!digested) return vanished
      const signed = await outside.parts.sign(store.id, { number, ...digested }, signal)
      const answer = await outside.parts.put(signed, blob, onSent, signal)
      if (answer.status === 200) return void stored.add(number)
      if (answer.status === 0 && !(await outside.isReadable(piece.file))) return vanished
      return verdictOnStore(answer, Date.parse(signed.expires) < Date.now())
    } catch (error) {
      return told(error)
    } finally {
      underWay.delete(number)
    }
  }

  function told(error: unknown): Verdict {
    if (upload.signal.aborted) return { next: 'stop', problem: 'Cancelled.' }
    if (!(error instanceof Refused)) throw error
    if (error.refusal.statusCode !== 404) return verdictOnSigning(error.refusal)
    delete piece.upload
    upload.begun(null)
    return { next: 'retry', problem: 'This upload had been ended, and begins again.' }
  }
}

/** Begins it, or looks what there is of one that was begun. */
async function open(upload: Upload, piece: Piece, outside: Outside): Promise<Sending> {
  const { item, signal, tell, begun } = upload
  const { file, path, type } = piece
  if (piece.upload === undefined) {
    tell({ state: 'sending', sent: 0 })
    const store = await outside.parts.begin({ kind: item.kind, path, type, size: file.size }, signal)
    piece.upload = { id: store.id, isOurs: true }
    begun(store.id)
    return { store, stored: new Set(), underWay: new Map() }
  }
  const store = await outside.parts.find(piece.upload.id, signal)
  const whole = store.parts.filter(({ number, size }) => size === sizeOfPart(store, number))
  const stored = piece.upload.isOurs ? whole : await known(whole, store, upload, piece, outside)
  piece.upload.isOurs = true
  const sending = { store, stored: new Set(stored.map(({ number }) => number)), underWay: new Map() }
  tell({ state: 'sending', sent: storedBytes(sending) })
  return sending
}

/** Those of the parts that are this file's: it may have changed since they were sent, or be another of its name. */
async function known(
  parts: UploadInParts['parts'],
  store: UploadInParts,
  { signal, tell }: Upload,
  piece: Piece,
  outside: Outside,
): Promise<UploadInParts['parts']> {
  tell({ state: 'comparing' })
  const blobs = parts.map(({ number }) => partOf(piece, store, number))
  const hashes = await outside.parts.md5s(blobs, signal)
  return parts.filter(({ etag }, at) => etag === hashes?.[at])
}

function partOf({ file }: Piece, store: UploadInParts, number: number): Blob {
  const start = (number - 1) * store.partSize
  return file.slice(start, start + sizeOfPart(store, number))
}

const storedBytes = ({ store, stored }: Sending) =>
  store.isComplete ? store.size : [...stored].reduce((sum, number) => sum + sizeOfPart(store, number), 0)

const sentBytes = (sending: Sending) =>
  [...sending.underWay.values()].reduce((sum, bytes) => sum + bytes, storedBytes(sending))
