import { clamp } from 'ramda'
import type { KeyboardEvent, MouseEvent, PointerEvent } from 'react'
import { middle } from '../../../src/crop.ts'
import type { Focus } from '../../../src/project.ts'

type Props = {
  path: string
  /** Of the picture, in pixels. */
  width: number
  height: number
  focus: Focus | null
  onChange: (focus: Focus) => void
}

/** A ring over a picture, on what stays in view where it is cropped: put there by a click, dragged, or moved by arrow keys. */
export function FocusPoint({ path, width, height, focus, onChange }: Props) {
  const { x, y } = focus ?? middle
  const [centreX, centreY] = [(x * width) / 100, (y * height) / 100]
  const longest = Math.max(width, height)

  function moveByKey(event: KeyboardEvent) {
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    onChange(inside({ x: x + step.x, y: y + step.y }))
  }

  return (
    // The drawing lies over the picture as the picture lies in its frame: whole, in the middle.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- the ring in it is moved by keys
    <svg
      className="focus-point"
      viewBox={`0 0 ${width} ${height}`}
      onClick={event => onChange(pointAt(event, event.currentTarget))}
    >
      <g
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input slides one way only, and is not drawn over a picture
        role="slider"
        tabIndex={0}
        aria-label={`Focus point of ${path}: arrow keys move it`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={x}
        aria-valuetext={`${x} % across, ${y} % down`}
        onKeyDown={moveByKey}
        onMouseDown={keepPictureHere}
        onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
        onPointerMove={event => {
          const { currentTarget, pointerId } = event
          if (currentTarget.hasPointerCapture(pointerId)) onChange(pointAt(event, currentTarget))
        }}
      >
        <circle className="reach" cx={centreX} cy={centreY} r={longest * 0.09} />
        <circle className="edge" cx={centreX} cy={centreY} r={longest * 0.045} />
        <circle className="ring" cx={centreX} cy={centreY} r={longest * 0.045} />
      </g>
    </svg>
  )
}

const steps: Record<string, Focus | undefined> = {
  ArrowLeft: { x: -5, y: 0 },
  ArrowRight: { x: 5, y: 0 },
  ArrowUp: { x: 0, y: -5 },
  ArrowDown: { x: 0, y: 5 },
}

/** A picture is dragged to another place by the rest of it; the focus, which this keeps away too, is given by hand. */
function keepPictureHere(event: MouseEvent<SVGGElement>) {
  event.preventDefault()
  event.currentTarget.focus()
}

function pointAt({ clientX, clientY }: MouseEvent | PointerEvent, element: SVGGraphicsElement): Focus {
  const svg = element.ownerSVGElement ?? (element as SVGSVGElement)
  const { width, height } = svg.viewBox.baseVal
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM()?.inverse())
  return inside({ x: (100 * x) / width, y: (100 * y) / height })
}

const inside = ({ x, y }: Focus): Focus => ({
  x: clamp(0, 100, Math.round(x)),
  y: clamp(0, 100, Math.round(y)),
})
