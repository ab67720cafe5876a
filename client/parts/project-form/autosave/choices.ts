import type { Autosave, AutosaveKept } from '../../../../src/autosave.ts'
import { Refused } from '../../../api.ts'
import { fetchAutosave, keepAsDraft } from './calls.ts'
import { contentOf, nothingTyped } from './content.ts'
import { removeAutosave } from './outside.ts'
import type { Form } from './use-autosave.ts'
import type { Desk } from './use-keeper.ts'

/** What a maker decides; each throws Refused, and then nothing has changed. */
export type Choices = {
  /** What is typed here goes on; the other version becomes work of its own. */
  keepMine(current: Autosave): Promise<void>
  /** The other version goes on; what is typed here becomes work of its own. */
  takeTheirs(current: Autosave): Promise<void>
  /** What another tab has kept under this id is shown here too. */
  follow(id: string): Promise<void>
  /** Back to what is saved. */
  discard(): Promise<void>
}

export function choicesOf({ keeper }: Desk, { saved, texts, uploads, show }: Form): Choices {
  function goOnFrom(autosave: Autosave) {
    keeper.goOnFrom(autosave)
    show(autosave.content, autosave.baseVersion)
  }

  return {
    async keepMine(current) {
      await keepAsDraft(current.content)
      keeper.overwrite(current)
    },
    async takeTheirs(current) {
      await keepAsDraft(contentOf(texts, uploads))
      goOnFrom(current)
    },
    async follow(id) {
      goOnFrom(await fetchAutosave(id))
    },
    async discard() {
      const kept = await keeper.hold()
      try {
        if (kept) await removed(kept)
        keeper.goOnFrom(null)
        show(saved ?? nothingTyped, saved?.version ?? null)
      } finally {
        keeper.release()
      }
    },
  }
}

/** Kept anew in another place, that stays: what is typed here goes. */
async function removed(kept: AutosaveKept) {
  try {
    await removeAutosave(kept)
  } catch (error) {
    if (!(error instanceof Refused && 'current' in error.refusal)) throw error
  }
}
