import { formatSize } from '../../../src/format.ts'
import { type Arrived, bring, type Upload } from './attempt.ts'
import { type Item, newItem, type Progress } from './items.ts'
import type { Outside } from './outside.ts'
import { type Parcel, packed, sizeOf } from './parcel.ts'
import { type Area, choose, type Found, type Taken } from './picks.ts'
import { croppedAll } from './recrop.ts'
import type { Verdict } from './refusals.ts'
import { after, startable, type UploadEvent, type Uploads } from './uploads.ts'

export type FoundFile = Found & { file: File }

/** The files that were taken, and what there is to say about those that were not, or not as they are. */
export type Added = { ids: string[]; notes: string[] }

/** The files of a project and their way to the store. */
export type Uploader = {
  subscribe(listener: () => void): () => void
  uploads(): Uploads
  /** Begins at once, or goes on where one of them was interrupted. */
  add(found: readonly FoundFile[], area: Area): Added
  /** Goes on with the file that was interrupted; says so where this is another. */
  supply(id: string, file: File): string | undefined
  /** Goes on with what this browser kept of files that were interrupted. */
  recall(): void
  /** Before a save: these, with what other sites show of them cut around where their focus points are now. */
  cropAnew(items: readonly Item[]): Promise<Item[]>
  cancel(id: string): void
  retry(id: string): void
  remove(id: string): void
  /** Goes on after a log-in or once the network is back. */
  resume(): void
  /** Puts other files in place of all. */
  reset(uploads: Uploads): void
  dispatch(event: Extract<UploadEvent, { happened: 'described' | 'moved' | 'coverChosen' }>): void
}

/** Bytes are told no oftener, in ms, of all files together: the whole page is drawn again for them. */
const calm = 250

/** A file of this computer, until its item is removed. */
type InHand = { file: File; gone: AbortController; parcel?: Parcel; sending?: AbortController }

// oxlint-disable-next-line max-lines-per-function -- one machine, its verbs told in the order in which they happen
export function createUploader(initial: Uploads, outside: Outside): Uploader {
  let uploads = initial
  let toldBytes = 0
  const listeners = new Set<() => void>()
  const inHand = new Map<string, InHand>()

  function happen(event: UploadEvent) {
    uploads = after(uploads, event)
    for (const listener of listeners) listener()
  }

  const progress = (id: string, progress: Progress) => happen({ happened: 'progressed', id, progress })
  const find = (id: string) => uploads.items.find(item => item.id === id)

  function startNext() {
    for (const item of startable(uploads)) void begin(item)
  }

  async function begin(item: Item) {
    const hand = inHand.get(item.id)
    if (!hand) return
    const { id } = item
    const { signal } = (hand.sending = new AbortController())
    const tell = (state: Progress) => signal.aborted || isTooSoon(id, state) || progress(id, state)
    const begun = (upload: string | null) => signal.aborted || happen({ happened: 'begun', id, upload })
    const outcome = await send(item, hand, { signal, tell, begun })
    if (signal.aborted) return
    settle(id, hand, outcome)
    startNext()
  }

  function isTooSoon(id: string, { state }: Progress): boolean {
    if (state !== 'sending' || find(id)?.progress.state !== 'sending') return false
    if (Date.now() - toldBytes < calm) return true
    toldBytes = Date.now()
    return false
  }

  type Course = Pick<Upload, 'signal' | 'tell' | 'begun'>

  async function send(item: Item, hand: InHand, course: Course): Promise<Verdict | Arrived> {
    const parcel = hand.parcel ?? (await pack(item, hand, course))
    return 'next' in parcel ? parcel : bring({ item, parcel, ...course }, outside)
  }

  async function pack(item: Item, hand: InHand, { signal, tell }: Course): Promise<Verdict | Parcel> {
    const { id } = item
    tell(item.kind === 'picture' ? { state: 'preparing' } : { state: 'sending', sent: 0 })
    const outcome = await packed(item, hand.file, signal, outside)
    if ('next' in outcome) return outcome
    if (signal.aborted) return { next: 'stop', problem: 'Cancelled.' }
    const { parcel, prepared } = outcome
    hand.parcel = parcel
    const [{ type, file }] = parcel
    if (prepared) happen({ happened: 'prepared', id, ...prepared, type, size: sizeOf(parcel) })
    void hash(id, file, hand.gone.signal)
    return parcel
  }

  /** Beside its upload, which does not wait for it. */
  async function hash(id: string, file: Blob, signal: AbortSignal) {
    const sha256 = await outside.checksum(file, signal)
    if (sha256 !== undefined && !signal.aborted) happen({ happened: 'hashed', id, sha256 })
  }

  function settle(id: string, hand: InHand, outcome: Verdict | Arrived) {
    delete hand.sending
    if (outcome.next === 'arrived') {
      delete hand.parcel
      void outside.kept.forget(id)
      happen({ happened: 'arrived', id, ...outcome })
    } else if (outcome.next === 'stop') progress(id, { state: 'failed', problem: outcome.problem })
    else {
      progress(id, { state: 'waiting' })
      happen({ happened: 'held', hold: outcome.next === 'login' ? 'login' : 'offline' })
    }
  }

  function take({ kind, path, type, found }: Taken<FoundFile>): Item {
    const { file } = found
    const id = outside.newId()
    const origin = { path: found.path, size: file.size, modified: file.lastModified }
    const url = hold(id, kind, file)
    void outside.kept.keep(id, file)
    void outside.kept.hold(id)
    return newItem({ id, kind, path, type, url, origin, progress: { state: 'waiting' } })
  }

  function hold(id: string, kind: Item['kind'], file: File): string {
    inHand.set(id, { file, gone: new AbortController() })
    return kind === 'picture' ? outside.show(file) : ''
  }

  function goOn({ id, kind }: Item, file: File) {
    happen({ happened: 'supplied', id, url: hold(id, kind, file) })
    startNext()
  }

  /** Those of them that were interrupted go on. */
  function goOnWith(found: readonly FoundFile[]): { gone: string[]; others: FoundFile[] } {
    const gone: string[] = []
    const others = found.filter(({ path, file }) => {
      const item = uploads.items.find(
        ({ progress, origin }) =>
          progress.state === 'interrupted' && origin?.path === path && origin.size === file.size,
      )
      if (!item) return true
      gone.push(item.id)
      goOn(item, file)
      return false
    })
    return { gone, others }
  }

  function recallAll() {
    for (const item of uploads.items) if (item.progress.state === 'interrupted') void recallOne(item)
  }

  async function recallOne(item: Item) {
    const { id } = item
    if (!(await outside.kept.hold(id)))
      return progress(id, { state: 'interrupted', problem: 'Another tab is uploading it.' })
    const file = await outside.kept.recall(id)
    if (file && find(id)?.progress.state === 'interrupted') goOn(item, file)
  }

  function letGo({ id, url }: Item) {
    const hand = inHand.get(id)
    if (!hand) return
    hand.sending?.abort()
    hand.gone.abort()
    inHand.delete(id)
    outside.unshow(url)
  }

  /** What has come of it in parts goes too. */
  function abandon({ id, upload, key }: Item) {
    void outside.kept.forget(id)
    if (upload !== null && key === null) outside.parts.abort(upload)
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    uploads: () => uploads,
    add(found, area) {
      const { gone, others } = goOnWith(found)
      const before = uploads.items
      const { taken, notes } = choose(others, area, before)
      const items = taken.map(take)
      happen({ happened: 'added', items })
      for (const item of before.filter(({ id }) => !find(id))) {
        letGo(item)
        abandon(item)
      }
      startNext()
      return { ids: [...gone, ...items.map(({ id }) => id)], notes }
    },
    supply(id, file) {
      const item = find(id)
      if (!item?.origin || item.progress.state !== 'interrupted') return undefined
      const { size } = item.origin
      if (file.size !== size)
        return `This is another file: it has ${formatSize(file.size)}, where ${item.path} has ${formatSize(size)}.`
      goOn(item, file)
      return undefined
    },
    recall() {
      void outside.kept.tidy()
      recallAll()
    },
    cropAnew: items => croppedAll(items, id => inHand.get(id)?.file, outside),
    cancel(id) {
      const item = find(id)
      const hand = inHand.get(id)
      if (!item || !hand) return
      hand.sending?.abort()
      delete hand.parcel
      abandon(item)
      happen({ happened: 'begun', id, upload: null })
      progress(id, { state: 'failed', problem: 'Cancelled.' })
      startNext()
    },
    retry(id) {
      const hand = inHand.get(id)
      if (!hand) return
      void outside.kept.keep(id, hand.file)
      progress(id, { state: 'waiting' })
      startNext()
    },
    remove(id) {
      const item = find(id)
      if (!item) return
      happen({ happened: 'removed', id })
      letGo(item)
      abandon(item)
      startNext()
    },
    resume() {
      happen({ happened: 'held', hold: null })
      startNext()
    },
    reset(other) {
      const before = uploads.items
      happen({ happened: 'reset', uploads: other })
      before.forEach(letGo)
      recallAll()
    },
    dispatch: happen,
  }
}
