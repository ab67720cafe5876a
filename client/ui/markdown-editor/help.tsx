import { type ComponentType, useEffect, useState } from 'react'
import { paths } from '../../../src/paths.ts'
import type { MarkdownHelpProps } from '../markdown-help.tsx'
import { blockBelow } from './blocks.ts'
import { fieldWritten, showHelpIn } from './help-place.ts'
import { apply, fieldOf } from './textarea.ts'

type Loaded = { Help: ComponentType<MarkdownHelpProps> } | 'failed'

/** The help, fetched when it is first asked for. */
export function Help() {
  const [loaded, setLoaded] = useState<Loaded>()
  useEffect(() => {
    void load().then(setLoaded)
  }, [])

  if (!loaded) return null
  if (loaded === 'failed') return <Failed onClose={close} />
  return <loaded.Help onInsert={insertSample} onClose={close} />
}

const close = () => showHelpIn(undefined)

/** The network may be away, or the site newer than this page. */
async function load(): Promise<Loaded> {
  try {
    const { MarkdownHelp } = await import('../markdown-help.tsx')
    return { Help: MarkdownHelp }
  } catch {
    return 'failed'
  }
}

function Failed({ onClose }: { onClose: () => void }) {
  return (
    <div className="notice bad" role="alert">
      <p>
        The help cannot be reached right now. Check your connection and ask for it again, or{' '}
        <a href={paths.markdownHelp} target="_blank" rel="noopener">
          open it as a page
        </a>
        .
      </p>
      <button type="button" className="button small" onClick={onClose}>
        Close
      </button>
    </div>
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
