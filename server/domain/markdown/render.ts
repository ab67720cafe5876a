import { randomUUID } from 'node:crypto'
import type { MarkdownJob, MarkdownResult } from '../markdown.ts'
import { htmlOf } from './html.ts'
import { sanitised } from './sanitise.ts'

/** In characters. A short text can repeat a long address thousands of times. */
const longestHtml = 1_000_000

/** Marked's output, through the allow-list. Throws RangeError for a text that is nested too deeply. */
export function render(job: MarkdownJob): MarkdownResult {
  const mark = randomUUID()
  const html = htmlOf(job, mark)
  if (html.length > longestHtml)
    return { problem: 'This text becomes too long a page: please repeat less in it.' }
  return { html: sanitised(html, job, mark) }
}
