import type { Cards } from '../../src/project.ts'
import { parseSearch } from '../../src/search.ts'
import { listPublished, type Place, type StoredCard } from '../db/cards.ts'
import type { Db } from '../db/schema.ts'
import type { Files } from '../files/files.ts'
import { Invalid } from './errors.ts'
import { withAddresses } from './project-files.ts'

type Question = { query?: string; ownerId?: number; after?: string | undefined; limit: number }

/** A page of published projects, newest first; `next` is where the following page begins. */
export async function searchProjects(db: Db, files: Files, question: Question): Promise<Cards> {
  const { words, tags } = parseSearch(question.query ?? '')
  const listing = {
    // Prefixes, so that `rever` finds Reverb; words are letters and digits only, so nothing needs quoting.
    words: words.length > 0 ? words.map(word => `${word}:*`).join(' & ') : undefined,
    tags,
    ...(question.ownerId !== undefined && { ownerId: question.ownerId }),
    after: question.after === undefined ? undefined : placeOf(question.after),
  }
  const found = await listPublished(db, listing, question.limit + 1)
  const page = found.slice(0, question.limit)
  const last = found.length > page.length ? page.at(-1) : undefined
  return { projects: page.map(card => toCard(card, files)), next: last ? tokenOf(last.place) : null }
}

export function toCard({ place: _, cover, ...card }: StoredCard, files: Files): Cards['projects'][number] {
  if (!cover) return { ...card, cover }
  const { key: _key, ...picture } = withAddresses(cover, files)
  return { ...card, cover: picture }
}

const tokenOf = ({ time, id }: Place) => Buffer.from(JSON.stringify([time, id])).toString('base64url')

function placeOf(token: string): Place {
  const [, time, id] = /^\[(\d{1,16}),(\d{1,15})\]$/.exec(Buffer.from(token, 'base64url').toString()) ?? []
  if (!time || !id) throw new Invalid({ after: 'This page of the list does not exist.' })
  return { time: Number(time), id: Number(id) }
}
