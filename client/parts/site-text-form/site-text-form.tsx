import { useRef, useState } from 'react'
import type { Refusal } from '../../../src/answers.ts'
import { type SiteText, siteTextLimit, siteTexts } from '../../../src/site-text.ts'
import { MarkdownEditor } from '../../ui/markdown-editor.tsx'
import { StaleDialog } from '../../ui/stale-dialog.tsx'
import { useGuard, useIsReady } from '../../ui/use-guard.ts'
import { LogInDialog } from '../log-in-dialog.tsx'
import { save } from './saving.ts'

type Props = { text: SiteText; username: string }

type Stage =
  | { at: 'editing' | 'saving' | 'saved' }
  | { at: 'refused'; refusal: Refusal }
  | { at: 'stale'; current: SiteText }

/** One of the site's own texts. */
export function SiteTextForm({ text: opened, username }: Props) {
  const [text, setText] = useState(opened.text)
  const [saved, setSaved] = useState(opened.text)
  const [stage, setStage] = useState<Stage>({ at: 'editing' })
  const version = useRef(opened.version)
  const isDirty = text !== saved
  const isReady = useIsReady()
  useGuard(isDirty || stage.at === 'saving')

  async function send() {
    if (stage.at === 'saving') return
    setStage({ at: 'saving' })
    const outcome = await save(opened.name, { text, version: version.current })
    if ('stale' in outcome) setStage({ at: 'stale', current: outcome.stale })
    else if ('refused' in outcome) setStage({ at: 'refused', refusal: outcome.refused })
    else {
      version.current = outcome.saved.version
      setSaved(text)
      setStage({ at: 'saved' })
    }
  }

  const back = () => setStage({ at: 'editing' })
  const refusal = stage.at === 'refused' ? stage.refusal : undefined

  return (
    <>
      <form
        noValidate
        autoComplete="off"
        onSubmit={event => {
          event.preventDefault()
          if (isDirty) void send()
        }}
      >
        <fieldset disabled={!isReady}>
          <MarkdownEditor
            name="text"
            label="Text"
            value={text}
            onChange={setText}
            references={[]}
            limit={siteTextLimit}
            problem={refusal?.fields?.text}
          />
          <SaveBar
            path={siteTexts[opened.name].path}
            words={wordsFor(stage, isDirty)}
            problem={refusal?.statusCode === 401 ? undefined : refusal?.message}
            off={!isDirty || stage.at === 'saving'}
          />
        </fieldset>
      </form>
      {stage.at === 'stale' && (
        <StaleDialog
          differing={[{ label: 'Text', mine: text, theirs: stage.current.text }]}
          onKeepMine={() => {
            version.current = stage.current.version
            void send()
          }}
          onTakeTheirs={() => {
            version.current = stage.current.version
            setText(stage.current.text)
            setSaved(stage.current.text)
            back()
          }}
          onClose={back}
        >
          <p>This text has been saved since you opened it. Compare the two and choose.</p>
        </StaleDialog>
      )}
      {refusal?.statusCode === 401 && (
        <LogInDialog username={username} onLoggedIn={() => void send()} onClose={back} />
      )}
    </>
  )
}

function wordsFor({ at }: Stage, isDirty: boolean): string {
  if (at === 'saving') return 'Saving…'
  if (isDirty) return 'Not saved yet.'
  return at === 'saved' ? 'Saved.' : 'Nothing to save.'
}

type BarProps = { path: string; words: string; problem: string | undefined; off: boolean }

function SaveBar({ path, words, problem, off }: BarProps) {
  return (
    <div className="save-bar">
      {problem && (
        <p className="notice bad" role="alert">
          {problem}
        </p>
      )}
      <div className="save-line">
        <p className="save-status">
          <output>{words}</output>
          <a href={path}>See the page</a>
        </p>
        <div className="buttons">
          <button type="submit" className="button primary" aria-disabled={off}>
            Save
          </button>
        </div>
      </div>
    </div>
  )
}
