import { lazy, Suspense } from 'react'
import { blockBelow } from './blocks.ts'
import { fieldWritten, showHelpIn } from './help-place.ts'
import { apply, fieldOf } from './textarea.ts'

const MarkdownHelp = lazy(async () => ({ default: (await import('../markdown-help.tsx')).MarkdownHelp }))

/** The help, fetched when it is first asked for. */
export function Help() {
  return (
    <Suspense>
      <MarkdownHelp onInsert={insertSample} onClose={() => showHelpIn(undefined)} />
    </Suspense>
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
