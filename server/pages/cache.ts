import { LRUCache } from 'lru-cache'
import type { Changes } from '../db/changes.ts'
import { type Finished, sizeOf } from '../finished.ts'

/** What is shown at an address. */
export type Shown = { finished: Finished } | { movedTo: string }

/** What came of making it: kept, until a topic changes or so many milliseconds are over, only where it says so. */
export type Made = Shown & { isKept: boolean; lasts?: number | undefined }

export type PageCache = {
  find(key: string): Finished | undefined
  /** What is kept, what is being made already, or what is made now. */
  take(key: string, topics: readonly string[], make: () => Promise<Made>): Promise<Shown>
}

type Entry = { finished: Finished; topics: readonly string[] }
type Flight = { topics: readonly string[]; isStale: boolean; landing: Promise<Shown> }

const room = 64 * 1024 * 1024
const longestKey = 500

/** Finished pages, until the database tells that what they are about has changed; none while it cannot be heard. */
export function openCache(changes: Pick<Changes, 'follow' | 'areHeard'>): PageCache {
  const kept = new LRUCache<string, Entry>({
    maxSize: room,
    sizeCalculation: ({ finished }, key) => sizeOf(finished) + 2 * key.length,
    dispose: ({ topics }, key) => forget(key, topics),
  })
  const keys = new Map<string, Set<string>>()
  const flights = new Map<string, Flight>()
  changes.follow(drop)

  function drop(topic: string | undefined) {
    // What is being made may have been read before the change: it is not kept, and nobody else waits for it.
    for (const [key, flight] of flights)
      if (topic === undefined || flight.topics.includes(topic)) end(key, flight)
    if (topic === undefined) kept.clear()
    else for (const key of keys.get(topic) ?? []) kept.delete(key)
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

  return {
    find: key => kept.get(key)?.finished,
    async take(key, topics, make) {
      if (!changes.areHeard()) return make()
      const there = kept.get(key)
      if (there) return there
      return flights.get(key)?.landing ?? begin(key, topics, make)
    },
  }
}
