import { Worker } from 'node:worker_threads'
import type { FileKind } from '../../src/upload.ts'
import { Invalid } from './errors.ts'

/** A file that a text may refer to by its path. */
export type Reference = {
  kind: FileKind
  path: string
  key: string
  width?: number | null
  height?: number | null
  /** The same picture smaller, for small screens. */
  variants?: readonly { key: string; width: number }[]
}
/** Which text of a page it is; every id in its HTML begins with this, so that no two texts' clash. */
export type TextName = 'description' | 'instructions' | 'about' | `help-${string}`
/** With `lines`, for previews, each block says in `data-line` on which line of the text it begins, from 0. */
export type MarkdownJob = {
  text: string
  references: readonly Reference[]
  name: TextName
  lines?: boolean
}
export type MarkdownResult = { html: string } | { problem: string }

/** Grows when the renderer's output changes, so that older HTML can be told apart. */
export const rendererVersion = 2

const deadline = 1000
let worker: Worker | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * Safe HTML of a Markdown text. Files of the project are named as `stored:<key>` until `withFileAddresses` puts
 * in where they are. marked is not linear on hostile text, hence a thread of its own and a deadline: a text
 * that passes it is refused, and nobody else waits for more than that.
 */
export function renderMarkdown(job: MarkdownJob): Promise<string> {
  const result = last.then(() => renderInWorker(job))
  last = result.catch(() => undefined)
  return result
}

/** Stored HTML with the addresses of the object store, which may move. */
export const withFileAddresses = (html: string, urlOf: (key: string) => string) =>
  html.replace(/<(?:a|img|audio) [^<>]*>/g, tag =>
    tag.replace(/(?<= (?:src|href|srcset)=")stored:[^"]*/g, addresses =>
      addresses.replace(/stored:([^\s"]*)/g, (_, key: string) => urlOf(decodeURIComponent(key))),
    ),
  )

async function renderInWorker(job: MarkdownJob): Promise<string> {
  const result = await answerOf(await readyWorker(), job)
  if ('problem' in result) throw new Invalid({ text: result.problem })
  return result.html
}

function readyWorker(): Promise<Worker> {
  if (worker) return Promise.resolve(worker)
  const started = new Worker(new URL('./markdown/worker.ts', import.meta.url))
  started.unref()
  return new Promise((resolve, reject) => {
    started.once('error', reject)
    started.once('message', () => {
      started.off('error', reject)
      worker = started
      resolve(started)
    })
  })
}

function answerOf(worker: Worker, job: MarkdownJob): Promise<MarkdownResult> {
  return new Promise(resolve => {
    const late = setTimeout(
      () => give('This text takes too long to render: please simplify its nesting.'),
      deadline,
    )
    const onMessage = (result: MarkdownResult) => settle(result)
    const onError = () => give('This text cannot be rendered: please simplify its nesting.')
    worker.once('message', onMessage)
    worker.once('error', onError)
    worker.postMessage(job)

    function give(problem: string) {
      replaceWorker()
      settle({ problem })
    }
    function settle(result: MarkdownResult) {
      clearTimeout(late)
      worker.off('message', onMessage)
      worker.off('error', onError)
      resolve(result)
    }
  })
}

function replaceWorker() {
  worker?.on('error', () => undefined)
  void worker?.terminate()
  worker = undefined
}
