import { type Arrived, bring, type Upload } from './attempt.ts'
import type { Item, Progress } from './items.ts'
import type { Outside } from './outside.ts'
import { type Parcel, packed, sizeOf } from './parcel.ts'
import { type Area, choose, type Found, type Taken } from './picks.ts'
import type { Verdict } from './refusals.ts'
import { after, startable, type UploadEvent, type Uploads } from './uploads.ts'

export type FoundFile = Found & { file: File }

/** The files that were taken, and what there is to say about those that were not, or not as they are. */
export type Added = { ids: string[]; notes: string[] }

/** The files of a project and their way to the store. */
export type Uploader = {
  subscribe(listener: () => void): () => void
  uploads(): Uploads
  /** Begins at once. */
  add(found: readonly FoundFile[], area: Area): Added
  cancel(id: string): void
  retry(id: string): void
  remove(id: string): void
  /** Goes on after a log-in or once the network is back. */
  resume(): void
  /** Puts other files in place of all. */
  reset(uploads: Uploads): void
  dispatch(event: Extract<UploadEvent, { happened: 'described' | 'moved' | 'coverChosen' }>): void
}

export function createUploader(initial: Uploads, outside: Outside): Uploader {
  let uploads = initial
  let last = 0
  const listeners = new Set<() => void>()
  const files = new Map<string, File>()
  const parcels = new Map<string, Parcel>()
  const running = new Map<string, AbortController>()

  function happen(event: UploadEvent) {
    uploads = after(uploads, event)
    for (const listener of listeners) listener()
  }

  function startNext() {
    for (const item of startable(uploads)) void begin(item)
  }

  async function begin(item: Item) {
    const file = files.get(item.id)
    if (!file) return
    const { id } = item
    const stop = new AbortController()
    const { signal } = stop
    running.set(id, stop)
    const tell = (state: Progress) => signal.aborted || progress(id, state)
    const outcome = await upload(item, file, { signal, tell })
    if (signal.aborted) return
    running.delete(id)
    settle(id, outcome)
    startNext()
  }

  type Course = Pick<Upload, 'signal' | 'tell'>

  async function upload(item: Item, file: File, course: Course): Promise<Verdict | Arrived> {
    const parcel = parcels.get(item.id) ?? (await pack(item, file, course))
    return 'next' in parcel ? parcel : bring({ item, parcel, ...course }, outside)
  }

  async function pack(item: Item, file: File, { signal, tell }: Course): Promise<Verdict | Parcel> {
    const { id } = item
    tell(item.kind === 'picture' ? { state: 'preparing' } : { state: 'sending', sent: 0 })
    const outcome = await packed(item, file, signal, outside)
    if ('next' in outcome) return outcome
    if (signal.aborted) return { next: 'stop', problem: 'Cancelled.' }
    const { parcel, prepared } = outcome
    parcels.set(id, parcel)
    const [{ type }] = parcel
    if (prepared) happen({ happened: 'prepared', id, ...prepared, type, size: sizeOf(parcel) })
    return parcel
  }

  function settle(id: string, outcome: Verdict | Arrived) {
    if (outcome.next === 'arrived') {
      parcels.delete(id)
      happen({ happened: 'arrived', id, ...outcome })
    } else if (outcome.next === 'stop') progress(id, { state: 'failed', problem: outcome.problem })
    else {
      progress(id, { state: 'waiting' })
      happen({ happened: 'held', hold: outcome.next === 'login' ? 'login' : 'offline' })
    }
  }

  const progress = (id: string, progress: Progress) => happen({ happened: 'progressed', id, progress })

  function halt(id: string) {
    running.get(id)?.abort()
    running.delete(id)
  }

  function forget({ id, url }: Item) {
    halt(id)
    parcels.delete(id)
    if (files.delete(id)) outside.unshow(url)
  }

  function toItem({ kind, path, type, found: { file } }: Taken<FoundFile>): Item {
    const id = `new-${++last}`
    files.set(id, file)
    const progress = { state: 'waiting' } as const
    const url = kind === 'picture' ? outside.show(file) : ''
    return {
      id,
      kind,
      path,
      type,
      url,
      progress,
      size: file.size,
      key: null,
      alt: '',
      width: null,
      height: null,
      caption: '',
      focus: null,
      colour: null,
      variants: [],
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    uploads: () => uploads,
    add(found, area) {
      const before = uploads.items
      const { taken, notes } = choose(found, area, before)
      const items = taken.map(toItem)
      happen({ happened: 'added', items })
      for (const item of before) if (!uploads.items.some(({ id }) => id === item.id)) forget(item)
      startNext()
      return { ids: items.map(({ id }) => id), notes }
    },
    cancel(id) {
      halt(id)
      progress(id, { state: 'failed', problem: 'Cancelled.' })
      startNext()
    },
    retry(id) {
      progress(id, { state: 'waiting' })
      startNext()
    },
    remove(id) {
      const item = uploads.items.find(item => item.id === id)
      if (!item) return
      happen({ happened: 'removed', id })
      forget(item)
      startNext()
    },
    resume() {
      happen({ happened: 'held', hold: null })
      startNext()
    },
    reset(other) {
      const before = uploads.items
      happen({ happened: 'reset', uploads: other })
      before.forEach(forget)
    },
    dispatch: happen,
  }
}
