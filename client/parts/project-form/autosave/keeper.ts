import type { Refusal } from '../../../../src/answers.ts'
import type { Autosave, AutosaveKept, AutosaveRefusal } from '../../../../src/autosave.ts'
import { Refused } from '../../../api.ts'
import { type Content, printOfContent, toSend } from './content.ts'
import type { Outside } from './outside.ts'
import { backOff, dueAt, timing } from './timing.ts'

/** What is typed now; `differs` from what is saved. */
export type Work = { content: Content; differs: boolean; project: string | null; baseVersion: number | null }

/** Where it is. `isHere`: this browser has it at least. */
export type Keeping =
  | { at: 'nothing' }
  | { at: 'keeping' }
  | { at: 'kept'; updated: string }
  | { at: 'held'; why: 'unreachable' | 'loggedOut' | 'refused'; message: string; isHere: boolean }
  /** Another tab or device has kept something else since: its maker has to choose. */
  | { at: 'conflict'; current: Autosave; isHere: boolean }

/** What the server has, as far as this tab knows. */
export type OnServer = AutosaveKept & { content: Content; updated: string }

/** Keeps what is typed: soon in this browser, a little later on the server. */
export type Keeper = {
  subscribe(listener: () => void): () => void
  keeping(): Keeping
  /** The autosave's id, also before anything is kept. */
  id(): string
  type(work: Work): void
  /** Now rather than later, for the page may be gone in a moment. */
  hurry(): void
  /** After a log-in, or once the network is back. */
  resume(): void
  /** Waits for what is under way and begins nothing new until `release`; what a save or discard takes along. */
  hold(): Promise<AutosaveKept | undefined>
  release(): void
  /** Nothing more is kept, here or there. */
  finish(): void
  /** Goes on from what the server has, or from nothing, under a new id. */
  goOnFrom(kept: OnServer | null): void
  /** Goes on from a revision that is gone on the server, with what this browser kept. */
  goOnWith(gone: AutosaveKept): void
  /** Asks for a choice between what is typed here and this. */
  meet(current: Autosave): void
  /** Puts what is typed here in place of what the server has. */
  overwrite(current: OnServer): void
}

// oxlint-disable-next-line max-lines-per-function -- one machine, its verbs told in the order in which they happen
export function createKeeper(begun: OnServer | null, outside: Outside): Keeper {
  let id = begun?.id ?? outside.newId()
  let kept: OnServer | null = begun
  let revision = begun?.revision ?? 0
  let work: Work | undefined
  let keeping: Keeping = begun ? { at: 'kept', updated: begun.updated } : { at: 'nothing' }
  let sending: Promise<void> | undefined
  let holds = 0
  let isFinished = false
  let failures = 0
  let failedAt = 0
  let firstTyped: number | undefined
  let lastTyped = 0
  let cancelStore: (() => void) | undefined
  let cancelSend: (() => void) | undefined
  const listeners = new Set<() => void>()

  function show(next: Keeping) {
    keeping = next
    for (const listener of listeners) listener()
  }

  function isSettled({ differs, content }: Work) {
    return differs ? kept !== null && printOfContent(kept.content) === printOfContent(content) : kept === null
  }

  function settle({ differs }: Work) {
    stopTimers()
    firstTyped = undefined
    outside.forgetCopy(id)
    show(differs && kept ? { at: 'kept', updated: kept.updated } : { at: 'nothing' })
  }

  function stopTimers() {
    cancelStore?.()
    cancelSend?.()
    cancelStore = cancelSend = undefined
  }

  function store(): boolean {
    cancelStore?.()
    cancelStore = undefined
    if (!work?.differs) return false
    const { content, project, baseVersion } = work
    const updated = new Date(outside.now()).toISOString()
    return outside.keepCopy({ id, revision, project, baseVersion, content, updated })
  }

  function plan() {
    cancelStore ??= outside.after(timing.local, store)
    if (sending || holds > 0 || isBlocked()) return
    cancelSend?.()
    const due = failures > 0 ? failedAt + backOff(failures) : dueAt(firstTyped ?? lastTyped, lastTyped)
    cancelSend = outside.after(Math.max(0, due - outside.now()), send)
  }

  const isBlocked = () =>
    isFinished || keeping.at === 'conflict' || (keeping.at === 'held' && keeping.why !== 'unreachable')

  function send() {
    cancelSend?.()
    cancelSend = undefined
    if (!work || sending || holds > 0 || isBlocked() || isSettled(work)) return
    const sent = work
    sending = attempt(sent).finally(() => {
      sending = undefined
      goOn()
    })
  }

  async function attempt(sent: Work) {
    try {
      if (!outside.isSignedIn()) throw new Refused(loggedOut)
      await (sent.differs ? put(sent) : remove())
      failures = 0
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      settleRefused(error.refusal, sent)
    }
  }

  async function put({ content, project, baseVersion }: Work) {
    const change = { revision, project, baseVersion, content: toSend(content) }
    const answer = await outside.put(id, change)
    if (answer.id !== id) outside.forgetCopy(id)
    take({ ...answer, content })
    outside.tellOthers({ ...answer, project })
  }

  async function remove() {
    if (kept) await outside.remove(kept)
    take(null)
  }

  function take(next: OnServer | null) {
    kept = next
    id = next?.id ?? id
    revision = next?.revision ?? 0
  }

  function settleRefused(refusal: Refusal, sent: Work) {
    const { statusCode, message } = refusal
    if ('current' in refusal) return part((refusal as AutosaveRefusal).current, sent)
    failures++
    failedAt = outside.now()
    const why = whyHeld(statusCode)
    show({ at: 'held', why, message, isHere: store() })
  }

  /** The same there as here is no conflict: an answer that got lost. */
  function part(current: Autosave, { differs }: Work) {
    const isSame = work && printOfContent(work.content) === printOfContent(current.content)
    if (isSame) take(current)
    else if (!differs) take(null)
    else show({ at: 'conflict', current, isHere: store() })
  }

  /** After an answer: on with what was typed meanwhile. */
  function goOn() {
    if (!work || isFinished) return
    if (isSettled(work)) return settle(work)
    if (isBlocked()) return undefined
    firstTyped = lastTyped = outside.now()
    plan()
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    keeping: () => keeping,
    id: () => id,
    type(next) {
      const isSame = work && work.differs === next.differs && work.content === next.content
      work = next
      if (isFinished || isSame) return
      if (!next.differs && keeping.at === 'conflict') take(null)
      if (isSettled(next) && !sending) return settle(next)
      lastTyped = outside.now()
      firstTyped ??= lastTyped
      if (keeping.at === 'held' && keeping.why === 'refused') failures = 0
      if (failures === 0 && keeping.at !== 'conflict') show({ at: 'keeping' })
      plan()
    },
    hurry() {
      if (!work || isFinished || isSettled(work)) return
      store()
      if (failures === 0) send()
    },
    resume() {
      if (isFinished || keeping.at === 'conflict') return
      failures = 0
      if (keeping.at === 'held') show({ at: 'keeping' })
      send()
    },
    async hold() {
      holds++
      stopTimers()
      store()
      await sending
      return kept ? { id: kept.id, revision: kept.revision } : undefined
    },
    release() {
      holds--
      goOn()
    },
    finish() {
      isFinished = true
      stopTimers()
      outside.forgetCopy(id)
      if (kept)
        outside.tellOthers({
          id,
          revision,
          updated: kept.updated,
          project: work?.project ?? null,
          isOver: true,
        })
      show({ at: 'nothing' })
    },
    goOnFrom(next) {
      stopTimers()
      outside.forgetCopy(id)
      if (!next) id = outside.newId()
      take(next)
      failures = 0
      show(next ? { at: 'kept', updated: next.updated } : { at: 'nothing' })
    },
    goOnWith(next) {
      if (next.id !== id) outside.forgetCopy(id)
      id = next.id
      revision = next.revision
      kept = null
      failures = 0
      show({ at: 'keeping' })
    },
    meet: current => show({ at: 'conflict', current, isHere: true }),
    overwrite(current) {
      if (current.id !== id) outside.forgetCopy(id)
      take(current)
      failures = 0
      show({ at: 'keeping' })
      send()
    },
  }
}

const loggedOut: Refusal = { statusCode: 401, error: 'Unauthorized', message: 'You are logged out.' }

function whyHeld(statusCode: number) {
  if (statusCode === 401) return 'loggedOut'
  return statusCode === 0 || statusCode === 429 || statusCode >= 500 ? 'unreachable' : 'refused'
}
