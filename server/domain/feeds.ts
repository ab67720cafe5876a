import type { Picture, ProjectFile } from '../../src/project.ts'
import { listEntries, type StoredEntry } from '../db/entries.ts'
import type { Files } from '../files/files.ts'
import { withFileAddresses } from './markdown.ts'
import { withAddresses } from './project-files.ts'
import type { Workshop } from './projects.ts'
import { searchProjects } from './search.ts'

/** What has been published, for those who follow along; HTML is safe to show as it is. */
export type Entry = Omit<StoredEntry, 'cover'> & {
  cover: (Picture & Pick<ProjectFile, 'type' | 'size'>) | null
}
export type Feed = { entries: Entry[]; next: string | null }

type Question = { query?: string; ownerId?: number; after?: string | undefined }

const entriesAPage = 20

/** What a search finds, as a page of a feed. */
export async function feedOf({ db, files }: Workshop, question: Question): Promise<Feed> {
  const { projects, next } = await searchProjects(db, files, { ...question, limit: entriesAPage })
  const addresses = projects.map(({ owner, id }) => ({ owner: owner.username, id }))
  const stored = await listEntries(db, addresses)
  const entries = addresses.flatMap(
    address => stored.find(({ owner, id }) => owner.username === address.owner && id === address.id) ?? [],
  )
  return { entries: entries.map(entry => toEntry(entry, files)), next }
}

function toEntry({ cover, descriptionHtml, ...entry }: StoredEntry, files: Files): Entry {
  return {
    ...entry,
    descriptionHtml: descriptionHtml && withFileAddresses(descriptionHtml, files.url),
    cover: cover && withAddresses(cover, files),
  }
}
