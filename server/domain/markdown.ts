import type { Variant } from '../../src/project.ts'
import type { FileKind } from '../../src/upload.ts'
import { Invalid } from './errors.ts'
import type { Limits } from './limits.ts'
import { renderInTurn, startThreads } from './markdown/queue.ts'

/** A file that a text may refer to by its path. */
export type Reference = {
  kind: FileKind
  path: string
  key: string
  width?: number | null
  height?: number | null
  /** The same picture smaller, for small screens; a crop is left out. */
  variants?: readonly Variant[]
}
/** Which text of a page it is; every id in its HTML begins with this, so that no two texts' clash. */
export type TextName = 'description' | 'instructions' | 'about' | 'text' | `help-${string}`
/** With `lines`, for previews, each block says in `data-line` on which line of the text it begins, from 0. */
export type MarkdownJob = {
  text: string
  references: readonly Reference[]
  name: TextName
  lines?: boolean
}
/** `slow` when it took so long that it must not happen often. */
export type MarkdownResult = ({ html: string } | { problem: string }) & { slow?: boolean }

/** Whose text it is; once `signal` aborts, nobody waits for it any more. */
export type Asker = { id: number; limits: Limits; signal?: AbortSignal }

/** Grows when the renderer's output changes, so that older HTML can be told apart. */
export const rendererVersion = 2

/**
 * Safe HTML of a Markdown text. Files of the project are named as `stored:<key>` until `withFileAddresses` puts
 * in where they are. marked is not linear on hostile text, hence threads of their own with a deadline, and a
 * queue that is fair to each account: a text that passes the deadline is refused, and costs only its writer.
 */
export async function renderMarkdown(job: MarkdownJob, asker?: Asker): Promise<string> {
  await asker?.limits.check('rendering slowly by account', `${asker.id}`)
  const result = await renderInTurn(job, asker?.id ?? 'house', asker?.signal)
  if (result.slow) await asker?.limits.count('rendering slowly by account', `${asker.id}`)
  if ('problem' in result) throw new Invalid({ text: result.problem })
  return result.html
}

/** Starts the threads, so that the first text need not wait for them. */
export const warmRenderer = (): void => startThreads()

/** Stored HTML with the addresses of the object store, which may move. */
export const withFileAddresses = (html: string, urlOf: (key: string) => string) =>
  html.replace(/<(?:a|img|audio) [^<>]*>/g, tag =>
    tag.replace(/(?<= (?:src|href|srcset)=")stored:[^"]*/g, addresses =>
      addresses.replace(/stored:([^\s"]*)/g, (_, key: string) => urlOf(decodeURIComponent(key))),
    ),
  )
