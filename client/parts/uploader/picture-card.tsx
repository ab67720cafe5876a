import type { HTMLAttributes } from 'react'
import { projectLimits } from '../../../src/project.ts'
import { ArrowLeft, ArrowRight, Bin } from '../../ui/icons.tsx'
import { FocusPoint } from './focus-point.tsx'
import type { Item } from './items.ts'
import { ProgressLine } from './progress-line.tsx'
import type { Uploader } from './uploader.ts'
import type { Uploads } from './uploads.ts'

type Props = {
  item: Item
  hold: Uploads['hold']
  uploader: Uploader
  place: number
  last: number
  isCover: boolean
  dragging: HTMLAttributes<HTMLElement>
  onMove: (id: string, to: number) => void
}

export function PictureCard({ item, hold, uploader, place, last, isCover, dragging, onMove }: Props) {
  const { id, path, url, alt, caption, focus, width, height } = item
  const describe = (part: Partial<Pick<Item, 'alt' | 'caption' | 'focus'>>) =>
    uploader.dispatch({ happened: 'described', id, ...part })
  return (
    <div className="picture-card">
      <div className="picture-frame" {...dragging}>
        <img src={url} alt={alt || path} draggable={false} loading="lazy" decoding="async" />
        {width !== null && height !== null && (
          <FocusPoint
            path={path}
            width={width}
            height={height}
            focus={focus}
            onChange={focus => describe({ focus })}
          />
        )}
        {isCover && <span className="cover-mark">Cover</span>}
      </div>
      <div className="picture-text">
        <p className="picture-name">{path}</p>
        <ProgressLine item={item} hold={hold} uploader={uploader} />
        <label className="alt-text">
          <span className="hint">What it shows</span>
          <input
            className="input"
            aria-label={`What ${path} shows`}
            value={alt}
            maxLength={projectLimits.alt}
            onChange={({ target }) => describe({ alt: target.value })}
          />
        </label>
        <label className="alt-text">
          <span className="hint">Caption</span>
          <input
            className="input"
            aria-label={`Caption of ${path}`}
            value={caption}
            maxLength={projectLimits.caption}
            onChange={({ target }) => describe({ caption: target.value })}
          />
        </label>
      </div>
      <div className="picture-actions">
        <button
          type="button"
          className="icon-button"
          aria-label={`Move ${path} earlier`}
          aria-disabled={place === 0}
          onClick={() => onMove(id, place - 1)}
        >
          <ArrowLeft />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={`Move ${path} later`}
          aria-disabled={place === last}
          onClick={() => onMove(id, place + 1)}
        >
          <ArrowRight />
        </button>
        <button
          type="button"
          className="button small plain"
          aria-pressed={isCover}
          aria-label={`${path} as cover`}
          onClick={() => uploader.dispatch({ happened: 'coverChosen', id })}
        >
          {isCover ? 'Is cover' : 'Make cover'}
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={`Remove ${path}`}
          onClick={() => removed(uploader, id)}
        >
          <Bin />
        </button>
      </div>
    </div>
  )
}

/** The focus would be lost with the button. */
function removed(uploader: Uploader, id: string) {
  uploader.remove(id)
  document.getElementById('field-pictures')?.focus()
}
