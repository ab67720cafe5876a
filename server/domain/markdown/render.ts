import { randomUUID } from 'node:crypto'
import type { MarkdownJob } from '../markdown.ts'
import { htmlOf } from './html.ts'
import { sanitised } from './sanitise.ts'

/** Marked's output, through the allow-list. */
export function render(job: MarkdownJob): string {
  const mark = randomUUID()
  return sanitised(htmlOf(job, mark), job, mark)
}
