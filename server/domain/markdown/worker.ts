import { parentPort } from 'node:worker_threads'
import type { MarkdownJob, MarkdownResult } from '../markdown.ts'
import { render } from './render.ts'

parentPort?.on('message', (job: MarkdownJob) => parentPort?.postMessage(answer(job)))
render({ text: '# Warm', references: [], name: 'description' })
parentPort?.postMessage('ready')

function answer(job: MarkdownJob): MarkdownResult {
  try {
    return { html: render(job) }
  } catch (error) {
    if (error instanceof RangeError) return { problem: 'This text is nested too deeply to be rendered.' }
    throw error
  }
}
