import type { Db } from '../../db/schema.ts'
import type { Found } from '../../db/search.ts'
import type { Plan } from './plan.ts'
import { type Cursor, type StepName, steps } from './steps.ts'

export type Hit = Found & { step: StepName }
export type Page = { hits: Hit[]; next: Cursor | null }

/** However little matches, an answer looks through so many blocks at most: the next one goes on from there. */
const mostSteps = 3

/** Up to `limit` of what matches, from `cursor` on. */
export async function pageOf(db: Db, plan: Plan, begin: Cursor, limit: number): Promise<Page> {
  const hits: { hit: Hit; resume: Cursor }[] = []
  let cursor: Cursor | null = begin
  for (let i = 0; cursor && hits.length <= limit && i < mostSteps; i++) {
    const { found, step, from, next } = await steps[cursor.step](db, plan, cursor, limit + 1 - hits.length)
    for (const after of found) hits.push({ hit: { ...after, step }, resume: { step, from, after } })
    cursor = next
  }
  const page = hits.slice(0, limit)
  const next = hits.length > limit ? (page.at(-1)?.resume ?? null) : cursor
  return { hits: page.map(({ hit }) => hit), next }
}
