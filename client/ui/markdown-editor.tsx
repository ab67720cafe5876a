import { lazy, Suspense, useDeferredValue, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { controlOf, Field, type FieldText } from './field.tsx'
import type { Attachments } from './markdown-editor/attachments.ts'
import { blockBelow } from './markdown-editor/blocks.ts'
import { type Edit, replacement, type Field as Selection } from './markdown-editor/edit.ts'
import { fieldWritten, showHelpIn, useHelpPlace } from './markdown-editor/help-place.ts'
import { type Asking, askedBy, Insertion } from './markdown-editor/insertions.tsx'
import { apply, fieldOf, run } from './markdown-editor/textarea.ts'
import { Toolbar } from './markdown-editor/toolbar.tsx'
import { editOf, type ToolName, tools } from './markdown-editor/tools.ts'
import { UploadLines } from './markdown-editor/upload-lines.tsx'
import { useIsApple } from './markdown-editor/use-is-apple.ts'
import { useIsWide } from './markdown-editor/use-is-wide.ts'
import { useKeys } from './markdown-editor/use-keys.ts'
import { useScrollSync } from './markdown-editor/use-scroll-sync.ts'
import { useUploads } from './markdown-editor/use-uploads.ts'
import { WritingPane } from './markdown-editor/writing-pane.tsx'
import { MarkdownPreview, type Reference } from './markdown-preview.tsx'
import { panelId, Tabs, tabId } from './tabs.tsx'
import { Room } from './text-field.tsx'

type Props = FieldText & {
  value: string
  onChange: (value: string) => void
  /** Files that the text may refer to by their paths. */
  references: readonly Reference[]
  /** Where files go that are added to the text; without it, none can be. */
  attachments?: Attachments
  /** In characters. */
  limit: number
}

const MarkdownHelp = lazy(async () => ({ default: (await import('./markdown-help.tsx')).MarkdownHelp }))

const tabs = ['Write', 'Preview'] as const

/** Markdown in a plain text field with tools around it, and what it will look like. */
export function MarkdownEditor({ value, onChange, references, attachments, limit, ...text }: Props) {
  const { name, label, hint, problem } = text
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const shown = useRef<HTMLDivElement>(null)
  const preview = useRef<HTMLElement>(null)
  const [tab, setTab] = useState<string>('Write')
  const [isPreviewOn, setPreviewOn] = useState(true)
  const [asking, setAsking] = useState<Asking>()
  const isWide = useIsWide(root)
  const isApple = useIsApple()
  const isHelpHere = useHelpPlace() === id
  const uploading = useUploads(area, attachments)
  const offered = attachments
    ? tools
    : tools.filter(({ name }) => !['picture', 'audio', 'file'].includes(name))
  const { onKeyDown, isPlainPaste } = useKeys(use, name => offered.some(tool => tool.name === name))
  const isPreviewShown = isWide ? isPreviewOn : tab === 'Preview'
  useScrollSync(area, preview, isWide && isPreviewOn)

  const edit = (change: (field: Selection) => Edit) => {
    if (area.current) apply(area.current, change(fieldOf(area.current)))
  }

  function use(tool: ToolName) {
    const change = editOf[tool]
    if (change) edit(change)
    else if (tool === 'undo' || tool === 'redo') {
      area.current?.focus()
      run(tool)
    } else if (tool === 'preview') togglePreview()
    else if (tool === 'help') showHelpIn(isHelpHere ? undefined : id)
    else {
      // The focus comes back to where it was when the question was asked.
      area.current?.focus()
      setAsking(askedBy[tool])
    }
  }

  function togglePreview() {
    if (isWide) return setPreviewOn(!isPreviewOn)
    flushSync(() => setTab(tab === 'Write' ? 'Preview' : 'Write'))
    const pane = tab === 'Write' ? preview : area
    pane.current?.focus()
  }

  /** The text cannot be edited behind a dialog. */
  function answer(change: (field: Selection) => Edit) {
    flushSync(() => setAsking(undefined))
    edit(change)
  }

  const { id: field, ...control } = controlOf({ name, hint, problem })
  const isWriting = isWide || tab === 'Write'
  const panel = (of: string) => ({
    id: panelId(id, of),
    role: 'tabpanel',
    'aria-labelledby': tabId(id, of),
  })

  return (
    <Field {...text}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- shortcuts for what is focused within */}
      <div
        ref={root}
        className="markdown-editor"
        data-tab={tab.toLowerCase()}
        data-preview={isPreviewOn ? 'on' : 'off'}
        onKeyDown={onKeyDown}
      >
        <div className="editor-head">
          <Tabs id={id} label="Write or preview" tabs={tabs} chosen={tab} onChoose={setTab} />
          <Toolbar
            label={`Tools for ${label}`}
            controls={field}
            tools={offered}
            pressed={[
              ...(isPreviewShown ? (['preview'] as const) : []),
              ...(isHelpHere ? (['help'] as const) : []),
            ]}
            isApple={isApple}
            onUse={use}
          />
        </div>
        <div className="editor-panes">
          <div className="editor-writing" {...panel('Write')}>
            <WritingPane
              area={area}
              control={{ ...control, id: isWriting ? field : undefined }}
              value={value}
              onChange={onChange}
              onFiles={attachments && (given => void uploading.add(given))}
              isPlainPaste={isPlainPaste}
            />
          </div>
          {/* Whoever is led to the field finds what is shown of it. */}
          <div className="editor-preview" {...panel('Preview')}>
            <section
              ref={preview}
              className="preview"
              id={isWriting ? undefined : field}
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, by keyboard too
              tabIndex={0}
              aria-label={`Preview of ${label}`}
            >
              {isPreviewShown && (
                <MarkdownPreview name={name} text={value} references={references} place={shown} />
              )}
            </section>
          </div>
        </div>
        <UploadLines
          files={uploading.files}
          notes={uploading.notes}
          onRetry={uploading.retry}
          onRemove={uploading.remove}
          onNotesRead={uploading.forgetNotes}
        />
        <Foot text={value} limit={limit} takesFiles={attachments !== undefined} />
      </div>
      {asking && (
        <Insertion
          asking={asking}
          attachments={attachments}
          onWords={words => answer(({ start, end }) => replacement(start, end, words))}
          onBlock={block => answer(field => blockBelow(field, block))}
          onFiles={files => {
            flushSync(() => setAsking(undefined))
            void uploading.add(files)
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
      {isHelpHere && (
        <Suspense>
          <MarkdownHelp onInsert={insertSample} onClose={() => showHelpIn(undefined)} />
        </Suspense>
      )}
    </Field>
  )
}

/** Into the text last written in; the focus stays in the help, for the next. */
function insertSample(sample: string) {
  const area = fieldWritten()
  if (!area) return
  const before = document.activeElement
  apply(area, blockBelow(fieldOf(area), sample))
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
}

function Foot({ text, limit, takesFiles }: { text: string; limit: number; takesFiles: boolean }) {
  const words = useDeferredValue(text).match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu)?.length ?? 0
  return (
    <p className="editor-foot">
      <span>
        {words === 1 ? '1 word' : `${words} words`} <Room length={text.length} limit={limit} />
      </span>
      <span className="editor-invitation">
        {takesFiles
          ? 'Pictures, sounds and files can be pasted and dropped here.'
          : 'Markdown: F1 shows how.'}
      </span>
    </p>
  )
}
