import { useRef, useState } from 'react'
import { formatSize } from '../../../src/format.ts'
import { Again, Cross } from '../../ui/icons.tsx'
import { hasFailed, type Item, isUnderWay } from './items.ts'
import type { Uploader } from './uploader.ts'
import type { Uploads } from './uploads.ts'

type Props = { item: Item; hold: Uploads['hold']; uploader: Uploader }

/** How far a file has come, and what can be done about it; nothing once it has arrived. */
export function ProgressLine({ item, hold, uploader }: Props) {
  const { id, path, size, progress } = item
  if (progress.state === 'arrived') return null
  return (
    <div className="progress-line">
      <p className={hasFailed(item) ? 'problem' : 'hint'}>{wordsFor(item, hold)}</p>
      {progress.state === 'sending' && (
        <progress max={Math.max(size, 1)} value={progress.sent} aria-label={`Upload of ${path}`} />
      )}
      {isUnderWay(item) && (
        <button
          type="button"
          className="icon-button"
          aria-label={`Cancel ${path}`}
          onClick={() => uploader.cancel(id)}
        >
          <Cross />
        </button>
      )}
      {progress.state === 'failed' && (
        <button
          type="button"
          className="icon-button"
          aria-label={`Try ${path} again`}
          onClick={() => uploader.retry(id)}
        >
          <Again />
        </button>
      )}
      {progress.state === 'interrupted' && <PickAgain item={item} uploader={uploader} />}
    </div>
  )
}

/** Browsers forget files when a page is left: only somebody can give them back. */
function PickAgain({ item: { id, path }, uploader }: Pick<Props, 'item' | 'uploader'>) {
  const input = useRef<HTMLInputElement>(null)
  const [note, setNote] = useState<string>()
  return (
    <>
      <button
        type="button"
        className="button small"
        aria-label={`Pick ${path} again`}
        onClick={() => input.current?.click()}
      >
        Pick again
      </button>
      <input
        ref={input}
        type="file"
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) setNote(uploader.supply(id, file))
          target.value = ''
        }}
      />
      <output className="problem">{note}</output>
    </>
  )
}

export function wordsFor({ progress, size }: Item, hold: Uploads['hold']): string {
  switch (progress.state) {
    case 'waiting':
      return hold === null ? 'Waiting its turn' : held[hold]
    case 'preparing':
      return 'Preparing…'
    case 'comparing':
      return 'Comparing it with what has arrived…'
    case 'sending':
      return progress.sent < size ? `${formatSize(progress.sent)} of ${formatSize(size)}` : 'Arriving…'
    case 'pausing':
      return `${progress.problem} Trying again…`
    case 'failed':
    case 'interrupted':
      return progress.problem
    default:
      return ''
  }
}

const held = { offline: 'Waiting for the network', login: 'Waiting for you to log in' }
