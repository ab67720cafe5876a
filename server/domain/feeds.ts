import type { Cards, Picture, ProjectFile } from '../../src/project.ts'
import { listEntries, type StoredEntry } from '../db/entries.ts'
import type { Files } from '../files/files.ts'
import { withFileAddresses } from './markdown.ts'
import { withAddresses } from './project-files.ts'
import type { Workshop } from './projects.ts'
import { projectsOf, searchProjects } from './search.ts'

/** What has been published, for those who follow along; HTML is safe to show as it is. */
export type Entry = Omit<StoredEntry, 'cover'> & {
  cover: (Picture & Pick<ProjectFile, 'type' | 'size'>) | null
}
export type Feed = { entries: Entry[]; next: string | null }

type Question = { query?: string; ownerId?: number; after?: string | undefined }

const entriesAPage = 20

/** What a search finds, or a maker has published, as a page of a feed. */
export async function feedOf(workshop: Workshop, question: Question): Promise<Feed> {
  const { db, files } = workshop
  const { projects, next } = await cardsFor(workshop, question)
  const addresses = projects.map(({ owner, id }) => ({ owner: owner.username, id }))
  const stored = await listEntries(db, addresses)
  const entries = addresses.flatMap(
    address => stored.find(({ owner, id }) => owner.username === address.owner && id === address.id) ?? [],
  )
  return { entries: entries.map(entry => toEntry(entry, files)), next }
}

/** Whoever follows along wants what is new, and nothing that was not asked for. */
async function cardsFor(workshop: Workshop, { ownerId, query = '', after }: Question): Promise<Cards> {
  const part = { after, limit: entriesAPage }
  if (ownerId !== undefined) return projectsOf(workshop, ownerId, part)
  const found = await searchProjects(workshop, { query, sort: 'newest', ...part })
  return found.instead === null ? found : { projects: [], next: null }
}

function toEntry({ cover, descriptionHtml, ...entry }: StoredEntry, files: Files): Entry {
  return {
    ...entry,
    descriptionHtml: descriptionHtml && withFileAddresses(descriptionHtml, files.url),
    cover: cover && withAddresses(cover, files),
  }
}
