import { uniq } from 'ramda'
import { type Holding, holdings } from '../../../src/search.ts'
import type { FileKind } from '../../../src/upload.ts'
import { fold, wordsOf } from '../../../src/words.ts'
import type { Db } from '../../db/schema.ts'
import {
  countWords,
  findIndexable,
  type Indexable,
  keepIndexed,
  keepWords,
  listStale,
  tellLists,
} from '../../db/search-index.ts'
import type { Bench } from '../jobs.ts'
import { type Field, holding, licensed, madeBy, tagged, vectorOf } from './lexemes.ts'

/** Grows with every change to what is written below: whatever an older one wrote is written again. */
export const indexerVersion = 1

/** To be called in the transaction of whatever changes what a project says. */
export async function indexProject(db: Db, projectId: number): Promise<void> {
  const project = await findIndexable(db, projectId)
  if (!project) return
  await keepIndexed(db, projectId, entryOf(project))
  await keepWords(db, vocabularyOf(project))
}

const batch = 50

/** What another revision has saved, whose maker has another name, or an older way has written. */
export async function indexStale({ db, signal }: Pick<Bench, 'db' | 'signal'>): Promise<{ indexed: number }> {
  let indexed = 0
  for (;;) {
    signal.throwIfAborted()
    const stale = await listStale(db, indexerVersion, batch)
    for (const projectId of stale) await db.transaction().execute(db => indexProject(db, projectId))
    indexed += stale.length
    if (stale.length < batch) break
  }
  if (indexed > 0) await tellLists(db)
  return { indexed }
}

/** For estimates of how much matches. */
export async function countVocabulary({ db }: Pick<Bench, 'db'>): Promise<{ words: number }> {
  return { words: await countWords(db) }
}

/** How a project is found. */
export function entryOf(project: Indexable) {
  const head = headOf(project)
  return {
    name: fold([project.title, ...project.tags, project.name, project.username].join(' ')),
    head: vectorOf(head, marksOf(project)),
    words: vectorOf([...head, ...bodyOf(project)], marksOf(project)),
    indexer: indexerVersion,
  }
}

const headOf = ({ title, tags, summary, name, username }: Indexable): Field[] => [
  { text: title, weight: 'A' },
  ...tags.map((text): Field => ({ text, weight: 'A' })),
  { text: summary, weight: 'B' },
  { text: name, weight: 'B' },
  { text: username, weight: 'B' },
]

const bodyOf = ({ description, instructions, paths }: Indexable): Field[] => [
  { text: description, weight: 'C' },
  { text: instructions, weight: 'D' },
  ...paths.map((text): Field => ({ text, weight: 'D' })),
]

const heldAs: Record<FileKind, Holding> = { audio: 'audio', picture: 'pictures', file: 'files' }

const marksOf = ({ tags, username, licences, kinds }: Indexable): string[] =>
  uniq([
    ...tags.map(tagged),
    madeBy(username),
    ...Object.values(licences).map(licensed),
    ...holdings.filter(held => kinds.some(kind => heldAs[kind] === held)).map(holding),
  ])

/** Those that a mistyped word may have meant. */
export const vocabularyOf = ({ title, tags }: Pick<Indexable, 'title' | 'tags'>): string[] =>
  uniq([title, ...tags].flatMap(wordsOf)).filter(word => /^\p{L}{3,}$/u.test(word))
