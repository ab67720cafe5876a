import { paths } from '../../src/paths.ts'
import type { Db } from '../db/schema.ts'
import {
  filledMakerRanges,
  filledProjectRanges,
  type Located,
  listLocatedMakers,
  listLocatedProjects,
  type Numbers,
} from '../db/sitemaps.ts'

/** An address that anyone may read, and when what is there last changed. */
export type SitemapEntry = { path: string; updated: Date }

/** As many as sitemaps.org allows. A file is a range of numbers, so that it stays the same file for ever. */
const addressesAFile = 50_000
/** Held at once. */
const addressesABatch = 1000

type Kind = {
  filled(db: Db, size: number): Promise<number[]>
  list(db: Db, numbers: Numbers, limit: number): Promise<(Located & SitemapEntry)[]>
}

const kinds: Record<string, Kind> = {
  projects: {
    filled: filledProjectRanges,
    list: async (...question) =>
      (await listLocatedProjects(...question)).map(found => ({
        ...found,
        path: paths.project({ owner: found.username, id: found.slug }),
      })),
  },
  makers: {
    filled: filledMakerRanges,
    list: async (...question) =>
      (await listLocatedMakers(...question)).map(found => ({ ...found, path: paths.profile(found) })),
  },
}

/** The names of all files that hold something, such as `projects-1`. */
export async function sitemapNames(db: Db): Promise<string[]> {
  const names: string[] = []
  for (const [kind, { filled }] of Object.entries(kinds))
    names.push(...(await filled(db, addressesAFile)).map(number => `${kind}-${number}`))
  return names
}

/** What is in the file of this name, by and by; nothing where there is no such file. */
export async function* sitemapEntries(db: Db, name: string): AsyncGenerator<SitemapEntry[], undefined> {
  const [, kind = '', file] = /^([a-z]+)-([1-9]\d{0,8})$/.exec(name) ?? []
  const { list } = (Object.hasOwn(kinds, kind) && kinds[kind]) || {}
  if (!list) return
  const upTo = Number(file) * addressesAFile
  let after = upTo - addressesAFile
  for (;;) {
    const batch = await list(db, { after, upTo }, addressesABatch)
    if (batch.length > 0) yield batch
    if (batch.length < addressesABatch) return
    after = batch.at(-1)?.number ?? upTo
  }
}
