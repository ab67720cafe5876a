import { useEffect, useState } from 'react'
import { paths } from '../../src/paths.ts'
import type { ProjectFile } from '../../src/project.ts'
import { call, Refused } from '../api.ts'

export type Reference = Pick<ProjectFile, 'kind' | 'path' | 'key' | 'width' | 'height'>

type Shown = { html: string } | { problem: string }

/** A text as it would be published, made by the server. */
export function MarkdownPreview({ text, references }: { text: string; references: readonly Reference[] }) {
  const [attempt, setAttempt] = useState(0)
  if (text.trim() === '') return <p className="hint">Nothing to preview yet.</p>
  const job = JSON.stringify({ text, references })
  return <Rendered key={attempt} job={job} onRetry={() => setAttempt(attempt + 1)} />
}

function Rendered({ job, onRetry }: { job: string; onRetry: () => void }) {
  const [shown, setShown] = useState<Shown>()

  useEffect(() => {
    const stop = new AbortController()
    const show = (shown: Shown) => stop.signal.aborted || setShown(shown)
    void render(job, stop.signal).then(show)
    return () => stop.abort()
  }, [job])

  if (!shown) return <p className="hint">One moment…</p>
  if ('problem' in shown)
    return (
      <div className="notice bad" role="alert">
        <p>{shown.problem}</p>
        <button type="button" className="button small" onClick={onRetry}>
          Try again
        </button>
      </div>
    )
  // oxlint-disable-next-line react/no-danger -- sanitised by the server
  return <div className="prose" dangerouslySetInnerHTML={{ __html: shown.html }} />
}

async function render(job: string, signal: AbortSignal): Promise<Shown> {
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
