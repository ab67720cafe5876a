import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Refusal } from '../../../src/answers.ts'
import { paths } from '../../../src/paths.ts'
import type { Project, ProjectDraft } from '../../../src/project.ts'
import { leaveFor } from '../../ui/use-guard.ts'
import { isUnderWay } from '../uploader/items.ts'
import type { Uploader } from '../uploader/uploader.ts'
import type { Uploads } from '../uploader/uploads.ts'
import type { Keeper } from './autosave/keeper.ts'
import { check, type Problems } from './check.ts'
import { type Base, type Outcome, save } from './saving.ts'
import { type Texts, toDraft } from './texts.ts'

export type Status = ProjectDraft['status']

/** Where a save stands; `status` is what was asked for. */
export type Stage =
  | { at: 'editing' }
  /** Until the uploads are there. */
  | { at: 'waiting'; status: Status }
  | { at: 'saving'; status: Status }
  /** `marked` where the message leads to fields, until those are corrected. */
  | { at: 'refused'; message: string; marked: boolean }
  | { at: 'stale'; status: Status; current: Project }
  | { at: 'loggedOut'; status: Status }
  | { at: 'saved' }

export type Save = {
  stage: Stage
  problems: Problems
  begin(status: Status): void
  /** Saves over what has been saved meanwhile. */
  keepMine(current: Project, status: Status): void
  /** What has been saved meanwhile is what is edited from now on. */
  takeTheirs(current: Project): void
  backToEditing(): void
}

type Work = {
  owner: string
  base: RefObject<Base>
  texts: Texts
  uploader: Pick<Uploader, 'cropAnew'>
  uploads: Uploads
  keeper: Keeper
}

/** Saving, with all that may come in between. `onProblems` hears when there is something to correct. */
export function useSave(work: Work, onProblems: () => void): Save {
  const { owner, base, texts, uploader, uploads, keeper } = work
  const [stage, setStage] = useState<Stage>({ at: 'editing' })
  const [found, setFound] = useState<Found>({ problems: {}, texts, items: uploads.items })
  const problems = stillThere(found, texts, uploads)
  const isSending = useRef(false)

  function refuse(problems: Problems) {
    setFound({ problems, texts, items: uploads.items })
    setStage({ at: 'refused', message: 'Not saved yet. Please look at:', marked: true })
    onProblems()
  }

  const tell = (message: string) => setStage({ at: 'refused', message, marked: false })

  async function send(status: Status) {
    if (isSending.current) return
    const wrong = check(texts, uploads)
    if (Object.keys(wrong).length > 0) return refuse(wrong)
    if (uploads.items.some(isUnderWay)) return setStage({ at: 'waiting', status })
    isSending.current = true
    setStage({ at: 'saving', status })
    const items = await uploader.cropAnew(uploads.items)
    const autosave = await keeper.hold()
    const draft = { ...toDraft(texts, { ...uploads, items }, status), ...(autosave && { autosave }) }
    const outcome = await save(owner, base.current, draft)
    isSending.current = false
    if ('saved' in outcome) keeper.finish()
    keeper.release()
    settle(outcome, status)
  }

  function settle(outcome: Outcome, status: Status) {
    if ('saved' in outcome) {
      setStage({ at: 'saved' })
      leaveFor(paths.project({ owner, id: outcome.saved.id }))
    } else if ('stale' in outcome) setStage({ at: 'stale', status, current: outcome.stale })
    else if ('gone' in outcome) {
      base.current = null
      tell(gone)
    } else settleRefused(outcome.refused, status)
  }

  function settleRefused({ statusCode, message, fields }: Refusal, status: Status) {
    if (statusCode === 401) setStage({ at: 'loggedOut', status })
    else if (fields) refuse(fields)
    else tell(message)
  }

  const isWaiting = stage.at === 'waiting' && !uploads.items.some(isUnderWay)
  useEffect(() => {
    if (isWaiting && stage.at === 'waiting') void send(stage.status)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the last upload has come to its end
  }, [isWaiting])

  return {
    stage,
    problems,
    begin(status) {
      if (stage.at !== 'waiting') void send(status)
    },
    keepMine(current, status) {
      base.current = { id: current.id, version: current.version }
      void send(status)
    },
    takeTheirs(current) {
      base.current = { id: current.id, version: current.version }
      setStage({ at: 'editing' })
    },
    backToEditing: () => setStage({ at: 'editing' }),
  }
}

/** Problems, and what they were found in. */
type Found = { problems: Problems; texts: Texts; items: Uploads['items'] }

/** A problem goes once what it is about has been changed. */
function stillThere({ problems, texts, items }: Found, now: Texts, uploads: Uploads): Problems {
  const isUnchanged = (field: string) =>
    ['pictures', 'files', 'cover'].includes(field)
      ? items === uploads.items
      : texts[field as keyof Texts] === now[field as keyof Texts]
  return Object.fromEntries(Object.entries(problems).filter(([field]) => isUnchanged(field)))
}

const gone =
  'This project is no longer there: it was deleted meanwhile. What you wrote is still here; saving again keeps it as a new project.'
