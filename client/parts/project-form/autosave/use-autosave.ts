import { type RefObject, useState } from 'react'
import type { Autosave } from '../../../../src/autosave.ts'
import type { Project } from '../../../../src/project.ts'
import type { Uploads } from '../../uploader/uploads.ts'
import type { Base } from '../saving.ts'
import type { Texts } from '../texts.ts'
import { type Choices, choicesOf } from './choices.ts'
import type { Content } from './content.ts'
import type { Keeper, Keeping } from './keeper.ts'
import type { Told } from './tabs.ts'
import { useDesk, useElsewhere, useKeeping } from './use-keeper.ts'
import { type Opening, useOpening } from './use-opening.ts'

/** What was kept when the page was opened; `from` is what its address asks for. */
export type Opened = { autosave: Autosave | null; from: string | null }

export type Form = {
  owner: string
  saved: Project | null
  base: RefObject<Base>
  texts: Texts
  uploads: Uploads
  /** Puts this into the form, built on this version of the project. */
  show: (content: Content, baseVersion: number | null) => void
}

export type Autosaving = Opening &
  Choices & {
    keeper: Keeper
    keeping: Keeping
    /** Another tab keeps this too, while nothing is typed here. */
    elsewhere: Told | null
    /** The choice between two versions waits until it is asked for. */
    isChoicePutOff: boolean
    putChoiceOff(isPutOff?: boolean): void
  }

/** Keeps what is typed, brings back what was kept, and asks where the two went apart. */
export function useAutosave(form: Form, opened: Opened): Autosaving {
  const desk = useDesk(form.owner, form.saved === null ? opened.autosave : null)
  const opening = useOpening(desk, form, opened)
  const keeping = useKeeping(desk, form, opening.isReady && opening.offered === null)
  const elsewhere = useElsewhere(desk, form.saved?.id ?? null, keeping)
  const [putOff, setPutOff] = useState<Keeping | null>(null)
  return {
    ...opening,
    ...choicesOf(desk, form),
    keeper: desk.keeper,
    keeping,
    elsewhere,
    isChoicePutOff: putOff === keeping,
    putChoiceOff: (isPutOff = true) => setPutOff(isPutOff ? keeping : null),
  }
}
