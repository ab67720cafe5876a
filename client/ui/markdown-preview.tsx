import { type MouseEvent, type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { paths } from '../../src/paths.ts'
import type { ProjectFile } from '../../src/project.ts'
import { call, Refused } from '../api.ts'
import { patch } from './markdown-editor/patch.ts'

export type Reference = Pick<ProjectFile, 'kind' | 'path' | 'key' | 'width' | 'height'>

type Props = {
  /** Names the text among those of its page. */
  name: string
  text: string
  references: readonly Reference[]
  /** Where it is shown. */
  place: RefObject<HTMLDivElement | null>
}

/** In milliseconds: short enough that what is typed shows within 300 after the last key. */
const pause = 100

/** A text as it would be published, made by the server; what was shown stays until there is something newer. */
export function MarkdownPreview({ name, text, references, place }: Props) {
  const [problem, setProblem] = useState<string>()
  const [html, setHtml] = useState<string>()
  const [attempt, setAttempt] = useState(0)
  const job = JSON.stringify({ name, text, references, lines: true })
  const isEmpty = text.trim() === ''

  useEffect(() => {
    if (isEmpty) return setHtml('')
    const stop = new AbortController()
    const timer = setTimeout(() => void show(), html === undefined ? 0 : pause)
    async function show() {
      const answer = await render(job, stop.signal)
      if (stop.signal.aborted) return
      setProblem('problem' in answer ? answer.problem : undefined)
      if ('html' in answer) setHtml(answer.html)
    }
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is shown asks for nothing
  }, [job, isEmpty, attempt])

  useLayoutEffect(() => {
    if (place.current && html !== undefined) patch(place.current, html)
  }, [place, html])

  return (
    <>
      {isEmpty && <p className="hint">Nothing to preview yet.</p>}
      {!isEmpty && html === undefined && !problem && <p className="hint">One moment…</p>}
      {problem && (
        <div className="notice bad" role="alert">
          <p>{problem}</p>
          <button type="button" className="button small" onClick={() => setAttempt(attempt + 1)}>
            Try again
          </button>
        </div>
      )}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- for the links within, which keys click as well */}
      <div ref={place} className={problem ? 'prose outdated' : 'prose'} hidden={isEmpty} onClick={keepPage} />
    </>
  )
}

/** A link leads out of a text that is being written: it opens beside it. */
function keepPage(event: MouseEvent) {
  const outward = 'a[href]:not([data-embed], [href^="#"])'
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(outward) : null
  if (!link || event.defaultPrevented) return
  event.preventDefault()
  open(link.href, '_blank', 'noopener')
}

async function render(job: string, signal: AbortSignal): Promise<{ html: string } | { problem: string }> {
  try {
    return await call<{ html: string }>('POST', paths.api.preview, JSON.parse(job), signal)
  } catch (error) {
    if (error instanceof Refused) return { problem: wordsFor(error) }
    if (signal.aborted) return { html: '' }
    throw error
  }
}

function wordsFor({ refusal: { statusCode, message, fields } }: Refused): string {
  if (statusCode === 401) return 'You are logged out. Save, and you can log in again without losing anything.'
  return fields?.text ?? message
}
