import { LRUCache } from 'lru-cache'
import type { Changes } from '../db/changes.ts'
import { type Finished, sizeOf } from '../finished.ts'

/** What is shown at an address. */
export type Shown = { finished: Finished } | { movedTo: string }

/** What came of making it: kept, until a topic changes or so many milliseconds are over, only where it says so. */
export type Made = Shown & { isKept: boolean; lasts?: number | undefined }

/** Counted since it was opened. */
export type CacheState = {
  asked: Readonly<{ kept: number; underWay: number; made: number }>
  dropped: Readonly<{ changed: number; expired: number; room: number; replaced: number }>
  /** How often all were dropped, since changes may have been missed. */
  emptied: number
  pages: number
  bytes: number
}

export type PageCache = {
  find(key: string): Finished | undefined
  /** What is kept, what is being made already, or what is made now. */
  take(key: string, topics: readonly string[], make: () => Promise<Made>): Promise<Shown>
  state(): CacheState
}

type Entry = { finished: Finished; topics: readonly string[] }
type Flight = { topics: readonly string[]; isStale: boolean; landing: Promise<Shown> }

const room = 64 * 1024 * 1024
const why = {
  delete: 'changed',
  expire: 'expired',
  evict: 'room',
  set: 'replaced',
  fetch: 'replaced',
} as const
const longestKey = 500

/** Finished pages, until the database tells that what they are about has changed; none while it cannot be heard. */
export function openCache(changes: Pick<Changes, 'follow' | 'areHeard'>): PageCache {
  const kept = new LRUCache<string, Entry>({
    maxSize: room,
    sizeCalculation: ({ finished }, key) => sizeOf(finished) + 2 * key.length,
    dispose({ topics }, key, reason) {
      forget(key, topics)
      dropped[why[reason]]++
    },
  })
  const asked = { kept: 0, underWay: 0, made: 0 }
  const dropped = { changed: 0, expired: 0, room: 0, replaced: 0 }
  let emptied = 0
  const keys = new Map<string, Set<string>>()
  const flights = new Map<string, Flight>()
  changes.follow(drop)

  function drop(topic: string | undefined) {
    // What is being made may have been read before the change: it is not kept, and nobody else waits for it.
    for (const [key, flight] of flights)
      if (topic === undefined || flight.topics.includes(topic)) end(key, flight)
    if (topic === undefined) empty()
    else for (const key of keys.get(topic) ?? []) kept.delete(key)
  }

  function empty() {
    emptied++
    kept.clear()
  }

  function end(key: string, flight: Flight) {
    flight.isStale = true
    if (flights.get(key) === flight) flights.delete(key)
  }

  function keep(key: string, entry: Entry, lasts: number | undefined) {
    kept.set(key, entry, lasts === undefined ? {} : { ttl: lasts })
    // Unless it was too big.
    if (kept.has(key))
      for (const topic of entry.topics) keys.set(topic, (keys.get(topic) ?? new Set()).add(key))
  }

  function forget(key: string, topics: readonly string[]) {
    for (const topic of topics) {
      const others = keys.get(topic)
      others?.delete(key)
      if (others?.size === 0) keys.delete(topic)
    }
  }

  function begin(key: string, topics: readonly string[], make: () => Promise<Made>): Promise<Shown> {
    const flight: Flight = {
      topics,
      isStale: false,
      landing: make()
        .then(land)
        .finally(() => end(key, flight)),
    }
    flights.set(key, flight)
    return flight.landing

    function land(made: Made): Shown {
      const mayBeKept = made.isKept && !flight.isStale && changes.areHeard() && key.length <= longestKey
      if ('finished' in made && mayBeKept) keep(key, { finished: made.finished, topics }, made.lasts)
      return made
    }
  }

  function found(key: string): Entry | undefined {
    const there = kept.get(key)
    if (there) asked.kept++
    return there
  }

  function joined(key: string): Promise<Shown> | undefined {
    const landing = flights.get(key)?.landing
    if (landing) asked.underWay++
    return landing
  }

  return {
    find: key => found(key)?.finished,
    async take(key, topics, make) {
      const there = changes.areHeard() ? (found(key) ?? joined(key)) : undefined
      if (there) return there
      asked.made++
      return changes.areHeard() ? begin(key, topics, make) : make()
    },
    state: () => ({ asked, dropped, emptied, pages: kept.size, bytes: kept.calculatedSize }),
  }
}
