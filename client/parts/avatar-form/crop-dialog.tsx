import { useEffect, useRef, useState } from 'react'
import type { Avatar } from '../../../src/avatar.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { mostZoom, placed, placeOf, wholeOf, zoomed, zoomOf } from './crop.ts'
import { CropArea } from './crop-area.tsx'
import { cut } from './cut.ts'
import { send } from './send.ts'

type Props = {
  username: string
  picture: ImageBitmap
  onSaved: (avatar: Avatar) => void
  onClose: () => void
}

/** Which square of a picture is to be shown. */
export function CropDialog({ username, picture, onSaved, onClose }: Props) {
  const [crop, setCrop] = useState(() => wholeOf(picture))
  const [doing, setDoing] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const leaving = useRef(new AbortController())
  useEffect(() => () => leaving.current.abort(), [])
  const place = placeOf(crop, picture)

  async function save() {
    if (doing !== undefined) return
    setProblem(undefined)
    setDoing('Cutting it out…')
    const { signal } = leaving.current
    const sent = await send(username, await cut(picture, crop), { signal, tell: setDoing })
    if (signal.aborted) return
    setDoing(undefined)
    if ('problem' in sent) setProblem(sent.problem)
    else onSaved(sent.avatar)
  }

  return (
    <Dialog title="Choose what to show" onClose={onClose}>
      <div className="crop">
        <CropArea picture={picture} crop={crop} onChange={setCrop} />
        <div className="crop-sliders">
          <Slider
            label="Zoom"
            min={100}
            max={100 * mostZoom}
            value={Math.round(100 * zoomOf(crop, picture))}
            onChange={zoom => setCrop(zoomed(crop, picture, zoom / 100))}
          />
          <Slider
            label="Left to right"
            value={place.across}
            off={crop.side >= picture.width}
            onChange={across => setCrop(placed(crop, picture, { ...place, across }))}
          />
          <Slider
            label="Top to bottom"
            value={place.down}
            off={crop.side >= picture.height}
            onChange={down => setCrop(placed(crop, picture, { ...place, down }))}
          />
        </div>
      </div>
      {problem && (
        <p className="notice bad" role="alert">
          {problem}
        </p>
      )}
      <output className="hint crop-doing">{doing}</output>
      <div className="buttons">
        <button
          type="button"
          className="button primary"
          aria-disabled={doing !== undefined}
          onClick={() => void save()}
        >
          {doing === undefined ? 'Use this picture' : 'Saving…'}
        </button>
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </Dialog>
  )
}

type SliderProps = {
  label: string
  min?: number
  max?: number
  value: number
  /** There is no way to go. */
  off?: boolean
  onChange: (value: number) => void
}

/** In percent. */
function Slider({ label, min = 0, max = 100, value, off = false, onChange }: SliderProps) {
  return (
    <label>
      <span>{label}</span>
      <input
        type="range"
        min={min}
        max={max}
        value={value}
        disabled={off}
        onChange={({ target }) => onChange(target.valueAsNumber)}
      />
    </label>
  )
}
