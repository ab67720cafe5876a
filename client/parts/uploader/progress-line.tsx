import { formatSize } from '../../../src/format.ts'
import { Again, Cross } from '../../ui/icons.tsx'
import { type Item, isUnderWay } from './items.ts'
import type { Uploader } from './uploader.ts'
import type { Uploads } from './uploads.ts'

type Props = { item: Item; hold: Uploads['hold']; uploader: Uploader }

/** How far a file has come, and what can be done about it; nothing once it has arrived. */
export function ProgressLine({ item, hold, uploader }: Props) {
  const { id, path, size, progress } = item
  if (progress.state === 'arrived') return null
  const failed = progress.state === 'failed'
  return (
    <div className="progress-line">
      <p className={failed ? 'problem' : 'hint'}>{wordsFor(item, hold)}</p>
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
      {failed && (
        <button
          type="button"
          className="icon-button"
          aria-label={`Try ${path} again`}
          onClick={() => uploader.retry(id)}
        >
          <Again />
        </button>
      )}
    </div>
  )
}

export function wordsFor({ progress, size }: Item, hold: Uploads['hold']): string {
  switch (progress.state) {
    case 'waiting':
      return hold === null ? 'Waiting its turn' : held[hold]
    case 'preparing':
      return 'Preparing…'
    case 'sending':
      return progress.sent < size ? `${formatSize(progress.sent)} of ${formatSize(size)}` : 'Arriving…'
    case 'pausing':
      return `${progress.problem} Trying again…`
    case 'failed':
      return progress.problem
    default:
      return ''
  }
}

const held = { offline: 'Waiting for the network', login: 'Waiting for you to log in' }
