import { setTimeout as pause } from 'node:timers/promises'
import { Busy, Refused } from '../errors.ts'
import type { MarkdownJob, MarkdownResult } from '../markdown.ts'
import { startThread, type Thread } from './thread.ts'

/** An account's id; the house's own texts share a place in the turn. */
type Asker = number | 'house'
type Waiting = { job: MarkdownJob; give(result: MarkdownResult): void }

const threads = 2
/** How many texts of an account, and of all accounts, may wait. */
const room = { account: 20, all: 200 }
/** In milliseconds, until it has been rendered. */
const patience = 10_000

/** Who waits, whose turn comes first at the beginning, each with their texts in order. */
const waiting = new Map<Asker, Waiting[]>()
const rendering = new Set<Asker>()
const free: Thread[] = []
let hired = 0
/** Since the process began: how many were rendered, took too long, ended their thread, or found no room. */
export const renderings = { done: 0, slow: 0, failed: 0, refused: 0 }

/** Renders when its turn comes: everybody in turn, and of each a single text at a time. */
export function renderInTurn(job: MarkdownJob, asker: Asker, gone?: AbortSignal): Promise<MarkdownResult> {
  if (asker !== 'house') checkRoom(asker)
  startThreads()
  return new Promise((give, refuse) => {
    const mine = { job, give }
    waiting.set(asker, [...(waiting.get(asker) ?? []), mine])
    if (asker !== 'house')
      whenOver(gone, reason => {
        if (reason instanceof Busy && waiting.get(asker)?.includes(mine)) renderings.refused++
        leave(asker, mine)
        refuse(reason)
      })
    serve()
  })
}

/** Nobody's patience is endless, and some leave before. */
function whenOver(gone: AbortSignal | undefined, stop: (reason: Refused) => void) {
  AbortSignal.timeout(patience).addEventListener('abort', () => stop(tooMuch()))
  const left = () => stop(new Refused('Nobody waits for this any more.'))
  if (gone?.aborted) left()
  else gone?.addEventListener('abort', left)
}

export function startThreads(): void {
  while (hired < threads) void hire()
}

function checkRoom(asker: Asker) {
  const all = [...waiting.values()].reduce((sum, { length }) => sum + length, 0)
  if (all < room.all && (waiting.get(asker)?.length ?? 0) < room.account) return
  renderings.refused++
  throw tooMuch()
}

const tooMuch = () =>
  new Busy('MuzHack has too many texts to render right now. Please try again in a moment.')

function leave(asker: Asker, gone: Waiting) {
  const rest = (waiting.get(asker) ?? []).filter(each => each !== gone)
  if (rest.length > 0) waiting.set(asker, rest)
  else waiting.delete(asker)
}

function serve() {
  for (const [asker, [first]] of waiting) {
    if (free.length === 0) return
    if (!first || rendering.has(asker)) continue
    leave(asker, first)
    void renderFor(asker, first, free.pop() as Thread)
  }
}

async function renderFor(asker: Asker, { job, give }: Waiting, thread: Thread) {
  rendering.add(asker)
  const result = await thread.render(job)
  renderings[result.slow ? 'slow' : thread.ended ? 'failed' : 'done']++
  give(result)
  rendering.delete(asker)
  toTheEnd(asker)
  if (thread.ended) {
    hired--
    void hire()
  } else free.push(thread)
  serve()
}

function toTheEnd(asker: Asker) {
  const rest = waiting.get(asker)
  if (!rest) return
  waiting.delete(asker)
  waiting.set(asker, rest)
}

/** Where no thread can be started right now, one may be in a second. */
async function hire(): Promise<void> {
  hired++
  try {
    free.push(await startThread())
    serve()
  } catch {
    await pause(1000, undefined, { ref: false })
    hired--
    await hire()
  }
}
