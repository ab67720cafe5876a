import { parentPort } from 'node:worker_threads'
import type { MarkdownJob, MarkdownResult } from '../markdown.ts'
import { render } from './render.ts'

/** In microseconds; what takes longer must not happen often. */
const longest = 400_000

parentPort?.on('message', (job: MarkdownJob) => parentPort?.postMessage(answer(job)))
warmUp()
parentPort?.postMessage('ready')

// In its own time on a processor: on a busy machine everything takes long.
function answer(job: MarkdownJob): MarkdownResult {
  const begin = process.threadCpuUsage()
  const result = rendered(job)
  return { ...result, slow: process.threadCpuUsage(begin).user > longest }
}

function rendered(job: MarkdownJob): MarkdownResult {
  try {
    return render(job)
  } catch (error) {
    if (error instanceof RangeError) return { problem: 'This text is nested too deeply to be rendered.' }
    throw error
  }
}

/** The first dozens of texts would take several times as long as those after them. */
function warmUp() {
  const text = '# Warm\n\n*a* [b](c) `d`[^e]\n\n| f |\n|---|\n| g |\n\n- [x] h\n\n[^e]: i\n\n'.repeat(20)
  for (let round = 0; round < 5; round++) render({ text, references: [], name: 'description' })
}
