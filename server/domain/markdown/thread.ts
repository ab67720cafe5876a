import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { MarkdownJob, MarkdownResult } from '../markdown.ts'

/** A thread that renders one text at a time. One that has `ended` renders no more. */
export type Thread = { render(job: MarkdownJob): Promise<MarkdownResult>; ended: boolean }

const deadline = 1000
const resourceLimits = { maxOldGenerationSizeMb: 256 }
const tooSlow = { problem: 'This text takes too long to render: please simplify its nesting.', slow: true }
const tooOdd = { problem: 'This text cannot be rendered: please simplify its nesting.' }

/** Resolves once the thread is warm. */
export async function startThread(): Promise<Thread> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits })
  await once(worker, 'message')
  worker.unref()
  worker.on('error', () => undefined)
  const thread: Thread = { render, ended: false }
  return thread

  function render(job: MarkdownJob): Promise<MarkdownResult> {
    return new Promise(resolve => {
      const late = setTimeout(() => end(tooSlow), deadline)
      worker.once('message', settle).once('error', fail).postMessage(job)

      function settle(result: MarkdownResult) {
        clearTimeout(late)
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
