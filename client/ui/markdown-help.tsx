import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { createPortal } from 'react-dom'
import type { MarkdownHelp as Help, HelpSample } from '../../src/markdown-help.ts'
import { paths } from '../../src/paths.ts'
import { Cross } from './icons.tsx'
import { isAppleMachine } from './markdown-editor/keys.ts'
import { InsertButton, type Inserted } from './markdown-help/insert-button.tsx'
import { Matches } from './markdown-help/matches.tsx'
import { search } from './markdown-help/search.ts'
import { Topics } from './markdown-help/topics.tsx'
import { useHelp } from './markdown-help/use-help.ts'
import { usePanel } from './markdown-help/use-panel.ts'

export type MarkdownHelpProps = {
  /** Takes a sample into the text; without it none is offered. */
  onInsert?: (text: string) => void
  /** Asked for by Escape too. */
  onClose: () => void
}

/** How Markdown is written, beside the text or, on a phone, over it; open while it is rendered. */
export function MarkdownHelp({ onInsert, onClose }: MarkdownHelpProps) {
  const dialog = usePanel(onClose)
  const [attempt, setAttempt] = useState(0)
  const [query, setQuery] = useState('')
  const [inserted, setInserted] = useState<Inserted>()

  function insert({ id, text }: HelpSample) {
    onInsert?.(text)
    setInserted({ id, times: (inserted?.times ?? 0) + 1 })
  }

  const actionFor = onInsert
    ? (sample: HelpSample) => <InsertButton sample={sample} inserted={inserted} onInsert={insert} />
    : undefined

  return createPortal(
    <dialog
      ref={dialog}
      className="markdown-help"
      aria-labelledby="markdown-help-title"
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
      onClose={() => dialog.current?.open || onClose()}
    >
      <div className="help-top">
        <h2 id="markdown-help-title" tabIndex={-1} data-focus="over">
          Markdown help
        </h2>
        <a className="help-page-link" href={paths.markdownHelp} target="_blank" rel="noopener">
          As a page
        </a>
        <button type="button" className="icon-button" aria-label="Close the Markdown help" onClick={onClose}>
          <Cross />
        </button>
        <SearchField query={query} onChange={setQuery} />
      </div>
      <Content key={attempt} query={query} actionFor={actionFor} onRetry={() => setAttempt(attempt + 1)} />
      <output className="visually-hidden">
        {inserted && <span key={inserted.times}>Inserted into your text.</span>}
      </output>
    </dialog>,
    document.body,
  )
}

type SearchProps = { query: string; onChange: (query: string) => void }

function SearchField({ query, onChange }: SearchProps) {
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || query === '') return
    event.preventDefault()
    onChange('')
  }
  return (
    <input
      type="search"
      className="input"
      aria-label="Search the Markdown help"
      placeholder="Search: table, bold, video…"
      autoComplete="off"
      maxLength={100}
      value={query}
      data-focus="beside"
      onChange={({ target }) => onChange(target.value)}
      onKeyDown={onKeyDown}
    />
  )
}

type Asked = { query: string; actionFor: ((sample: HelpSample) => ReactNode) | undefined }

function Content({ onRetry, ...asked }: Asked & { onRetry: () => void }) {
  const loaded = useHelp()
  if (!loaded) return <p className="hint help-topic">One moment…</p>
  if ('problem' in loaded) return <Problem text={loaded.problem} onRetry={onRetry} />
  return <Shown help={loaded.help} {...asked} />
}

function Shown({ help, query, actionFor }: Asked & { help: Help }) {
  const asked = query.trim()
  const found = search(help.topics, asked)
  const parts = { actionFor, apple: isAppleMachine() }
  return (
    <>
      <output className="hint help-count">
        {asked && (found.count === 0 ? `Nothing about “${asked}”.` : `${found.count} about “${asked}”`)}
      </output>
      {asked ? <Matches found={found} {...parts} /> : <Topics help={help} {...parts} />}
    </>
  )
}

function Problem({ text, onRetry }: { text: string; onRetry: () => void }) {
  return (
    <div className="help-topic">
      <div className="notice bad" role="alert">
        <p>{text}</p>
        <button type="button" className="button small" onClick={onRetry}>
          Try again
        </button>
      </div>
    </div>
  )
}
