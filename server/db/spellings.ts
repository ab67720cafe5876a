import { sql } from 'kysely'
import type { Db } from './schema.ts'

export type Spelling = { word: string; projects: number }

/**
 * Known words that look like this one: those that share enough of their letters, and, since swapped letters share few,
 * the likest that begin alike.
 */
export async function listWordsLike(db: Db, word: string): Promise<Spelling[]> {
  const { rows } = await sql<Spelling>`
    (select word, projects from search_words where word % ${word} and strpos(word, ':') = 0 order by similarity(word, ${word}) desc limit 20)
    union
    (select word, projects from search_words
      where word >= ${word.slice(0, 1)} and word < ${word.slice(0, 1)} || U&'\\FFFF'
        and strpos(word, ':') = 0 and length(word) between ${word.length - 2} and ${word.length + 2}
      order by similarity(word, ${word}) desc limit 20)`.execute(db)
  return rows
}
