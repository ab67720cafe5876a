import { equals } from 'ramda'
import type { Refusal, StaleRefusal } from '../../../src/answers.ts'
import { paths } from '../../../src/paths.ts'
import type { Project, ProjectDraft } from '../../../src/project.ts'
import { call, Refused } from '../../api.ts'
import { differences } from './differences.ts'

/** What a save builds on: where the project is, and its version. Null for one that is not there yet. */
export type Base = { id: string; version: number } | null

export type Outcome = { saved: { id: string } } | { stale: Project } | { gone: true } | { refused: Refusal }

/** Saves once, and says what came of it. A save that arrived though its answer got lost counts as saved. */
export async function save(owner: string, base: Base, draft: ProjectDraft): Promise<Outcome> {
  try {
    return { saved: await send(owner, base, draft) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return await afterRefusal(owner, base, draft, error.refusal)
  }
}

function send(owner: string, base: Base, draft: ProjectDraft): Promise<Project> {
  return base
    ? call<Project>('PUT', paths.api.project({ owner, id: base.id }), { ...draft, version: base.version })
    : call<Project>('POST', paths.api.projectsOf({ owner }), draft)
}

async function afterRefusal(
  owner: string,
  base: Base,
  draft: ProjectDraft,
  refusal: Refusal,
): Promise<Outcome> {
  const current = await currentOf(owner, base, draft, refusal)
  if (current && isSame(draft, current)) return { saved: current }
  if (current && base) return { stale: current }
  return base && refusal.statusCode === 404 ? { gone: true } : { refused: refusal }
}

/** What is saved at this address, where that is what the refusal is about. */
async function currentOf(owner: string, base: Base, draft: ProjectDraft, refusal: Refusal) {
  if (isStale(refusal)) return refusal.current
  if (refusal.statusCode === 409 && !base) return find(owner, draft.id)
  // Another tab may have moved it: the old address leads to the new one.
  if (refusal.statusCode === 404 && base) return find(owner, base.id)
  return undefined
}

const isStale = (refusal: Refusal): refusal is StaleRefusal => 'current' in refusal

async function find(owner: string, id: string): Promise<Project | undefined> {
  try {
    return await call<Project>('GET', paths.api.project({ owner, id }))
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

const isSame = (draft: ProjectDraft, current: Project) =>
  draft.status === current.status &&
  equals(keysOf(draft), keysOf(current)) &&
  differences(draft, current).length === 0

const keysOf = ({ files }: ProjectDraft | Project) => files.map(({ key }) => key)
