import { useRef, useState } from 'react'
import type { Maker } from '../../../src/account.ts'
import type { Refusal } from '../../../src/answers.ts'
import { type Outcome, save } from './saving.ts'
import { check, isSame, type Problems, type Texts, textsOf, tidy, valueOf } from './texts.ts'

/** Where a save stands. */
export type Stage =
  | { at: 'editing' | 'saving' | 'saved' | 'loggedOut' }
  /** `marked` where the message leads to fields, until those are corrected. */
  | { at: 'refused'; message: string; marked: boolean }
  | { at: 'stale'; current: Maker }

export type Save = {
  stage: Stage
  problems: Problems
  isDirty: boolean
  begin(): void
  /** Saves over what has been saved meanwhile. */
  keepMine(current: Maker): void
  /** What has been saved meanwhile is what is edited from now on. */
  takeTheirs(current: Maker): void
  backToEditing(): void
}

/** Saving, with all that may come in between. `onProblems` hears when there is something to correct. */
export function useSave(maker: Maker, texts: Texts, onProblems: (found: Problems) => void): Save {
  const [stage, setStage] = useState<Stage>({ at: 'editing' })
  const [saved, setSaved] = useState(textsOf(maker))
  const [found, setFound] = useState<Found>({ problems: {}, texts })
  const version = useRef(maker.version)
  const isSending = useRef(false)
  const now = tidy(texts)

  function refuse(problems: Problems) {
    setFound({ problems, texts })
    setStage({ at: 'refused', message: 'Not saved yet. Please look at:', marked: true })
    onProblems(problems)
  }

  async function send() {
    if (isSending.current) return
    const wrong = check(now)
    if (Object.keys(wrong).length > 0) return refuse(wrong)
    isSending.current = true
    setStage({ at: 'saving' })
    const outcome = await save(maker.username, { ...now, version: version.current })
    isSending.current = false
    settle(outcome)
  }

  function settle(outcome: Outcome) {
    if ('saved' in outcome) {
      version.current = outcome.saved.version
      setSaved(now)
      setStage({ at: 'saved' })
    } else if ('stale' in outcome) setStage({ at: 'stale', current: outcome.stale })
    else settleRefused(outcome.refused)
  }

  function settleRefused({ statusCode, message, fields }: Refusal) {
    if (statusCode === 401) setStage({ at: 'loggedOut' })
    else if (fields) refuse(fields)
    else setStage({ at: 'refused', message, marked: false })
  }

  return {
    stage,
    problems: stillThere(found, texts),
    isDirty: !isSame(now, saved),
    begin: () => void send(),
    keepMine(current) {
      version.current = current.version
      void send()
    },
    takeTheirs(current) {
      version.current = current.version
      setSaved(textsOf(current))
      setStage({ at: 'editing' })
    },
    backToEditing: () => setStage({ at: 'editing' }),
  }
}

/** Problems, and what they were found in. */
type Found = { problems: Problems; texts: Texts }

/** A problem goes once what it is about has been changed. */
const stillThere = (found: Found, texts: Texts): Problems =>
  Object.fromEntries(
    Object.entries(found.problems).filter(([field]) => valueOf(found.texts, field) === valueOf(texts, field)),
  )
