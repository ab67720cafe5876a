import { useState } from 'react'
import { controlOf, Field, type FieldText } from './field.tsx'
import { MarkdownPreview, type Reference } from './markdown-preview.tsx'
import { panelId, Tabs, tabId } from './tabs.tsx'

type Props = FieldText & {
  value: string
  onChange: (value: string) => void
  /** Files that the text may refer to by their paths. */
  references: readonly Reference[]
}

const tabs = ['Write', 'Preview'] as const

/** Markdown in a plain text field, and what it will look like. */
export function MarkdownEditor({ name, label, hint, problem, value, onChange, references }: Props) {
  const [tab, setTab] = useState<string>('Write')
  const id = `editor-${name}`
  const { id: field, ...control } = controlOf({ name, hint, problem })
  const panel = (of: string) => ({
    id: panelId(id, of),
    role: 'tabpanel',
    'aria-labelledby': tabId(id, of),
    hidden: tab !== of,
  })

  return (
    <Field name={name} label={label} hint={hint} problem={problem}>
      <div className="markdown-editor">
        <Tabs id={id} label="Write or preview" tabs={tabs} chosen={tab} onChoose={setTab} />
        <div {...panel('Write')}>
          <textarea
            className="input"
            {...control}
            id={tab === 'Write' ? field : undefined}
            rows={10}
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
        </div>
        <div {...panel('Preview')}>
          {/* Whoever is led to the field finds what is shown of it. */}
          <div className="preview" id={tab === 'Preview' ? field : undefined} tabIndex={-1}>
            {tab === 'Preview' && <MarkdownPreview text={value} references={references} />}
          </div>
        </div>
      </div>
    </Field>
  )
}
