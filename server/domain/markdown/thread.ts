import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { MarkdownJob, MarkdownResult } from '../markdown.ts'

/** A thread that renders one text at a time. One that has `ended` renders no more. */
export type Thread = { render(job: MarkdownJob): Promise<MarkdownResult>; ended: boolean }

/** In milliseconds: a second of work, which takes longer on a machine that has much else to do. */
const deadline = { work: 1000, clock: 4000 }
const tooSlow = { problem: 'This text takes too long to render: please simplify its nesting.', slow: true }
const tooOdd = { problem: 'This text cannot be rendered: please simplify its nesting.' }

/** Resolves once the thread is warm. */
export async function startThread(): Promise<Thread> {
  // Without a limit to its memory: a thread that meets one may take the whole process with it. The deadline is one.
  const worker = new Worker(new URL('./worker.ts', import.meta.url))
  await once(worker, 'message')
  worker.unref()
  worker.on('error', () => undefined)
  const thread: Thread = { render, ended: false }
  return thread

  function render(job: MarkdownJob): Promise<MarkdownResult> {
    return new Promise(resolve => {
      const begin = performance.now()
      const worked = workOf(worker)
      let late: NodeJS.Timeout | undefined = setTimeout(look, deadline.work)
      worker.once('message', settle).once('error', fail).postMessage(job)

      function look() {
        if (performance.now() - begin > deadline.clock) end(tooSlow)
        else void worked().then(decide)
      }
      function decide(work: number) {
        if (late === undefined) return
        if (work > deadline.work) end(tooSlow)
        else late = setTimeout(look, 100)
      }
      function settle(result: MarkdownResult) {
        clearTimeout(late)
        late = undefined
        worker.off('message', settle).off('error', fail)
        resolve(result)
      }
      function fail() {
        end(tooOdd)
      }
      function end(result: MarkdownResult) {
        thread.ended = true
        void worker.terminate()
        settle(result)
      }
    })
  }
}

/** How long the thread has been on a processor from now on, in milliseconds; no time when it has ended. */
function workOf(worker: Worker): () => Promise<number> {
  const before = worker.cpuUsage().catch(() => undefined)
  return async () => {
    const { user, system } = await worker.cpuUsage(await before).catch(() => ({ user: 0, system: 0 }))
    return (user + system) / 1000
  }
}
