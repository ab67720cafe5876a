import { type KeyboardEvent, type PointerEvent, useEffect, useRef, type WheelEvent } from 'react'
import { type Crop, moved, type Size, zoomed, zoomOf } from './crop.ts'
import { draw } from './cut.ts'

type Props = { picture: ImageBitmap; crop: Crop; onChange: (crop: Crop) => void }

/** In pixels: enough for fine screens. */
const resolution = 640

/** What will be seen: dragged, pinched and turned by wheel, or moved by arrow keys and zoomed by + and -. */
export function CropArea({ picture, crop, onChange }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const fingers = useRef(new Map<number, Point>())

  useEffect(() => {
    if (canvas.current) draw(canvas.current, picture, crop)
  }, [picture, crop])

  function drag(event: PointerEvent<HTMLCanvasElement>) {
    const before = fingers.current.get(event.pointerId)
    if (!before) return
    const now = { x: event.clientX, y: event.clientY }
    const spread = spreadOf(fingers.current)
    fingers.current.set(event.pointerId, now)
    const { width } = event.currentTarget.getBoundingClientRect()
    const among = fingers.current.size
    const right = (before.x - now.x) / width / among
    const down = (before.y - now.y) / width / among
    const shifted = moved(crop, picture, right, down)
    const wider = spreadOf(fingers.current)
    onChange(spread && wider ? zoomed(shifted, picture, (zoomOf(crop, picture) * wider) / spread) : shifted)
  }

  const lift = ({ pointerId }: PointerEvent) => fingers.current.delete(pointerId)

  return (
    <canvas
      ref={canvas}
      className="crop-area"
      width={resolution}
      height={resolution}
      tabIndex={0}
      // oxlint-disable-next-line jsx-a11y/no-interactive-element-to-noninteractive-role -- it takes arrow keys itself
      role="application"
      aria-label="Your picture as it will be seen. Arrow keys move it, plus and minus zoom."
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId)
        fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
      }}
      onPointerMove={drag}
      onPointerUp={lift}
      onPointerCancel={lift}
      onWheel={(event: WheelEvent) =>
        onChange(zoomed(crop, picture, zoomOf(crop, picture) * (event.deltaY < 0 ? 1.08 : 1 / 1.08)))
      }
      onKeyDown={event => {
        const next = byKey(event, crop, picture)
        if (!next) return
        event.preventDefault()
        onChange(next)
      }}
    />
  )
}

type Point = { x: number; y: number }

/** How far two fingers are from each other. */
function spreadOf(fingers: Map<number, Point>): number | undefined {
  const [one, other] = [...fingers.values()]
  return one && other && Math.hypot(one.x - other.x, one.y - other.y)
}

const step = 0.04

function byKey({ key }: KeyboardEvent, crop: Crop, size: Size): Crop | undefined {
  const [right, down] = ways[key] ?? [0, 0]
  if (right || down) return moved(crop, size, right * step, down * step)
  if (key === '+' || key === '=') return zoomed(crop, size, zoomOf(crop, size) * 1.1)
  return key === '-' ? zoomed(crop, size, zoomOf(crop, size) / 1.1) : undefined
}

const ways: Record<string, readonly [right: number, down: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
