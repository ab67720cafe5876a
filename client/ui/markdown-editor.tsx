import { useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { controlOf, Field, type FieldText } from './field.tsx'
import type { Attachments } from './markdown-editor/attachments.ts'
import { blockBelow } from './markdown-editor/blocks.ts'
import { type Edit, replacement, type Field as Selection } from './markdown-editor/edit.ts'
import { Foot } from './markdown-editor/foot.tsx'
import { Help } from './markdown-editor/help.tsx'
import { showHelpIn, useHelpPlace } from './markdown-editor/help-place.ts'
import { type Asking, askedBy, Insertion } from './markdown-editor/insertions.tsx'
import { apply, fieldOf, run } from './markdown-editor/textarea.ts'
import { Toolbar } from './markdown-editor/toolbar.tsx'
import { editOf, type ToolName, tools } from './markdown-editor/tools.ts'
import { UploadLines } from './markdown-editor/upload-lines.tsx'
import { useKeys } from './markdown-editor/use-keys.ts'
import { usePanes } from './markdown-editor/use-panes.ts'
import { useScrollSync } from './markdown-editor/use-scroll-sync.ts'
import { useUploads } from './markdown-editor/use-uploads.ts'
import { WritingPane } from './markdown-editor/writing-pane.tsx'
import { MarkdownPreview, type Reference } from './markdown-preview.tsx'
import { Tabs } from './tabs.tsx'

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

/** Markdown in a plain text field with tools around it, and what it will look like. */
export function MarkdownEditor({ value, onChange, references, attachments, limit, ...text }: Props) {
  const { name, label } = text
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const preview = useRef<HTMLElement>(null)
  const shown = useRef<HTMLDivElement>(null)
  const panes = usePanes(id, area, preview)
  const [asking, setAsking] = useState<Asking>()
  const isHelpHere = useHelpPlace() === id
  const uploading = useUploads(area, value, attachments)
  const offered = attachments ? tools : tools.filter(tool => !needsFiles.includes(tool.name))
  const { onKeyDown, isPlainPaste } = useKeys(use, tool => offered.some(({ name }) => name === tool))
  useScrollSync(area, preview, panes.areBoth)

  function edit(change: (field: Selection) => Edit) {
    if (area.current) apply(area.current, change(fieldOf(area.current)))
  }

  function use(tool: ToolName) {
    const change = editOf[tool]
    if (change) edit(change)
    else if (tool === 'preview') panes.togglePreview()
    else if (tool === 'help') showHelpIn(isHelpHere ? undefined : id)
    else {
      // Undo goes to what is focused, and a dialog brings the focus back to it.
      area.current?.focus()
      if (tool === 'undo' || tool === 'redo') run(tool)
      else setAsking(askedBy[tool])
    }
  }

  /** The text cannot be edited behind a dialog. */
  function answer(act: () => void) {
    flushSync(() => setAsking(undefined))
    act()
  }

  const { id: field, ...control } = controlOf(text)
  const pressed = { preview: panes.isPreviewShown, help: isHelpHere }

  return (
    <Field {...text}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- shortcuts for what is focused within */}
      <div className="markdown-editor" {...panes.root} onKeyDown={onKeyDown}>
        <div className="editor-head">
          <Tabs {...panes.tabs} label="Write or preview" />
          <Toolbar
            label={`Tools for ${label}`}
            controls={field}
            tools={offered}
            pressed={pressed}
            onUse={use}
          />
        </div>
        <div className="editor-panes">
          <div className="editor-writing" {...panes.panel('Write')}>
            <WritingPane
              area={area}
              // Whoever is led to the field finds what is shown of it.
              control={{ ...control, id: panes.isWriting ? field : undefined }}
              value={value}
              onChange={onChange}
              onFiles={attachments && (given => void uploading.add(given))}
              isPlainPaste={isPlainPaste}
            />
          </div>
          <div className="editor-preview" {...panes.panel('Preview')}>
            <section
              ref={preview}
              className="preview"
              id={panes.isWriting ? undefined : field}
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, by keyboard too
              tabIndex={0}
              aria-label={`Preview of ${label}`}
            >
              {panes.isPreviewShown && (
                <MarkdownPreview name={name} text={value} references={references} place={shown} />
              )}
            </section>
          </div>
        </div>
        <UploadLines uploading={uploading} />
        <Foot text={value} limit={limit} takesFiles={attachments !== undefined} />
      </div>
      {asking && (
        <Insertion
          asking={asking}
          attachments={attachments}
          onWords={words => answer(() => edit(({ start, end }) => replacement(start, end, words)))}
          onBlock={block => answer(() => edit(field => blockBelow(field, block)))}
          onFiles={(files, as) => answer(() => void uploading.add(files, as))}
          onClose={() => setAsking(undefined)}
        />
      )}
      {isHelpHere && <Help />}
    </Field>
  )
}

const needsFiles: readonly ToolName[] = ['picture', 'audio', 'file']
