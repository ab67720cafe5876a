import { createStore, del, delMany, entries, get, set, type UseStore } from 'idb-keyval'
import { largestForm } from '../../../src/upload.ts'

type Kept = { file: File; at: number }

/** As long as an unfinished upload is kept, in ms. */
const week = 7 * 24 * 60 * 60 * 1000

let opened: UseStore | undefined
const store = () => (opened ??= createStore('muzhack-files', 'unfinished'))

/**
 * Keeps a file in this browser until it has arrived, so that its upload goes on by itself after a reload. Browsers make a
 * copy of it: larger ones are picked again instead.
 */
export async function keepFile(id: string, file: File): Promise<void> {
  if (file.size > largestForm) return
  await quietly(() => set(id, { file, at: Date.now() } satisfies Kept, store()))
}

const held = new Set<string>()

/** Whether this tab alone may send it, until it is closed. */
export function holdFile(id: string): Promise<boolean> {
  if (!('locks' in navigator) || held.has(id)) return Promise.resolve(true)
  return new Promise(resolve => {
    void navigator.locks.request(`muzhack-file:${id}`, { ifAvailable: true }, lock => {
      resolve(lock !== null)
      if (lock) held.add(id)
      return lock && new Promise(() => undefined)
    })
  })
}

/** Undefined for what is not kept here. */
export async function recallFile(id: string): Promise<File | undefined> {
  const kept = await quietly(() => get<Kept>(id, store()))
  return kept?.file
}

export async function forgetFile(id: string): Promise<void> {
  await quietly(() => del(id, store()))
}

/** Forgets what nobody came back to. */
export async function tidyFiles(): Promise<void> {
  const all = (await quietly(() => entries<string, Kept>(store()))) ?? []
  const old = all.filter(([, { at }]) => Date.now() - at > week).map(([id]) => id)
  if (old.length > 0) await quietly(() => delMany(old, store()))
}

/** A browser may keep nothing for sites, or have no room: then a file is picked again. */
async function quietly<Answer>(work: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DOMException || error instanceof ReferenceError) return undefined
    throw error
  }
}
